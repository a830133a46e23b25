"""Reading the text of one document, in a process of its own: what a page and a paragraph is in every kind."""
