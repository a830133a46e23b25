"""Sentences about the work of agencies."""
