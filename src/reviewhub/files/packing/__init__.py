"""Files of a report pack: workbooks with live formulas, and archives whose bytes can be repeated."""
