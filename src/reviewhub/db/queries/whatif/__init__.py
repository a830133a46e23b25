"""What a what-if asks of a campaign beside its standings."""
