"""Many tasks at once: scores in; the best match, with its proof, out; whole numbers decide."""
