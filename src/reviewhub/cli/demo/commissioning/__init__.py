"""Scenes of the demo about agencies and what they hand in."""
