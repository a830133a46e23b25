"""Report packs: gathered from rows, counted anew without them, kept and handed out."""
