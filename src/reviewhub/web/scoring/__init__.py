"""Scoring templates as people read them before anybody scores."""
