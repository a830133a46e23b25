"""Conflicts of interest: findings and decisions, declared ties, people around a project, objections."""
