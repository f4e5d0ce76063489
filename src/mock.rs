//! A folder of articles served as feeds on loopback.
