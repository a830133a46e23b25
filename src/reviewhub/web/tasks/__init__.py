"""One task: its material, its panel, what the panel's sheets say, and the conclusion."""
