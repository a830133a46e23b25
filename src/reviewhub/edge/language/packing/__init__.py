"""Sentences of report packs."""
