//! RSS of any version, RDF, Atom of any version and CDF -> `ParsedFeed`: the fields of the feed are
//! read here, its entries by [`super::entry`].

use std::time::Duration;

use chrono::Weekday;
use url::Url;

use super::entities::Entities;
use super::entry::{Claims, Surroundings, read_entry, sign, title_of, web_address};
use super::harvest::Harvest;
use super::language::primary_subtag;
use super::names::Space;
use super::paging::next_page;
use super::sanitize::Sanitizer;

use super::tree::Element;
use super::walk::Walk;
use crate::model::{ParsedFeed, Rhythm, SkipTimes};

/// More hours or days than a week has say nothing new.
const SKIPS_MAX: usize = 7 * 24;

/// Reads a feed in XML. The second value tells whether a feed's root was there at all.
pub(super) fn read(text: &str, base: &Url) -> (ParsedFeed, bool) {
    let mut entities = Entities::default();
    entities.declare_all(text);
    let mut feed = ParsedFeed::default();
    let mut hints = Hints::default();
    let mut numbered_page = None;
    let mut sanitizer = Sanitizer::new(base);
    let mut people = Claims::default();
    let mut harvest = Harvest::default();
    let mut walk = Walk::new(text, &entities, base);
    for piece in walk.by_ref() {
        let Some(root) = piece.tree.root() else {
            continue;
        };
        if !piece.is_entry {
            read_field(root, &piece.base, &mut feed, &mut hints);
            if root.local().eq_ignore_ascii_case("generator") {
                numbered_page = [root.attribute("uri").unwrap_or_default(), root.text()]
                    .iter()
                    .find_map(|generator| next_page(generator, base));
            }
            // RSS has `author` only in items; in a channel it is somebody's mail address.
            if root.space() == Space::Core && root.child(Space::Core, "name").is_some() {
                people.author(0, root);
            }
            continue;
        }
        if harvest.is_full() {
            harvest.leave_out();
            continue;
        }
        let language = piece.language.as_deref().and_then(primary_subtag);
        let mut around = Surroundings {
            base: &piece.base,
            language: language.as_deref().or(feed.language.as_deref()),
            sanitizer: &mut sanitizer,
        };
        harvest.add(read_entry(root, &mut around));
    }
    harvest.bring_in(&mut feed);
    feed.dropped.extend(sanitizer.left_out());
    feed.repairs = walk.repairs().into_iter().map(str::to_owned).collect();
    if feed.language.is_none() {
        feed.language = walk.root_language().and_then(|tag| primary_subtag(&tag));
    }
    feed.site_url = feed.site_url.take().or_else(|| walk.root_address());
    feed.rhythm = hints.rhythm();
    feed.next_page = feed.next_page.take().or(numbered_page);
    sign(&mut feed.entries, &people.authors);
    (feed, walk.saw_root())
}

/// How often, and when not, the feed wants to be read, in its five ways of saying it.
#[derive(Default)]
struct Hints {
    ttl: Option<u64>,
    period: Option<u64>,
    frequency: Option<u64>,
    skip_hours: Vec<u32>,
    skip_days: Vec<Weekday>,
}

impl Hints {
    fn rhythm(self) -> Rhythm {
        Rhythm {
            interval: self.interval(),
            skip: SkipTimes::new(self.skip_hours, self.skip_days),
        }
    }

    fn interval(&self) -> Option<Duration> {
        let by_period = self
            .period
            .map(|period| period / self.frequency.unwrap_or(1).max(1));
        let seconds = self
            .ttl
            .map(|minutes| minutes.saturating_mul(60))
            .or(by_period)?;
        (seconds > 0).then(|| Duration::from_secs(seconds))
    }
}

fn read_field(field: Element<'_, '_>, base: &Url, feed: &mut ParsedFeed, hints: &mut Hints) {
    let local = field.local().to_ascii_lowercase();
    let number = || field.text().trim().parse::<u64>().ok();
    match (field.space(), local.as_str()) {
        (Space::Core | Space::Dublin, "title") => {
            let title = title_of(field);
            if feed.title.is_none() && !title.is_empty() {
                feed.title = Some(title);
            }
        }
        (Space::Core, "link") => {
            let href = field.attribute("href");
            let address = web_address(href.as_deref().unwrap_or(&field.text()), base);
            match field.attribute("rel").as_deref() {
                None | Some("alternate") => feed.site_url = feed.site_url.take().or(address),
                Some("next" | "prev-archive") => {
                    feed.next_page = feed.next_page.take().or(address);
                }
                Some(_) => {}
            }
        }
        (Space::Core | Space::Dublin, "language") => {
            feed.language = feed
                .language
                .take()
                .or_else(|| primary_subtag(&field.text()));
        }
        (Space::Core, "ttl") => hints.ttl = number(),
        (Space::Core, "skiphours") => {
            let hours = inside(field, "hour").filter_map(|hour| hour.parse::<u32>().ok());
            hints.skip_hours.extend(hours.take(SKIPS_MAX));
        }
        (Space::Core, "skipdays") => {
            let days = inside(field, "day").filter_map(|day| day.parse::<Weekday>().ok());
            hints.skip_days.extend(days.take(SKIPS_MAX));
        }
        (Space::Syndication, "updateperiod") => {
            hints.period = match field.text().trim().to_ascii_lowercase().as_str() {
                "hourly" => Some(3_600),
                "daily" => Some(86_400),
                "weekly" => Some(7 * 86_400),
                "monthly" => Some(30 * 86_400),
                "yearly" => Some(365 * 86_400),
                _ => None,
            };
        }
        (Space::Syndication, "updatefrequency") => hints.frequency = number(),
        _ => {}
    }
}

/// The texts of the children with this name.
fn inside<'t>(field: Element<'t, '_>, name: &'static str) -> impl Iterator<Item = String> {
    field
        .children()
        .filter(move |child| child.local().eq_ignore_ascii_case(name))
        .map(|child| child.text().trim().to_owned())
}
