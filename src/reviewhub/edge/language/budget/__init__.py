"""Sentences about money: budget policies and their terms, what is known of a task's money, envelopes."""
