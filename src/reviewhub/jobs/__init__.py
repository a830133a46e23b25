"""Background work: what is due is done and sent, by whoever looks first."""
