"""What the cards of one panel rest on: its report, and what pages say of a panel in a campaign."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from reviewhub.cli.statistics.asked import Asked
from reviewhub.cli.statistics.table import ScoreTable
from reviewhub.domain.grade import Band
from reviewhub.domain.words import Words
from reviewhub.services.agreement.assurance import habits_of, needed
from reviewhub.services.agreement.consistency import PARTS, Consistency, Matrix, consistency_of
from reviewhub.services.outcome.campaign_consistency import PanelLine
from reviewhub.stats.matrix import FloatArray, score_matrix
from reviewhub.stats.robustness import GradeChances, grade_chances, pooled_mean_intervals
from reviewhub.stats.spread import distance_from_mean, odd_ones, target_deviations, target_ranges
from reviewhub.stats.values import Report, Statistic


@dataclass(frozen=True, slots=True)
class Given:
    """One score as the measures of a campaign read it: places in the table, ten-thousandths of a point."""

    task: int
    scorer: int
    number: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One panel: scores ``(targets, raters)``, NaN where missing, and one mean and chances a target."""

    table: ScoreTable
    asked: Asked
    report: Report
    scores: FloatArray
    line: PanelLine
    means: tuple[Statistic, ...]
    chances: tuple[GradeChances, ...]
    bands: tuple[Band, ...]
    each: tuple[Consistency, ...]


def evidence_of(table: ScoreTable, result: Report, asked: Asked) -> Evidence:
    """Measure one panel as pages do, its projects being the rows of the file."""
    scores = score_matrix(table.scores)
    targets, raters = scores.shape
    matrix = Matrix(tuple(range(targets)), tuple(range(raters)), scores)
    whole = consistency_of([*_given(table)])
    habits = habits_of(matrix, {place: place + 1 for place in range(raters)})
    return Evidence(
        table=table,
        asked=asked,
        report=result,
        scores=scores,
        line=PanelLine(0, table.panel, whole, habits, needed(scores), None, None, result.missing),
        means=pooled_mean_intervals(scores),
        chances=grade_chances(scores, sorted(set(asked.cutoffs), reverse=True)),
        bands=bands_of(asked),
        each=tuple(_each(whole, scores)),
    )


def bands_of(asked: Asked) -> tuple[Band, ...]:
    """Name the bands between the cut-offs by their bounds, the highest first; none without cut-offs."""
    bounds = [f"{cutoff:g}" for cutoff in sorted(set(asked.cutoffs), reverse=True)]
    if not bounds:
        return ()
    names = [Words(f"{bounds[0]} 分及以上", f"{bounds[0]} or more")]
    names += [Words(f"{low}–{high} 分", f"{low}–{high}") for high, low in pairwise(bounds)]
    lowest = Words(f"{bounds[-1]} 分以下", f"below {bounds[-1]}")
    bands = (Band(f"band_{bound}", name, Decimal(bound)) for bound, name in zip(bounds, names, strict=True))
    return (*bands, Band("band_below", lowest, Decimal(f"{asked.scale.low:g}" if asked.scale else "0")))


def _given(table: ScoreTable) -> Iterator[Given]:
    for target, row in enumerate(table.scores):
        for rater, score in enumerate(row):
            yield Given(target, rater, rater + 1, None if score is None else round(score * PARTS))


def _each(whole: Consistency, scores: FloatArray) -> Iterator[Consistency]:
    """Give the spread of each target beside the agreement of all."""
    spreads = zip(target_deviations(scores), distance_from_mean(scores), target_ranges(scores), strict=True)
    for (deviation, distance, reach), odd in zip(spreads, odd_ones(scores), strict=True):
        number = odd.rater + 1 if odd and odd.rater is not None else None
        yield replace(
            whole, deviation=deviation, distance=distance, range=reach, odd_one=odd, odd_number=number
        )
