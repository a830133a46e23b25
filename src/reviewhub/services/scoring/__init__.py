"""What is scored: the scorer's desk, drafts, submitted sheets."""
