"""The best match under rules that are no flow: an integer program, with its bound."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from reviewhub.selection.matching.candidates import candidates, everything
from reviewhub.selection.matching.fair import FairGround, Levels, fairest
from reviewhub.selection.matching.ground import Ground, kept_places
from reviewhub.selection.matching.optimum import Optimum
from reviewhub.selection.matching.quotas import members_of, with_quotas
from reviewhub.selection.matching.solving.flow import Ints
from reviewhub.selection.matching.solving.program import program_of, solve
from reviewhub.selection.matching.solving.solvers import Means
from reviewhub.selection.matching.ties import Tickets
from reviewhub.selection.matching.values import Case, Infeasible, Objective, OutOfTime

ALL_AT_ONCE: Final = 400_000  # pairs that an integer program is given without choosing among them
TOTALS_BY: Final = (
    "scipy"  # HiGHS proves a best total in seconds where CP-SAT takes minutes; levels the reverse
)


@dataclass(frozen=True, slots=True)
class Ruled:
    """The pairs, what they are worth, and what none exceeds."""

    places: tuple[tuple[int, int], ...]
    value: int
    bound: int
    worst_bound: int | None


@dataclass(frozen=True, slots=True)
class Aim:
    """What is best, who wins among equals, and with what it is found."""

    objective: Objective
    tickets: Tickets
    means: Means


def best_ruled(case: Case, ground: Ground, best: Optimum, aim: Aim) -> Ruled:
    """Find the best match under quotas, or the fairest; the flow without such rules bounds it.

    Raises
    ------
    Infeasible
        With code ``rules`` when each rule can be kept and all together cannot.
    OutOfTime
        When there was no match in time.

    """
    fair = _fair_ground(case, ground, best, aim)
    start = _start(fair, best) if not case.quotas else None
    if aim.objective is Objective.FAIR:
        levels = fairest(fair, start, aim.tickets, aim.means)
        quick = solve(fair.at_least(levels.low).only(levels.promising), TOTALS_BY, aim.means.left() / 3)
        return _best(fair, best, (levels.chosen, quick.chosen), aim.means, levels)
    return _best(fair, best, (start,), aim.means)


def _best(
    fair: FairGround, best: Optimum, starts: Iterable[Ints | None], means: Means, levels: Levels | None = None
) -> Ruled:
    level = levels.low if levels else 0
    answer = solve(fair.at_least(level) if levels else fair.program, TOTALS_BY, means.left())
    able = [one for one in (answer.chosen, *starts) if one is not None and fair.worst(one) >= level]
    if not able:
        raise Infeasible("rules") if answer.bound is None and fair.complete else OutOfTime
    chosen = max(able, key=lambda one: int(fair.program.gain @ one))
    bound = best.bound - fair.ground.premium()
    if answer.bound is not None and fair.complete:
        bound = min(bound, answer.bound)
    return _ruled(fair, chosen, bound, levels.high if levels else None)


def _fair_ground(case: Case, ground: Ground, best: Optimum, aim: Aim) -> FairGround:
    complete = ground.points.size <= ALL_AT_ONCE
    task, expert = everything(ground) if complete else _offered(case, ground, best, aim.tickets)
    flow = ground.flow(task, expert, soft=False)
    kept = kept_places(case)
    had = np.bincount(kept[0], case.scores.points[kept], len(case.demand)).astype(np.int64)
    return FairGround(ground, flow, with_quotas(program_of(flow), case, flow.arcs), had, complete)


def _offered(case: Case, ground: Ground, best: Optimum, tickets: Tickets) -> tuple[Ints, Ints]:
    """Offer what the flow used and could have used, and for every quota the best of its members."""
    wide = ground.points.shape[1]
    price = np.clip(best.prices.expert, 0, ground.spread())
    keys = [best.flow.arcs.task * wide + best.flow.arcs.expert]
    for quota in case.quotas:
        inside = replace(ground, open=ground.open & members_of(case, quota))
        task, expert = candidates(inside, tickets, price)
        keys.append(task * wide + expert)
    task, expert = np.divmod(np.unique(np.concatenate(keys)), wide)
    return task, expert


def _start(fair: FairGround, best: Optimum) -> Ints:
    """Write the flow as a choice of columns."""
    wide = fair.flow.experts
    arcs = fair.flow.arcs
    used = best.used > 0
    keys = best.flow.arcs.task[used] * wide + best.flow.arcs.expert[used]
    chosen = np.isin(arcs.task * wide + arcs.expert, keys).astype(np.int64)
    return np.concatenate([chosen, fair.flow.filled(chosen)])


def _ruled(fair: FairGround, chosen: Ints, bound: int, worst_bound: int | None) -> Ruled:
    arcs = fair.flow.arcs
    used = np.flatnonzero(chosen[: len(arcs.task)])
    places = tuple(zip(arcs.task[used].tolist(), arcs.expert[used].tolist(), strict=True))
    value = int(fair.program.gain @ chosen)
    return Ruled(places, value, max(value, bound), worst_bound)
