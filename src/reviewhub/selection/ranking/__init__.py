"""The best choice under an envelope: a solver proposes, whole numbers decide how good it is."""
