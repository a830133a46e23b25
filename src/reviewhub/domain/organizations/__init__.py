"""What tells organisations apart and what shows that two are one: names folded, codes checked."""
