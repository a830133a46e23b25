"""How long the statistics take, beside what cannot be undercut: reading every score once.

The reference of a row is ``np.sum`` over the same scores in the same run, for a single panel a hundred bare
``np.mean``. Both sides are CPU time of the process, each the fastest of a few rounds.
"""

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.stats import panels
from reviewhub.stats.agreement import intraclass_many, kendall_w_many
from reviewhub.stats.batch import Batch
from reviewhub.stats.bootstrap import bootstrap_many
from reviewhub.stats.krippendorff import krippendorff_alpha_many
from reviewhub.stats.report import report as report_on
from reviewhub.stats.values import Level, Scale

ROUNDS: Final = 9
MEGABYTE: Final = 1e6


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, in seconds, its reference, and how many times the reference it may take."""

    name: str
    took: float
    reference: float
    aim: float | None = None

    def __str__(self) -> str:
        """Give the line of the table."""
        ratio = self.took / self.reference
        aim = "" if self.aim is None else f"{self.aim:.0f}"
        return f"{self.name:52}{self.took * 1e3:11.3f}{self.reference * 1e3:11.3f}{ratio:9.1f}{aim:>6}"


def fastest(act: Callable[[], object], times: int = 1) -> float:
    """Seconds of CPU of the fastest round, for one call out of ``times``."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(times):
            act()
        rounds.append(time.process_time() - started)
    return min(rounds) / times


def read(scores: np.ndarray) -> float:
    """Seconds for reading every score once."""
    return fastest(lambda: np.sum(scores), times=10)


def many_panels() -> list[Row]:
    """Twenty thousand panels of seven raters and twenty targets, 22.4 MB."""
    scores = panels.complete(20_000, 20, 7)
    once = read(scores)
    icc = fastest(lambda: intraclass_many(Batch.of(scores)))
    alpha = fastest(lambda: alpha_of(scores, Level.INTERVAL))
    size = "20,000 panels of 7 x 20: "
    return [
        Row(f"{size}six ICC with F, p, limits", icc, once),
        Row(f"{size}interval alpha", alpha, once),
        Row(f"{size}ICC and alpha together", icc + alpha, once, 100),
        Row(f"{size}Kendall's W", fastest(lambda: kendall_w_many(Batch.of(scores))), once, 250),
        Row(f"{size}ordinal alpha", fastest(lambda: alpha_of(scores, Level.ORDINAL)), once, 250),
    ]


def alpha_of(scores: np.ndarray, level: Level) -> object:
    """Compute alpha without the jackknife."""
    return krippendorff_alpha_many(Batch.of(scores), level, with_interval=False)


def large_panel() -> list[Row]:
    """Ten thousand targets and fifty raters, three of ten scores missing, 4 MB."""
    scores = panels.with_gaps(10_000, 50, 0.3)
    tracemalloc.start()
    alpha_of(scores, Level.INTERVAL)
    peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
    tracemalloc.stop()
    took = fastest(lambda: alpha_of(scores, Level.INTERVAL))
    return [Row(f"10,000 x 50, 30 % missing: interval alpha, {peak:.0f} MB", took, read(scores), 30)]


def resampled() -> Row:
    """A thousand resamples of a thousand panels, with three coefficients and their percentiles."""
    scores = panels.complete(1_000, 20, 7)
    took = fastest(lambda: bootstrap_many(Batch.of(scores), seed=1))
    # The least that any bootstrap reads: every score of every resample.
    return Row("1,000 panels: bootstrap, 1,000 resamples", took, 1_000 * read(scores))


def single_panel() -> Row:
    """One panel of seven targets and six raters with every statistic, beside a hundred bare means."""
    scores = panels.complete(1, 7, 6)[0]
    scale, cutoffs = Scale(0, 100), (90, 80, 60)
    took = fastest(lambda: report_on(scores, scale=scale, cutoffs=cutoffs), times=20)
    return Row(
        "one panel of 7 x 6: all statistics", took, 100 * fastest(lambda: np.mean(scores), times=1_000), 1
    )


def report() -> None:
    """Print time, reference and ratio of every row."""
    print(f"{'statistics':52}{'ms':>11}{'reference':>11}{'ratio':>9}{'aim':>6}")
    for row in (*many_panels(), *large_panel(), resampled(), single_panel()):
        print(row)
