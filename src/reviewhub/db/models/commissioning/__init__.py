"""What is kept of an agency's work: schedule and milestones, material, what is said of the draft."""
