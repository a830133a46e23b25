"""Sentences about agencies and the work given to them."""
