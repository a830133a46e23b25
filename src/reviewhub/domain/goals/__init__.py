"""The review of goals before a budget: what a third party recommends of what was asked."""
