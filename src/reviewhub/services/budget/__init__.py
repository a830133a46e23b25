"""The money of campaigns: what is known of tasks, envelopes, rankings under an envelope."""
