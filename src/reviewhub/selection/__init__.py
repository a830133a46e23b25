"""The draw and the matching as optimisation: numpy and scipy; seed in, certificate out; no word of reviewing."""
