"""Answering an invitation by the link of a message, without signing in."""
