"""How long a lottery takes, beside what cannot be undercut: finding one valid panel of the same pool.

The reference of a row is one whole-number programme that asks for any valid panel, by the same solver in the
same run. Both sides are CPU time of the process: the lottery once, the reference the fastest of a few rounds.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from bench.selection import pools
from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.pool import pool_of
from reviewhub.selection.lottery.pricing import Pricing
from reviewhub.selection.lottery.solving import solve
from reviewhub.selection.lottery.values import Person, Rules
from unit.selection.lottery.made import senate

ROUNDS: Final = 5
SOLVERS: Final = [one for one in ("highspy", "scipy") if find_spec(one)]


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, in seconds, its reference, and the number of panels that came out."""

    name: str
    took: float
    reference: float
    panels: int

    def __str__(self) -> str:
        """Give the line of the table."""
        ratio = self.took / self.reference
        return f"{self.name:44}{self.took:9.3f}{self.reference * 1e3:14.3f}{ratio:10.0f}{self.panels:9}"


def seconds(act: Callable[[], object]) -> float:
    """Seconds of CPU of one call."""
    started = time.process_time()
    act()
    return time.process_time() - started


def measured(name: str, people: list[Person], rules: Rules, solver: str) -> Row:
    """Make a lottery once, and ask for any valid panel a few times."""
    pool = pool_of(people, rules)
    pricing = Pricing(pool, engine_of(solver))
    once = min(seconds(pricing.any_panel) for _ in range(ROUNDS))
    made = []
    took = seconds(lambda: made.append(solve(people, rules, solver=solver)))
    return Row(f"{name}, {len(pool.types)} types, {solver}", took, once, len(made[0].panels))


def report() -> None:
    """Print time, reference and ratio of every row."""
    print(f"{'lottery':44}{'s':>9}{'reference/ms':>14}{'ratio':>10}{'panels':>9}")
    for solver in SOLVERS:
        print(measured("senate, 9 of 100", *senate(), solver))
        print(measured("7 of 540, 150 employers", pools.experts(540, 150), pools.seven(), solver))
        print(measured("7 of 2000, 600 employers", pools.experts(2000, 600), pools.seven(), solver))
