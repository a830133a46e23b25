"""Experts as persons: who is who, however a name is written."""
