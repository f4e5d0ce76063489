//! Forms that must match and look-alikes that must not, as one table a language.
