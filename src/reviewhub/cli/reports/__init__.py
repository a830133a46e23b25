"""Checking a report without a server."""
