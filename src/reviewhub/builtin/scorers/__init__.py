"""Ways to score one criterion, one module each; every one is pure, exact and rounds to two decimals."""
