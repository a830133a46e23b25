"""Rows about the work of agencies beside the commission itself."""
