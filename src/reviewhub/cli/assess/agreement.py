"""How far the experts of a file agree: over all its projects, and on each one."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewhub.domain.tables.assessment import Assessed
from reviewhub.domain.tables.cell import fold
from reviewhub.stats.agreement import Form, intraclass, kendall_w
from reviewhub.stats.krippendorff import krippendorff_alpha
from reviewhub.stats.spread import distance_from_mean, target_deviations, target_ranges
from reviewhub.stats.values import Level, Statistic


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviation, range and mean distance from the mean of one project's totals, in points."""

    deviation: float | None
    range: float | None
    distance: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The matrix project × expert under the keys of ``reviewhub statistics``, and the spread of each row."""

    projects: int
    experts: int
    whole: Mapping[str, Statistic]
    spreads: tuple[Spread, ...]


def agreement_of(assessed: Sequence[Assessed]) -> Agreement:
    """Measure the totals of all sheets; an expert without a sheet of a project is missing there."""
    names = list(dict.fromkeys(fold(name) for one in assessed for name in one.experts))
    matrix = [_row(one, names) for one in assessed]
    spreads = zip(target_deviations(matrix), target_ranges(matrix), distance_from_mean(matrix), strict=True)
    return Agreement(
        projects=len(assessed),
        experts=len(names),
        whole={
            str(Form.ABSOLUTE_AVERAGE): intraclass(matrix)[Form.ABSOLUTE_AVERAGE],
            "kendall_w_tie_corrected": kendall_w(matrix),
            "krippendorff_alpha_interval": krippendorff_alpha(matrix, Level.INTERVAL),
        },
        spreads=tuple(Spread(*one) for one in spreads),
    )


def _row(one: Assessed, names: Sequence[str]) -> list[float]:
    totals = dict(zip(map(fold, one.experts), map(float, one.result.scores.totals), strict=True))
    return [totals.get(name, math.nan) for name in names]
