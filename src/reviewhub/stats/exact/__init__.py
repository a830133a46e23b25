"""Integers only: where a cut-off decides, a mean of exactly 90 must not become 89.99999999999999."""
