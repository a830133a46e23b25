"""Named queries about agencies at work: schedules, material, what is said of a draft."""
