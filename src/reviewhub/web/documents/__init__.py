"""Documents over HTTP: taken in by the officer, handed out as attachments that no page can run."""
