"""The score sheet: filling in, saving, submitting, the receipt, and sending one back."""
