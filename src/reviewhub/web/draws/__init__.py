"""Draws: rules and preview, sources and commitment, the draw, its record and its certificate."""
