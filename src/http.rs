//! The status page. The only home of the web framework besides `mock`.
