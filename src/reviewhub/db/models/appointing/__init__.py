"""How panels came about: draws with all that happened to them, and approvals of appointed ones."""
