"""Sentences of the pool: experts, people who apply, organisations, fees."""
