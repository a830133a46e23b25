"""The money of campaigns: what is known of a task, the envelope, selecting and ranking under it."""
