"""Scenes of what agencies deliver."""
