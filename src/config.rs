//! The configuration: as written (`file`) and as resolved (`Config`).
