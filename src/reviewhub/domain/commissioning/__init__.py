"""Work given to agencies: its milestones, its material, what is said of the draft."""
