//! Warnings about rules that are valid and still cannot be meant: thresholds out of reach, prefixes that match
//! half the language, terms that never match or count twice. Looks at the rules alone, at no stored item.

mod combos;
mod cover;
mod never;
mod scripts;
mod terms;

use super::Topics;
use super::rules::Topic;
use crate::model::Mistake;

impl Topics {
    /// What looks wrong in the rules without being a mistake, in the order of the file.
    pub fn lint(&self) -> Vec<Mistake> {
        let mut found = Vec::new();
        for (at, name) in &self.unused_lists {
            found.push((*at, format!("list `{name}` is used by no topic"), None));
        }
        for topic in &self.rules {
            let mut warn = |at: usize, message: String, suggestion: Option<&str>| {
                found.push((
                    at,
                    format!("topic `{}`: {message}", topic.slug),
                    suggestion.map(ToOwned::to_owned),
                ));
            };
            if !topic.building_block {
                out_of_reach(topic, &mut warn);
            }
            let excluded = never::excluded(topic);
            for term in &topic.terms {
                terms::short_prefixes(term, &mut warn);
                scripts::wrong_list(term, &mut warn);
                never::term(topic, term, &excluded, &mut warn);
            }
            terms::repeated(topic, &mut warn);
            for combo in &topic.combos {
                never::combo(topic, combo, &mut warn);
            }
            combos::check(topic, &mut warn);
        }
        let mut warnings: Vec<Mistake> = found
            .into_iter()
            .map(|(at, message, suggestion)| {
                Mistake::at(&self.file, &self.text, at, message).suggest(suggestion)
            })
            .collect();
        warnings
            .sort_by(|a, b| (a.line, a.column, &a.message).cmp(&(b.line, b.column, &b.message)));
        warnings.dedup();
        warnings
    }
}

/// Place, message, advice.
type Warn<'a> = dyn FnMut(usize, String, Option<&str>) + 'a;

fn out_of_reach(topic: &Topic, warn: &mut Warn<'_>) {
    let factors = topic.factors;
    let factor = factors
        .title
        .max(factors.summary)
        .max(factors.lead)
        .max(factors.body);
    let terms: f64 = topic
        .terms
        .iter()
        .map(|term| term.weight.max(0.0) * topic.max_per_term as f64)
        .sum();
    let combos: f64 = topic.combos.iter().map(|combo| combo.points.max(0.0)).sum();
    let most = (terms + combos) * factor;
    if most < topic.threshold {
        warn(
            topic.at,
            format!(
                "nothing can reach the threshold {}: all terms and combos together make {most}",
                topic.threshold
            ),
            Some("lower the threshold or raise the weights"),
        );
    }
}

#[cfg(test)]
mod tests;
