"""Documents made ready to be seen: office files as PDF, pages as pictures, a reader's mark on every page."""
