"""Channels that ship: the inbox on the pages, the log, e-mail."""
