"""Match experts and tasks: the one function that everything here is for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from reviewhub.selection.draw.stream import blocks, uniform
from reviewhub.selection.matching.ground import Ground, canonical, ground_of, kept_places
from reviewhub.selection.matching.lack import require_complete
from reviewhub.selection.matching.optimum import Optimum, by_ticket, optimum
from reviewhub.selection.matching.quotas import require_members
from reviewhub.selection.matching.rounding import Place, rounded
from reviewhub.selection.matching.ruled import Aim, best_ruled
from reviewhub.selection.matching.solving.solvers import AUTO, Means
from reviewhub.selection.matching.ties import Tickets
from reviewhub.selection.matching.values import DEFAULT_SECONDS, Case, Matching, Objective, Pair


def match(
    case: Case,
    objective: Objective = Objective.TOTAL,
    *,
    seed: bytes = b"",
    solver: str = AUTO,
    seconds: float = DEFAULT_SECONDS,
) -> Matching:
    """Find the best match: proven, or after ``seconds`` the best so far with its bound.

    ``seed`` decides among equals, and draws under a cap. The order of tasks and experts never matters.

    Raises
    ------
    Infeasible
        When no match keeps the rules, with the tasks or experts at fault.
    OutOfTime
        When the time was up before there was any match.
    ValueError
        When a task asks for nobody, a score is below zero, or a cap meets the fair objective or quotas:
        chances and such rules do not go together.

    """
    ruled = bool(case.quotas) or objective is Objective.FAIR
    if case.cap and ruled:
        raise ValueError("a cap goes with the best total and without quotas")
    if min(case.demand, default=1) < 1 or (case.scores.points < 0).any():
        raise ValueError("a task asks for nobody, or a score is below zero")
    case = canonical(case)
    ground = ground_of(case)
    require_members(case, ground)
    means = Means.within(seconds, solver)
    tickets = Tickets.of(seed, case.scores.tasks, case.scores.experts)
    best = optimum(ground, tickets, means)
    require_complete(case, ground, best.flow, best.used)
    made = _Made(case, ground, objective, seed, means.solver)
    if ruled:
        return made.ruled(best, tickets, means)
    return made.flowing(by_ticket(ground, tickets, means, best) if best.proven and means.left() else best)


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    """Turns what solvers gave into a match."""

    case: Case
    ground: Ground
    objective: Objective
    seed: bytes
    solver: str

    def flowing(self, best: Optimum) -> Matching:
        arcs, premium = best.flow.arcs, self.ground.premium()
        carried = {
            (task, expert): parts
            for task, expert, parts in zip(
                arcs.task.tolist(), arcs.expert.tolist(), best.used.tolist(), strict=True
            )
            if parts
        }
        if self.case.cap is None:
            return self._match(carried, best.value - premium, best.bound - premium)
        match = self._match(self._drawn(carried), best.value - premium, best.bound - premium)
        chances = tuple(self._pair(place, parts) for place, parts in sorted(carried.items()))
        return replace(match, chances=chances)

    def _drawn(self, carried: dict[Place, int]) -> frozenset[Place]:
        stream = blocks(self.seed, "match/round")
        task, expert = np.array(sorted(carried), dtype=np.int64).reshape(-1, 2).T
        numbers = self.ground.door(task, expert).tolist()
        doors = dict(zip(sorted(carried), numbers, strict=True))
        return rounded(carried, self.ground.unit, doors, lambda below: uniform(stream, below))

    def ruled(self, best: Optimum, tickets: Tickets, means: Means) -> Matching:
        found = best_ruled(self.case, self.ground, best, Aim(self.objective, tickets, means))
        match = self._match(found.places, found.value, found.bound)
        return replace(match, worst_bound=found.worst_bound)

    def _match(self, places: Iterable[Place], value: int, bound: int) -> Matching:
        points = self.case.scores.points
        kept = list(zip(*(part.tolist() for part in kept_places(self.case)), strict=True))
        pairs = tuple(self._pair(place, int(points[place])) for place in sorted([*places, *kept]))
        beside = self._kept_value(kept)
        worst = dict.fromkeys((name for name, wanted in self._demands() if wanted), 0)
        for pair in pairs:
            worst[pair.task] += pair.points
        return Matching(
            self.objective,
            self.seed.hex(),
            self.solver,
            pairs,
            value + beside,
            bound + beside,
            min(worst.values(), default=0),
        )

    def _demands(self) -> Iterable[tuple[str, int]]:
        return zip(self.case.scores.tasks, self.case.demand, strict=True)

    def _kept_value(self, kept: list[Place]) -> int:
        points = sum(int(self.case.scores.points[place]) for place in kept)
        held = self.ground.held
        return (points - self.case.balance * int((held * (held - 1) // 2).sum())) * self.ground.unit

    def _pair(self, place: Place, points: int) -> Pair:
        task, expert = place
        return Pair(self.case.scores.tasks[task], self.case.scores.experts[expert], points)
