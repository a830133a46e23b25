"""Conflict rules that ship, one module a kind of tie; no rule knows another."""
