"""Matchings: propose, inspect, correct, apply, undo."""
