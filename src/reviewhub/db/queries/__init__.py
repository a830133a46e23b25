"""Questions asked more than once, by name; each returns rows or numbers and changes nothing."""
