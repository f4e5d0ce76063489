//! The storage API in the words of the domain.
