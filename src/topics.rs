//! Which topics an item belongs to, and why.
