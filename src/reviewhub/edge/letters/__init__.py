"""Messages in words: what an outbox row says, the link it carries, the calendar file beside it."""
