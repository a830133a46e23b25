"""Writing a template of one's own: the tree, one criterion at a time, what the check says, publishing."""
