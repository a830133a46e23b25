"""My messages: what was said to me, and where else it goes."""
