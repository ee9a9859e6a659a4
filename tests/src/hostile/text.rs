//! Turns places in a document that hold text into documents with hostile text in each of them.
