"""Applying to the pool, for people without an account: the form under the bureau's link, and following it."""
