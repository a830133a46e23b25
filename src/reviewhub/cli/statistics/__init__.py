"""``reviewhub statistics``: the agreement of any table of scores, without server and database."""
