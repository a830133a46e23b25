"""Rows about money: policies that a bureau writes itself, what is known of tasks, envelopes, allotments."""
