"""Queries about goal reviews."""
