"""How sure grades are: every statistic of a task's panel, and a campaign's consistency."""
