"""Tables that offices send: cells in, rows and every problem by place out; nothing is dropped unsaid."""
