"""Commissions from the plan to the accepted report: what is delivered, checked and compared."""
