"""Which page proves which criterion of a commission, and which criterion nothing proves."""
