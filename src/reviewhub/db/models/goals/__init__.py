"""Rows of goal reviews."""
