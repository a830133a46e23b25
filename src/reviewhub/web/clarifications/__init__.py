"""Questions between the parties to a task, with a term."""
