"""What would be otherwise: rules, weights, experts and limits changed for the sake of the question."""
