"""Experts on pages: the register, its export, and the import with its preview."""
