//! When to come back: feed state x what a poll came to x now -> next feed state. All retry policy.
