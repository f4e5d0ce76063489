//! Which piece of news an entry is: `ParsedFeed` -> one `Item` per entry, in document order.

mod url;

pub use self::url::canonical_url;
