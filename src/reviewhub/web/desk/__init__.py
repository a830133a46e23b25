"""What a scorer meets first: my tasks, invitations to answer, stepping back from a task."""
