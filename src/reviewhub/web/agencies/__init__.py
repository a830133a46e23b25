"""Agencies on pages: the list, its export, and the import with its preview."""
