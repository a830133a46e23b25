"""What-if on a campaign: the question stands in the address, and the answer is kept nowhere."""
