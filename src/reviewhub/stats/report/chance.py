"""Entries of agreement beyond chance, whatever the scores mean."""

from functools import partial
from typing import Final

from reviewhub.stats.krippendorff import krippendorff_alpha
from reviewhub.stats.report.facts import Facts, Measure, interval
from reviewhub.stats.values import Entry, Level, Undefined


def _alpha(level: Level, facts: Facts) -> Entry | Undefined:
    alpha = krippendorff_alpha(facts.scores, level)
    return alpha.undefined or {"value": alpha.value, **interval(alpha), "dropped": alpha.dropped}


CHANCE: Final = (
    Measure("krippendorff_alpha_nominal", Level.NOMINAL, partial(_alpha, Level.NOMINAL)),
    Measure("krippendorff_alpha_ordinal", Level.ORDINAL, partial(_alpha, Level.ORDINAL)),
    Measure("krippendorff_alpha_interval", Level.INTERVAL, partial(_alpha, Level.INTERVAL)),
    # Offered on interval scores too: points from 0 are read as a ratio by some, and the reader chooses.
    Measure("krippendorff_alpha_ratio", Level.INTERVAL, partial(_alpha, Level.RATIO)),
)
