"""Second rounds: opening and closing one, answering it, what came of it."""
