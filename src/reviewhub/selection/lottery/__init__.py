"""Random panels with chances as equal as the rules allow: people and rules in, weighted panels out."""
