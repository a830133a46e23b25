"""Comments on a draft: made by unit and bureau, adopted or not by the firm, handed out as a table."""
