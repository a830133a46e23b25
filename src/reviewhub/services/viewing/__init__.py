"""What a reader sees of a document: its pages, its text, and how it differs from another version."""
