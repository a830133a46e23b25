"""Sentences of who is asked to judge and who may not."""
