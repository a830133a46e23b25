"""Fitting the template to a campaign or a task: what is left out, what the project sets for itself."""
