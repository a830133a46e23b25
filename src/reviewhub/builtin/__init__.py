"""The plugins that ship; they use only what a stranger's plugin may use, and nothing imports them."""
