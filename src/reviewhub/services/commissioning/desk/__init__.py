"""The desk of a firm and what surrounds it: schedule, material, evidence, questions, comments."""
