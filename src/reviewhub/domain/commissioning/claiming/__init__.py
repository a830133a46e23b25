"""What a report claims, read from its scoring table and held against the platform."""
