"""What units are to mend: notices, items, entries by both sides."""
