"""What was released, and what units are asked to mend."""
