"""The agency's path: what is due, taking the work, handing in, and the officer's answer."""
