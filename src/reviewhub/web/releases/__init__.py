"""Giving results out: lists, the check, the signature."""
