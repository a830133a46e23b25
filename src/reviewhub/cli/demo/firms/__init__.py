"""Scenes of what firms hand in."""
