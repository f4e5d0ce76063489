//! One polite, bounded, conditional HTTP exchange. The only home of reqwest.
