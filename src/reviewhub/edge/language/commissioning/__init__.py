"""Sentences about the work of agencies: milestones, material, comments, and what is found in reports."""
