"""Measured values: what was measured of one task, and a whole campaign's by table."""
