"""Scenes of the demo about money."""
