"""Who solves the linear and whole-number programmes: scipy always, highspy where it is installed."""
