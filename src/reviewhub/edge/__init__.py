"""What pages, API and commands share: unit of work, errors, guards, sessions, words."""
