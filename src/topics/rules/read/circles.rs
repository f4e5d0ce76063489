//! Things that name each other in a circle: lists, topics that build on topics.

/// A walk that comes back to where it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Circle {
    /// From the one that is named again to the one that names it.
    pub(super) path: Vec<usize>,
    /// Which of its names the last one closes the circle with.
    pub(super) closing: usize,
}

impl Circle {
    /// `a → b → a`.
    pub(super) fn told<'n>(&self, name: impl Fn(usize) -> &'n str) -> String {
        let names: Vec<&str> = self
            .path
            .iter()
            .chain(self.path.first())
            .map(|index| name(*index))
            .collect();
        names.join(" → ")
    }
}

/// Each circle once, where a walk from the first thing on closes it. `named[i]` are the numbers that `i` names;
/// those of nothing are passed over. Without recursion, since a chain may be as long as the file.
pub(super) fn circles(named: &[Vec<Option<usize>>]) -> Vec<Circle> {
    let mut found = Vec::new();
    let mut is_done = vec![false; named.len()];
    let mut depth: Vec<Option<usize>> = vec![None; named.len()];
    for start in 0..named.len() {
        let mut path: Vec<(usize, usize)> = Vec::new();
        if !is_done[start] {
            is_done[start] = true;
            depth[start] = Some(0);
            path.push((start, 0));
        }
        while let Some((here, next)) = path.last_mut() {
            let (here, closing) = (*here, *next);
            *next += 1;
            let Some(other) = named[here].get(closing) else {
                depth[here] = None;
                path.pop();
                continue;
            };
            let Some(other) = other.filter(|other| *other < named.len()) else {
                continue;
            };
            if let Some(first) = depth[other] {
                let path = path.iter().skip(first).map(|(index, _)| *index).collect();
                found.push(Circle { path, closing });
            } else if !is_done[other] {
                is_done[other] = true;
                depth[other] = Some(path.len());
                path.push((other, 0));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_found_once_and_a_long_chain_is_walked() {
        let named = [
            vec![Some(1)],
            vec![Some(2), Some(3)],
            vec![Some(0)],
            vec![Some(3), None],
        ];
        let found = circles(&named);
        let told: Vec<String> = found
            .iter()
            .map(|circle| circle.told(|index| ["a", "b", "c", "d"][index]))
            .collect();
        assert_eq!(told, ["a → b → c → a", "d → d"]);
        let chain: Vec<_> = (1..=200_000).map(|next| vec![Some(next)]).collect();
        assert_eq!(circles(&chain), []);
    }
}
