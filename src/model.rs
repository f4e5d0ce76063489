//! Everything that flows through the pipeline, as plain data: what the operator asked for, what the
//! origin sent, what the document says, what we keep, and what a poll taught us. No I/O, no clock,
//! no serde; the files follow the order of the flow.

mod address;
mod changes;
mod document;
mod feed;
mod item;
mod mistake;
mod parsed;
mod printable;
mod rhythm;
mod schedule;
mod state;
mod tag;
mod time;

pub use address::{is_metadata, is_private};
pub use changes::{
    Changes, Decision, Gap, Known, KnownItem, Previous, PrunedItem, Seen, Verdict, Window,
};
pub use document::{Answer, BodyHash, Document, Failure, FailureKind, Fetched, Hints, Validators};
pub use feed::{Feed, FeedId, FeedUrl, FeedUrlError, RequestSettings};
pub use item::{ContentHash, Enclosure, IdentityKey, Item, ItemId, Rung};
pub use mistake::{Mistake, did_you_mean, nearest, shortened};
pub use parsed::{CUT_SHORT, ParsedEntry, ParsedFeed};
pub use printable::{is_unprintable, panic_text, printable};
pub use rhythm::{Rhythm, SkipTimes};
pub use schedule::{Schedule, ScheduleError};
pub use state::{FeedState, FeedStatus, Moving, NotBefore, Outcome, PollRecord};
pub use tag::{Evidence, Field, Tag, TopicInfo};
pub use time::{Timestamp, format_time, parse_time};
