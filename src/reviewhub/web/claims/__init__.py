"""Figures of a report beside the platform's: read, typed, compared, explained."""
