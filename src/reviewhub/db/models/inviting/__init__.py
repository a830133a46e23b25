"""What is kept of inviting experts: rules, answers, links, and the messages that go out."""
