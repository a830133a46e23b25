"""How far the experts of a panel agree, and what that says of one of them or of one grade."""
