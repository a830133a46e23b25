"""What is known of money, task by task and campaign by campaign, in a constant number of queries."""
