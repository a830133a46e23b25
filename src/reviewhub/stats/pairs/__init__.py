"""Two raters or two panels side by side."""
