"""What records of work are made of, in a constant number of queries."""
