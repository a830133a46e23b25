"""What is asked of agencies and of the work given to them."""
