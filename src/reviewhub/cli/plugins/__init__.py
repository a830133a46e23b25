"""``reviewhub plugins``: what is installed and what is missing, and a new one to start from."""
