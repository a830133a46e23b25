"""Campaigns: the list, making one, its page, its projects."""
