"""Forms about a person that more than one area of the web shows."""
