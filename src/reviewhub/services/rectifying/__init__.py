"""Rectifications and payment holds: issued, answered, verified, escalated."""
