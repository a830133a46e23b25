"""The draw and the matching as optimisation: seed in, certificate out; it knows no word of reviewing."""
