"""Organisations: which is which, however a name is written."""
