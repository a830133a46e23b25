"""Drawing panels: from the rules to the commitment, the draw, its replacements and its certificate."""
