"""Who judges: forming panels, inviting, answering, stepping back."""
