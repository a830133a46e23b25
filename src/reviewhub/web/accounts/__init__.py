"""Signing in and out, passwords, language, and the operator's list of accounts."""
