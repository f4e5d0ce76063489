//! Plays a labelled file (one JSON entry a line, see `DUPLICATES_FILE` in the test) feed by feed, in
//! rounds, through identity, comparison and stories, and scores the pairs it put together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jarshy::dedup::similar::{
    Candidate, Index, Learned, Likeness, Reading, Sketch, Telling, Told, candidates, join, judge,
    pack, publisher, unpack,
};
use jarshy::model::{FeedId, ItemId, ParsedEntry, Verdict, parse_time};
use serde_json::Value;

use super::world::World;

/// One line of the file.
pub(super) struct Line {
    pub(super) id: String,
    feed: String,
    guid: String,
    round: u64,
    cluster: Option<String>,
    pub(super) kind: String,
    entry: ParsedEntry,
}

#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Score {
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: f64,
    /// Pairs of one publisher's duplicates (kinds 1 and 2) in one item, and all of them.
    pub(super) own: (usize, usize),
    /// Different articles in one item.
    pub(super) swallowed: usize,
    /// Candidates looked at, per new item.
    pub(super) candidates: f64,
}

pub(super) fn lines(jsonl: &str) -> Vec<Line> {
    jsonl
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(line)
        .collect()
}

fn line(text: &str) -> Line {
    let value: Value = serde_json::from_str(text).expect("a JSON object a line");
    let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let stated = |name: &str| Some(field(name)).filter(|text| !text.is_empty());
    let body = stated("content").or(stated("summary")).unwrap_or_default();
    Line {
        id: field("id"),
        feed: field("feed"),
        guid: field("guid"),
        round: value["round"].as_u64().unwrap_or(1),
        cluster: stated("cluster"),
        kind: field("kind"),
        entry: ParsedEntry {
            id: stated("guid"),
            link: stated("url"),
            title: stated("title"),
            summary: stated("summary"),
            content: stated("content"),
            text: plain(&body),
            language: stated("lang"),
            published: parse_time(&field("date")),
            ..ParsedEntry::default()
        },
    }
}

/// Paragraphs as lines, tags dropped: the little HTML these files have.
fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.replace("</p>", "\n").chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    let out = out
        .replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
    let rows: Vec<&str> = out
        .lines()
        .map(str::trim)
        .filter(|row| !row.is_empty())
        .collect();
    rows.join("\n\n")
}

/// The stories half of a store, folded in memory.
#[derive(Default)]
pub(super) struct Stories {
    learned: Learned,
    told: HashMap<ItemId, Told>,
    index: Index,
    rare: HashMap<ItemId, Vec<u16>>,
    story: HashMap<ItemId, i64>,
    pub(super) why: Vec<(ItemId, ItemId, Likeness)>,
    next: i64,
    judged: usize,
}

impl Stories {
    fn take(&mut self, world: &World, new: &[ItemId]) {
        let readings: Vec<Reading> = new.iter().map(|id| reading(world, *id)).collect();
        for reading in &readings {
            self.learned.observe(reading);
        }
        for (id, read) in new.iter().zip(&readings) {
            let told = Told::new(read, &self.learned);
            let sketch = Sketch::of(&told);
            let near: Vec<ItemId> = candidates(&self.index.probe(&sketch.keys))
                .into_iter()
                .filter(|near| !near.doubtful || sketch.may_tell(&self.rare[&near.id]))
                .map(|near| near.id)
                .collect();
            self.judged += near.len();
            for other in &near {
                let again = Told::new(&reading(world, *other), &self.learned);
                self.told.insert(*other, again);
            }
            let candidates: Vec<Candidate<'_>> = near
                .iter()
                .map(|other| Candidate {
                    id: *other,
                    told: &self.told[other],
                    story: self.story.get(other).copied(),
                })
                .collect();
            if let Some(joining) = join(*id, &told, &candidates) {
                let story = joining.story.unwrap_or_else(|| {
                    self.next += 1;
                    self.next
                });
                for join in joining.joins {
                    self.story.insert(join.item, story);
                    self.story.entry(join.other).or_insert(story);
                    self.why.push((join.item, join.other, join.likeness));
                }
            }
            self.index.insert(*id, &unpack(&pack(&sketch.keys)));
            self.rare.insert(*id, sketch.rare);
            self.told.insert(*id, told);
        }
    }
}

fn reading(world: &World, id: ItemId) -> Reading {
    let item = &world.items[&id].item;
    Reading::of(Telling {
        publisher: &publisher(item.url.as_deref().unwrap_or_default()),
        title: &item.title,
        text: &item.text,
        at: item.published_at.expect("labelled entries are dated"),
    })
}

/// Plays the file; `turn` rotates the order of the feeds. Tells every wrong pair to `complain`.
pub(super) fn play(lines: &[Line], turn: usize, complain: &mut dyn FnMut(String)) -> Score {
    let mut world = World::default();
    let mut stories = Stories::default();
    let mut item_of: HashMap<&str, ItemId> = HashMap::new();
    let mut feeds: Vec<&str> = lines
        .iter()
        .map(|line| line.feed.as_str())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let by = turn % feeds.len().max(1);
    feeds.rotate_left(by);
    for round in [1, 2] {
        for (number, feed) in feeds.iter().enumerate() {
            // What the feed shows in this round: later entries first; a guid that came again replaces.
            let mut shown: BTreeMap<&str, &Line> = BTreeMap::new();
            for line in lines
                .iter()
                .filter(|line| line.feed == *feed && line.round <= round)
            {
                let earlier = shown.get(line.guid.as_str()).map_or(0, |other| other.round);
                if earlier != line.round {
                    shown.insert(&line.guid, line);
                } else {
                    shown.insert(&line.id, line);
                }
            }
            let mut shown: Vec<&Line> = shown.into_values().collect();
            shown.sort_by_key(|line| std::cmp::Reverse(line.entry.published));
            let id = FeedId(i64::try_from((number + turn) % feeds.len()).expect("few"));
            let outcomes = world.poll(id, shown.iter().map(|line| line.entry.clone()).collect());
            let mut new = Vec::new();
            for (line, outcome) in shown.iter().zip(&outcomes) {
                let item = outcome.id.expect("nothing is pruned here");
                item_of.insert(&line.id, item);
                if outcome.verdict == Verdict::New {
                    new.push(item);
                }
            }
            stories.take(&world, &new);
        }
    }
    score(lines, &item_of, &stories, complain)
}

fn score(
    lines: &[Line],
    item_of: &HashMap<&str, ItemId>,
    stories: &Stories,
    complain: &mut dyn FnMut(String),
) -> Score {
    let (mut right, mut predicted, mut labelled) = (0, 0, 0);
    let mut score = Score::default();
    for (at, a) in lines.iter().enumerate() {
        for b in &lines[at + 1..] {
            let (Some(left), Some(other)) =
                (item_of.get(a.id.as_str()), item_of.get(b.id.as_str()))
            else {
                continue;
            };
            let one_item = left == other;
            let story = |id: &ItemId| stories.story.get(id);
            let together = one_item || (story(left).is_some() && story(left) == story(other));
            let same = a.cluster.is_some() && a.cluster == b.cluster;
            predicted += usize::from(together);
            labelled += usize::from(same);
            right += usize::from(together && same);
            let outlet = |line: &Line| line.feed.split('.').next().map(str::to_owned);
            let own = |line: &Line| !line.kind.starts_with("t3");
            if same && outlet(a) == outlet(b) && own(a) && own(b) {
                score.own.1 += 1;
                score.own.0 += usize::from(one_item);
                if !one_item {
                    complain(format!(
                        "two items: {} {} ({}) {} {} ({})",
                        a.id, a.kind, a.feed, b.id, b.kind, b.feed
                    ));
                }
            }
            if one_item && !same {
                score.swallowed += 1;
                complain(format!(
                    "swallowed: {} {} and {} {}",
                    a.id, a.kind, b.id, b.kind
                ));
            }
            if together != same {
                let (Some(l), Some(r)) = (stories.told.get(left), stories.told.get(other)) else {
                    continue;
                };
                complain(format!(
                    "{}: {} {} and {} {}: {} {:?}",
                    if same { "missed" } else { "wrong" },
                    a.id,
                    a.kind,
                    b.id,
                    b.kind,
                    jarshy::dedup::similar::measures(l, r),
                    judge(l, r).map(|likeness| likeness.rule),
                ));
            }
        }
    }
    let ratio = |part: usize, whole: usize| {
        if whole == 0 {
            1.0
        } else {
            part as f64 / whole as f64
        }
    };
    score.precision = ratio(right, predicted);
    score.recall = ratio(right, labelled);
    score.f1 = 2.0 * score.precision * score.recall
        / (score.precision + score.recall).max(f64::MIN_POSITIVE);
    score.candidates = ratio(stories.judged, stories.told.len());
    score
}
