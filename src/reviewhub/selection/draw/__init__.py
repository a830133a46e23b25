"""The draw: a commitment before any randomness, a panel from it, a certificate that outsiders can check."""
