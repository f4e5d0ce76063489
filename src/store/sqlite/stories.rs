//! Tables `stories`, `story_links` and `story_keys`: each new item is judged when it comes, against the
//! few recent ones that share keys with it, and again when its wording is replaced and it stands alone.

use rusqlite::{Connection, OptionalExtension, params};

use super::rows::time_always;
use super::topics;
use crate::dedup::similar::{
    Candidate, Index, Join, Learned, Likeness, Near, Reading, Sketch, Telling, Told, candidates,
    join, judge, pack, pack_rare, publisher, unpack, unpack_rare,
};
use crate::model::{ItemId, Timestamp, format_time};

/// Items whose words are held in memory at once.
const TOGETHER: usize = 500;

/// Keys are kept a little longer than the rules look back.
const KEPT: chrono::Duration = chrono::Duration::days(9);

/// What the rules need of a stored item.
struct Piece {
    reading: Reading,
    story: Option<i64>,
    /// A person decided that it has no story.
    alone_by_hand: bool,
}

/// What the writer keeps in memory about stories: what was learned, and where recent items are found.
/// It outruns the tables when a recording is rolled back; a candidate that is not there is passed over.
pub(in crate::store) struct Stories {
    learned: Learned,
    index: Index,
}

impl Stories {
    /// What the store remembers from earlier runs.
    pub(super) fn restore(db: &Connection) -> rusqlite::Result<Stories> {
        let learned: Option<Vec<u8>> = db
            .query_row("select learned from story_memory", [], |row| row.get(0))
            .optional()?;
        let mut index = Index::default();
        let mut statement = db.prepare("select item_id, keys from story_keys order by item_id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let keys = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            index.insert(ItemId(row.get(0)?), &unpack(keys));
        }
        Ok(Stories {
            learned: learned.map_or_else(Learned::default, |bytes| Learned::restore(&bytes)),
            index,
        })
    }

    /// Finds the stories that these new items of one document belong to. All of a usual document are observed
    /// before the first is judged, so that a feed's first document teaches its boilerplate.
    pub(super) fn place(
        &mut self,
        db: &Connection,
        new: &[ItemId],
        now: &str,
    ) -> rusqlite::Result<()> {
        for new in new.chunks(TOGETHER) {
            let mut pieces = Vec::with_capacity(new.len());
            for id in new {
                if let Some(piece) = piece(db, *id)? {
                    self.learned.observe(&piece.reading);
                    pieces.push((*id, piece));
                }
            }
            for (id, piece) in &pieces {
                let told = Told::new(&piece.reading, &self.learned);
                let sketch = Sketch::of(&told);
                self.join_near(db, *id, &told, &sketch, now)?;
                self.index.insert(*id, &sketch.keys);
                save_sketch(db, *id, &sketch.keys, &sketch.rare)?;
            }
        }
        if self.learned.is_due_for_saving() {
            db.execute(
                "insert or replace into story_memory (id, learned) values (1, ?1)",
                [self.learned.save()],
            )?;
        }
        Ok(())
    }

    /// Has items whose wording was replaced found by the new one too, so that a teaser does not hide the
    /// full text that took its place; those without a story may have one now. Nothing is learned from
    /// them: what a publisher repeats within one piece is no boilerplate.
    pub(super) fn place_anew(
        &mut self,
        db: &Connection,
        reworded: &[ItemId],
        now: &str,
    ) -> rusqlite::Result<()> {
        for id in reworded {
            // What is no longer found by any key is too old to be joined.
            let (Some(piece), Some(mut stored)) = (piece(db, *id)?, saved_keys(db, *id)?) else {
                continue;
            };
            let told = Told::new(&piece.reading, &self.learned);
            let sketch = Sketch::of(&told);
            if piece.story.is_none() && !piece.alone_by_hand {
                self.join_near(db, *id, &told, &sketch, now)?;
            }
            let is_fresh = |key: &i32| !stored.contains(key);
            let fresh: Vec<i32> = sketch.keys.iter().copied().filter(is_fresh).collect();
            self.index.insert(*id, &fresh);
            stored.extend(fresh);
            save_sketch(db, *id, &stored, &sketch.rare)?;
        }
        Ok(())
    }

    /// Puts an item into the story of those it is like, or founds one with them.
    fn join_near(
        &self,
        db: &Connection,
        id: ItemId,
        told: &Told,
        sketch: &Sketch,
        now: &str,
    ) -> rusqlite::Result<()> {
        let near = self.near(db, id, told, sketch)?;
        let candidates: Vec<Candidate<'_>> = near
            .iter()
            .map(|(id, told, story)| Candidate {
                id: *id,
                told,
                story: *story,
            })
            .collect();
        let Some(joining) = join(id, told, &candidates) else {
            return Ok(());
        };
        let story = match joining.story {
            Some(story) => story,
            None => found(db, &joining.joins)?,
        };
        enter(db, story, &joining.joins)?;
        // A copy that is only a headline has the topics of the full text; never the other way round.
        topics::share(db, id.0, now)
    }

    /// The stored items worth judging beside this one, made ready.
    fn near(
        &self,
        db: &Connection,
        id: ItemId,
        told: &Told,
        sketch: &Sketch,
    ) -> rusqlite::Result<Vec<(ItemId, Told, Option<i64>)>> {
        let mut near = Vec::new();
        let mut found = self.index.probe(&sketch.keys);
        // An earlier wording of its own must not take the place of another item.
        found.retain(|(_, other)| *other != id);
        for Near {
            id: other,
            doubtful,
        } in candidates(&found)
        {
            if doubtful && saved_rare(db, other)?.is_some_and(|rare| !sketch.may_tell(&rare)) {
                continue;
            }
            if let Some(piece) = piece(db, other)?
                && !piece.alone_by_hand
            {
                let other_told = Told::new(&piece.reading, &self.learned);
                // Of a story of many like copies one is enough, and each costs a text to read. They are judged
                // all the same: equal words may be too old, or a column's.
                let settles = piece.story.is_some()
                    && other_told.same_words(told)
                    && judge(told, &other_told).is_some();
                near.push((other, other_told, piece.story));
                if settles {
                    break;
                }
            }
        }
        Ok(near)
    }

    /// Forgets by what items would be found that are too old to be joined. Ids grow with time, so one
    /// bound will do.
    pub(super) fn forget_old_keys(
        &mut self,
        db: &Connection,
        now: Timestamp,
    ) -> rusqlite::Result<()> {
        // When nothing came for so long, only what comes from now on counts.
        let oldest: i64 = db.query_row(
            "select coalesce(
               (select min(id) from items where first_seen_at >= ?1),
               (select seq + 1 from sqlite_sequence where name = 'items'),
               0)",
            [format_time(now - KEPT)],
            |row| row.get(0),
        )?;
        db.execute("delete from story_keys where item_id < ?1", [oldest])?;
        self.index.forget_before(ItemId(oldest));
        Ok(())
    }
}

fn saved_keys(db: &Connection, id: ItemId) -> rusqlite::Result<Option<Vec<i32>>> {
    db.prepare_cached("select keys from story_keys where item_id = ?1")?
        .query_row([id.0], |row| {
            let keys = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            Ok(unpack(keys))
        })
        .optional()
}

/// The rare words of an item; `None` when they are not known.
fn saved_rare(db: &Connection, id: ItemId) -> rusqlite::Result<Option<Vec<u16>>> {
    let saved = db
        .prepare_cached("select rare from story_keys where item_id = ?1")?
        .query_row([id.0], |row| {
            let rare = row.get_ref(0)?.as_blob_or_null();
            Ok(rare.map_err(rusqlite::Error::from)?.map(unpack_rare))
        })
        .optional()?;
    Ok(saved.flatten())
}

fn save_sketch(db: &Connection, id: ItemId, keys: &[i32], rare: &[u16]) -> rusqlite::Result<()> {
    db.prepare_cached(
        "insert or replace into story_keys (item_id, keys, rare) values (?1, ?2, ?3)",
    )?
    .execute(params![id.0, pack(keys), pack_rare(rare)])
    .map(drop)
}

fn piece(db: &Connection, id: ItemId) -> rusqlite::Result<Option<Piece>> {
    db.prepare_cached(
        "select coalesce(i.url, f.site_url, f.url) as link, i.title, i.text, i.sort_at, i.story_id,
           i.story_id is null and i.story_by_hand as alone_by_hand
         from items i join feeds f on f.id = i.owner_feed_id where i.id = ?1",
    )?
    .query_row([id.0], |row| {
        let text = |column: &str| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        Ok(Piece {
            reading: Reading::of(Telling {
                publisher: &publisher(text("link")?),
                title: text("title")?,
                text: text("text")?,
                at: time_always(row, "sort_at")?,
            }),
            story: row.get("story_id")?,
            alone_by_hand: row.get("alone_by_hand")?,
        })
    })
    .optional()
}

/// Founds a story; its title and times are those of its first item.
fn found(db: &Connection, joins: &[Join]) -> rusqlite::Result<i64> {
    let first = joins
        .iter()
        .flat_map(|join| [join.item, join.other])
        .min()
        .unwrap_or(ItemId(0));
    db.prepare_cached(
        "insert into stories (title, first_seen_at, last_seen_at, items)
         select title, first_seen_at, first_seen_at, 0 from items where id = ?1 returning id",
    )?
    .query_row([first.0], |row| row.get(0))
}

/// Puts everyone who joins into the story, with the reason.
fn enter(db: &Connection, story: i64, joins: &[Join]) -> rusqlite::Result<()> {
    let mut label =
        db.prepare_cached("update items set story_id = ?2 where id = ?1 and story_id is null")?;
    // A story is not counted anew for each that joins: it may have very many.
    let mut count = db.prepare_cached(
        "update stories set items = items + 1,
           first_seen_at = min(first_seen_at, item.at), last_seen_at = max(last_seen_at, item.at)
         from (select first_seen_at as at from items where id = ?1) as item where id = ?2",
    )?;
    let mut link = db.prepare_cached(
        "insert or ignore into story_links (item_id, other_id, rule, value) values (?1, ?2, ?3, ?4)",
    )?;
    for join in joins {
        for id in [join.item.0, join.other.0] {
            if label.execute([id, story])? > 0 {
                count.execute([id, story])?;
            }
        }
        link.execute(params![
            join.item.0,
            join.other.0,
            join.likeness.rule,
            join.likeness.value
        ])?;
    }
    Ok(())
}

/// Takes an item out of its story for good; `false` when it has none. A story of one is none.
pub(in crate::store) fn split(
    db: &Connection,
    id: ItemId,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let story: Option<Option<i64>> = db
        .query_row("select story_id from items where id = ?1", [id.0], |row| {
            row.get(0)
        })
        .optional()?;
    let Some(Some(story)) = story else {
        return Ok(false);
    };
    db.execute(
        "update items set story_id = null, story_by_hand = 1 where id = ?1",
        [id.0],
    )?;
    let linked: Vec<i64> = db
        .prepare_cached(
            "delete from story_links where item_id = ?1 or other_id = ?1
             returning iif(item_id = ?1, other_id, item_id)",
        )?
        .query_map([id.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for item in linked.into_iter().chain([id.0]) {
        topics::share(db, item, &format_time(now))?;
    }
    recount(db, story)?;
    Ok(true)
}

/// Makes two items, and whatever stories they are in, one story; its id, or `None` when one of the
/// items does not exist.
pub(in crate::store) fn join_by_hand(
    db: &Connection,
    item: ItemId,
    other: ItemId,
    now: Timestamp,
) -> rusqlite::Result<Option<i64>> {
    let (Some(left), Some(right)) = (piece(db, item)?, piece(db, other)?) else {
        return Ok(None);
    };
    let by_hand = Join {
        item,
        other,
        likeness: Likeness {
            rule: "manual",
            value: 1.0,
        },
    };
    let story = match right.story.or(left.story) {
        Some(story) => story,
        None => found(db, &[by_hand])?,
    };
    if let Some(absorbed) = left.story.filter(|absorbed| *absorbed != story) {
        db.execute(
            "update items set story_id = ?2 where story_id = ?1",
            (absorbed, story),
        )?;
        recount(db, absorbed)?;
    }
    db.execute(
        "update items set story_id = ?3, story_by_hand = 1 where id in (?1, ?2)",
        (item.0, other.0, story),
    )?;
    enter(db, story, &[by_hand])?;
    recount(db, story)?;
    topics::share(db, item.0, &format_time(now))?;
    Ok(Some(story))
}

/// Makes true what a removal of items left: counts, and no story of fewer than two.
pub(super) fn dissolve_small(db: &Connection) -> rusqlite::Result<()> {
    let small: Vec<i64> = db
        .prepare("select id from stories where items < 2")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    small.into_iter().try_for_each(|story| recount(db, story))
}

/// Makes a story's counts true; dissolves it when fewer than two items are left.
fn recount(db: &Connection, story: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "update stories set
           items = (select count(*) from items where story_id = ?1),
           first_seen_at = coalesce((select min(first_seen_at) from items where story_id = ?1), first_seen_at),
           last_seen_at = coalesce((select max(first_seen_at) from items where story_id = ?1), last_seen_at)
         where id = ?1",
    )?
    .execute([story])?;
    let left: i64 = db
        .prepare_cached("select items from stories where id = ?1")?
        .query_row([story], |row| row.get(0))?;
    if left < 2 {
        db.execute(
            "update items set story_id = null where story_id = ?1",
            [story],
        )?;
        db.execute("delete from stories where id = ?1", [story])?;
    }
    Ok(())
}
