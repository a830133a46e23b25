"""Rows remember; they know the domain, and the domain never knows them."""
