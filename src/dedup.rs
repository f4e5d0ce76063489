//! What is new: a document's items x what is known -> decisions.
