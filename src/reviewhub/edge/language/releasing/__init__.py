"""Sentences of releases and of what follows them."""
