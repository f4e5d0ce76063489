//! What a document says: `Document` -> `ParsedFeed`. The only home of feed-rs.
