//! Which piece of news an entry is: `ParsedEntry` -> `Item`.
