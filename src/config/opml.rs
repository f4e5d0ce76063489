//! OPML: subscription lists as feed readers exchange them. Bytes of such a file come in and [`Outline`]s
//! go out, and the other way round; [`to_toml`] and [`append_toml`] turn outlines into `[[feeds]]` blocks.
//! Pure: whoever calls reads and writes the files.

mod read;
mod toml;
mod write;

pub use self::toml::{Appended, append_toml, to_toml};
pub use read::read;
pub(super) use read::read_placed;
pub use write::write;

/// One subscription of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The feed's address as written, white space around it removed; not checked.
    pub url: String,
    /// `None` when there is none beside the address.
    pub title: Option<String>,
    /// Names of the folders it is in, joined with `/`; `None` at the top.
    pub folder: Option<String>,
    /// The page that the feed belongs to.
    pub site_url: Option<String>,
}
