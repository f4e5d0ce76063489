//! What the integration tests share.

/// A scripted origin that records every request.
pub(crate) mod origin;
