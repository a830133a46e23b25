"""Organisations on pages: the register, one of them, and merging two that are one."""
