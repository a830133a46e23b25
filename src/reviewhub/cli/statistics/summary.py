"""The key numbers of many panels, computed for all of them at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from reviewhub.cli.statistics.asked import Asked
from reviewhub.cli.statistics.table import ScoreTable
from reviewhub.stats.agreement import Form, intraclass_many, kendall_w_many
from reviewhub.stats.batch import Batch, Statistics
from reviewhub.stats.krippendorff import krippendorff_alpha_many
from reviewhub.stats.spread import distance_from_mean
from reviewhub.stats.values import Level, Statistic

AGREEMENT: Final = str(Form.ABSOLUTE_AVERAGE)
CONCORDANCE: Final = "kendall_w_tie_corrected"


@dataclass(frozen=True, slots=True)
class Summary:
    """The key numbers of one panel under the keys of a report; ``distance`` is the mean AD_M in points."""

    table: ScoreTable
    missing: int
    whole: Mapping[str, Statistic]
    distance: float | None


def summaries(tables: Sequence[ScoreTable], asked: Asked) -> Iterator[Summary]:
    """Compute ICC(A,k), alpha of the asked level, W and the mean distance, as far as the level bears them."""
    batch = Batch.of([table.scores for table in tables])
    whole = _whole(batch, asked)
    distances = _distances(tables, batch) if asked.allows(Level.INTERVAL) else [None] * len(tables)
    for place, (table, distance) in enumerate(zip(tables, distances, strict=True)):
        missing = sum(score is None for row in table.scores for score in row)
        yield Summary(table, missing, {key: found[place] for key, found in whole.items()}, distance)


def alpha_key(level: Level) -> str:
    """Name the alpha of a level as a report does."""
    return f"krippendorff_alpha_{level}"


def _whole(batch: Batch, asked: Asked) -> dict[str, Statistics]:
    found = {}
    if asked.allows(Level.INTERVAL):
        found[AGREEMENT] = intraclass_many(batch)[Form.ABSOLUTE_AVERAGE]
    found[alpha_key(asked.level)] = krippendorff_alpha_many(batch, asked.level)
    if asked.allows(Level.ORDINAL):
        found[CONCORDANCE] = kendall_w_many(batch, exact=False)
    return found


def _distances(tables: Sequence[ScoreTable], batch: Batch) -> Iterator[float | None]:
    """Give each panel the mean of its targets' mean distances."""
    each = iter(distance_from_mean(batch.stacked()))
    for table in tables:
        told = [one for one in islice(each, len(table.targets)) if one is not None]
        yield sum(told) / len(told) if told else None
