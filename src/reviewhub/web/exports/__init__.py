"""Tables for other programs and for paper: one service, one report, one renderer."""
