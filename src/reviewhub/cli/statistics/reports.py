"""Every statistic of every table."""

from collections.abc import Iterator, Sequence

from reviewhub.cli.statistics.asked import Asked
from reviewhub.cli.statistics.table import ScoreTable
from reviewhub.stats.report import report
from reviewhub.stats.values import Report


def reports(tables: Sequence[ScoreTable], asked: Asked) -> Iterator[Report]:
    """Compute all that the scores of each table allow, in the order of the tables."""
    for table in tables:
        yield report(table.scores, level=asked.level, scale=asked.scale, cutoffs=asked.cutoffs)
