"""Use cases: one function, one transaction; a service never calls a service and never returns a row."""
