"""What is asked of invitations and messages."""
