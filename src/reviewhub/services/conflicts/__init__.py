"""Conflicts of interest: checking, keeping what was found, deciding it, and the ties it is found from."""
