"""The steps from a sentence of a document to lines of Easy Read: each takes one piece and gives one or more."""
