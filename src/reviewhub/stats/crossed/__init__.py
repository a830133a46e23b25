"""Targets x raters with gaps: sums that stand for the scores, the REML criterion, draws around a fit."""
