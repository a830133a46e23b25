"""Scenes of the demo about agencies."""
