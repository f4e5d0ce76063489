//! The text of an article file, read: one article in our own form, or a collection of them in the form
//! of a web page's text. Text and a fallback time flow in, [`Article`]s flow out; no files, no clock.
//! The form itself is told in the module above.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::model::Timestamp;

/// The line that ends each article of a collection.
const END_OF_ARTICLE: &str = "continue reading";

/// A block of this many characters is prose, not a headline, a byline or navigation.
const PROSE: usize = 140;

/// Bylines longer than this do not exist; a sentence of the body does.
const LONGEST_BYLINE: usize = 60;

/// Lines that news pages print around their articles, folded to lower case.
const NAVIGATION: [&str; 14] = [
    "connect with us",
    "published",
    "you may like",
    "share this",
    "share this:",
    "share this article",
    "share this article:",
    "related topics",
    "related topics:",
    "up next",
    "don't miss",
    "trending",
    "facebook",
    "twitter",
];

/// One article, as the mock feed tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its name in links: the file's name, in a collection the folded headline.
    pub slug: String,
    /// The headline.
    pub headline: String,
    /// Who wrote it, where the file says so.
    pub byline: Option<String>,
    /// Where it appeared, where the file says so.
    pub outlet: Option<String>,
    /// When it appeared; the file's modification time where no date is given.
    pub published: Timestamp,
    /// The paragraphs of the body, without line breaks.
    pub paragraphs: Vec<String>,
}

/// Reads the articles of one file. `name` is the file's name without its ending, `undated` the time
/// of an article that states none. Empty where no headline is found.
pub(super) fn read(text: &str, name: &str, undated: Timestamp) -> Vec<Article> {
    let lines = clean_lines(text);
    let mut pieces: Vec<&[String]> = lines.split(|line| ends_article(line)).collect();
    if pieces.len() < 2 {
        return article(blocks(&lines), slug(name), undated)
            .into_iter()
            .collect();
    }
    // What stands after the last end of an article is navigation, unless it holds prose.
    if pieces
        .last()
        .is_some_and(|piece| blocks(piece).iter().all(|block| !block.is_prose()))
    {
        pieces.pop();
    }
    let mut articles: Vec<Article> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let blocks = without_navigation(blocks(piece));
        let undated = hours_before(undated, articles.len());
        if let Some(mut article) = article(blocks, String::new(), undated) {
            article.slug = slug(&article.headline);
            articles.push(article);
        }
    }
    articles
}

/// `at`, that many hours earlier; `at` itself where the calendar or 1970 would be left behind.
fn hours_before(at: Timestamp, hours: usize) -> Timestamp {
    i64::try_from(hours)
        .ok()
        .and_then(TimeDelta::try_hours)
        .and_then(|hours| at.checked_sub_signed(hours))
        .filter(|at| is_plausible(*at))
        .unwrap_or(at)
}

/// A run of lines between blank lines, and how many blank lines follow it.
#[derive(Debug, Clone)]
struct Block {
    lines: Vec<String>,
    blanks_after: usize,
}

impl Block {
    fn length(&self) -> usize {
        self.lines.iter().map(|line| line.chars().count()).sum()
    }

    fn is_prose(&self) -> bool {
        self.length() >= PROSE
    }

    fn is_navigation(&self) -> bool {
        self.lines.iter().all(|line| {
            let folded = line.to_lowercase().replace('’', "'");
            NAVIGATION.contains(&folded.as_str())
        })
    }

    /// A single short line without the end of a sentence.
    fn may_be_byline(&self) -> bool {
        let [line] = self.lines.as_slice() else {
            return false;
        };
        self.length() <= LONGEST_BYLINE
            && line.split_whitespace().count() <= 8
            && !line.ends_with(['.', '!', '?', ':', '…', '"', '”'])
    }
}

/// The lines, whatever their line breaks, without white space at their ends and without the characters
/// that XML cannot hold or that nobody sees (byte order marks).
fn clean_lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| {
            let line: String = line
                .chars()
                .map(|c| if c == '\t' { ' ' } else { c })
                .filter(|&c| !c.is_control() && !matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
                .collect();
            line.trim().to_owned()
        })
        .collect()
}

fn ends_article(line: &str) -> bool {
    line.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
        == END_OF_ARTICLE
}

fn blocks(lines: &[String]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut after_blank = true;
    for line in lines {
        if line.is_empty() {
            if let Some(block) = blocks.last_mut() {
                block.blanks_after += 1;
            }
            after_blank = true;
            continue;
        }
        match blocks.last_mut() {
            Some(block) if !after_blank => block.lines.push(line.clone()),
            _ => blocks.push(Block {
                lines: vec![line.clone()],
                blanks_after: 0,
            }),
        }
        after_blank = false;
    }
    blocks
}

/// Drops the navigation above and below one article of a collection: lines we know by their words, and
/// above the headline also lines we know by their place, since one blank line, a byline and at least two
/// blank lines follow a headline.
fn without_navigation(mut blocks: Vec<Block>) -> Vec<Block> {
    let above = blocks
        .iter()
        .take_while(|block| block.is_navigation())
        .count();
    blocks.drain(..above);
    while blocks.last().is_some_and(Block::is_navigation) {
        blocks.pop();
    }
    let head = blocks
        .iter()
        .position(Block::is_prose)
        .unwrap_or(blocks.len());
    let headline = (1..head)
        .rev()
        .find(|&byline| stands_as_byline(&blocks, byline));
    match headline {
        Some(byline) => blocks.split_off(byline - 1),
        None => blocks,
    }
}

/// Whether the block at `index` has the place and the looks of a byline in a collection.
fn stands_as_byline(blocks: &[Block], index: usize) -> bool {
    blocks[index - 1].blanks_after == 1
        && blocks[index - 1].lines.len() == 1
        && blocks[index].may_be_byline()
        && blocks[index].blanks_after >= 2
}

/// One article from its blocks; `None` where there is no headline.
fn article(mut blocks: Vec<Block>, slug: String, undated: Timestamp) -> Option<Article> {
    if blocks.is_empty() {
        return None;
    }
    let has_byline_below =
        blocks.len() > 1 && blocks[0].lines.len() == 1 && stands_as_byline(&blocks, 1);
    let mut head = blocks.remove(0).lines.into_iter();
    let mut article = Article {
        slug,
        headline: head.next()?,
        byline: None,
        outlet: None,
        published: undated,
        paragraphs: Vec::new(),
    };
    let byline_below = if has_byline_below {
        blocks.remove(0).lines
    } else {
        Vec::new()
    };
    let mut not_understood = Vec::new();
    for line in head.chain(byline_below) {
        if let Some(date) = date(&line) {
            article.published = date;
        } else if article.byline.is_none() {
            article.byline = Some(without_by(&line).to_owned());
        } else if article.outlet.is_none() {
            article.outlet = Some(line);
        } else {
            not_understood.push(line);
        }
    }
    // Text that has no place in the head is still text of the article.
    if !not_understood.is_empty() {
        article.paragraphs.push(not_understood.join(" "));
    }
    article
        .paragraphs
        .extend(blocks.into_iter().map(|block| block.lines.join(" ")));
    Some(article)
}

fn without_by(line: &str) -> &str {
    match line.split_at_checked(3) {
        Some((by, name)) if by.eq_ignore_ascii_case("by ") => name.trim_start(),
        _ => line,
    }
}

/// A date alone on its line: RFC 3339, or ISO 8601 without a zone (taken as UTC) or without a time.
fn date(line: &str) -> Option<Timestamp> {
    let with_zone = DateTime::parse_from_rfc3339(line)
        .ok()
        .map(|at| at.to_utc());
    let without_zone = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(line, form).ok());
    let without_time = NaiveDate::parse_from_str(line, "%Y-%m-%d")
        .ok()
        .map(|day| day.and_time(NaiveTime::MIN));
    with_zone
        .or(without_zone.or(without_time).map(|at| at.and_utc()))
        .filter(|at| is_plausible(*at))
}

/// RSS writes a year with four digits, and no time of a file lies before 1970.
pub(super) fn is_plausible(at: Timestamp) -> bool {
    (1970..=9998).contains(&at.year())
}

/// Letters and digits of `text` in lower case with `-` between the words, at most 80 characters;
/// `article` where there are none.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if slug.chars().count() + word.chars().count() >= 80 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word.to_lowercase());
    }
    if slug.is_empty() {
        "article".into()
    } else {
        slug
    }
}

#[cfg(test)]
mod tests;
