"""One module a noun; columns only remember, no rule lives here."""
