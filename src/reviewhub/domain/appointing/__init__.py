"""Who is asked to judge: panels and commissions."""
