"""``reviewhub assess``: from a file of scores to grades and money, without server and database."""
