"""What would be otherwise, asked of a campaign; nothing here is ever stored."""
