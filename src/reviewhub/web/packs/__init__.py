"""Report packs of a campaign: asking for them, watching them being made, taking them along."""
