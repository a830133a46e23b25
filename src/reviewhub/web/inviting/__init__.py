"""How a campaign invites, and what that brings in the coming week."""
