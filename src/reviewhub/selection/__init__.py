"""The draw and the matching as optimisation: seed in, certificate out; knows no word of reviewing."""
