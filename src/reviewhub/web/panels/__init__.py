"""Panels: choosing experts, seeing what speaks against them, taking one off a task."""
