"""A case in arrays and in canonical order, with what is kept taken out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from reviewhub.selection.matching.solving.flow import Arcs, Flow, Groups, Ints, Units
from reviewhub.selection.matching.values import Case, Infeasible, Loads, Open, Points, Scores


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What is left to match: tasks as rows, experts as columns.

    One full assignment is ``unit`` (1, or the ``of`` of a cap) and a pair carries at most ``cap`` of it;
    ``demand``, ``least`` and ``most`` are counted in full assignments. ``held``: tasks an expert has already.
    ``employer``: a number, -1 for none.
    """

    points: Points | Ints
    open: Open
    demand: Ints
    least: Ints
    most: Ints
    held: Ints
    employer: Ints
    balance: int = 0
    unit: int = 1
    cap: int = 1

    def spread(self) -> int:
        """Give a price above every chain of exchanges: the longest chain times the greatest step."""
        high, low = (int(bound(self.points, initial=0)) for bound in (np.max, np.min))
        step = high - low + self.balance * int((self.held + self.most).max(initial=0))
        return (2 * int(min(self.points.shape)) + 4) * (step + 1)

    def units(self, *, soft: bool = True) -> Units:
        """Cut every load into steps: what must be filled first, then dearer with every task.

        ``soft``: what must be filled is worth more than anything else; otherwise it is a bound.
        """
        expert, rank = _steps(self.most if self.balance else np.minimum(self.least, self.most))
        gain = -self.balance * (rank + self.held[expert])
        due = rank < self.least[expert]
        gain = gain + due * (self.spread() if soft else 0)
        cap = np.full(len(expert), self.unit)
        low = cap * due * (not soft)
        if not self.balance:  # what is not dearer by the step needs one step only
            rest = np.arange(len(self.most))
            expert = np.concatenate([expert, rest])
            gain = np.concatenate([gain, np.zeros_like(rest)])
            cap = np.concatenate([cap, (self.most - np.minimum(self.least, self.most)) * self.unit])
            low = np.concatenate([low, np.zeros_like(rest)])
        order = np.lexsort([-low, -gain, expert])
        return Units(expert[order], gain[order], low[order], cap[order])

    def premium(self) -> int:
        """Give what soft bounds add to the gain when all are kept."""
        return self.spread() * self.unit * int(np.minimum(self.least, self.most).sum())

    def flow(self, task: Ints, expert: Ints, *, soft: bool = True) -> Flow:
        """Ask for the best flow through these pairs, sorted by task and then expert.

        ``soft``: places may stay empty and experts without their least, at a price that nobody pays who need
        not; otherwise these are bounds.
        """
        group, groups = self._groups(task, expert)
        gain = self.points[task, expert].astype(np.int64)
        arcs = Arcs(task, expert, gain, np.zeros_like(task), np.full_like(task, self.cap), group)
        short = -self.spread() if soft else None
        return Flow(self.demand * self.unit, len(self.most), arcs, self.units(soft=soft), groups, short)

    def sample(self, rows: Ints) -> "Ground":
        """Keep some tasks, and of all loads together the same share."""
        share = len(rows) / len(self.demand)
        return replace(
            self,
            points=self.points[rows],
            open=self.open[rows],
            demand=self.demand[rows],
            least=np.floor(self.least * share).astype(np.int64),
            most=np.diff(np.floor(np.cumsum(self.most) * share), prepend=0).astype(np.int64),
        )

    def _groups(self, task: Ints, expert: Ints) -> tuple[Ints, Groups]:
        """Number the employers that could come to a task more than once."""
        key = self.door(task, expert)
        found, first, which, counts = np.unique(
            key, return_index=True, return_inverse=True, return_counts=True
        )
        bound = (counts > 1) & (found >= 0)
        number = np.where(bound, np.cumsum(bound) - 1, -1)
        owner = task[first[bound]]
        nothing = np.zeros_like(owner)
        return number[which], Groups(owner, found[bound], nothing, nothing + self.unit)

    def door(self, task: Ints, expert: Ints) -> Ints:
        """Number the employers at each task's door: one number for task and employer, -1 for no employer."""
        employer = self.employer[expert]
        return np.where(employer >= 0, task * (self.employer.max(initial=0) + 1) + employer, -1)


def _steps(counts: Ints) -> tuple[Ints, Ints]:
    """Repeat every number of a column as often as it counts, and number the repeats from zero."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner]


def canonical(case: Case) -> Case:
    """Put tasks and experts in the order of their names, so that the order of a file never matters."""
    rows, columns = _sorted(case.scores.tasks), _sorted(case.scores.experts)
    scores = case.scores
    if rows != list(range(len(rows))) or columns != list(range(len(columns))):
        place = np.ix_(rows, columns)
        scores = Scores(
            tuple(scores.tasks[at] for at in rows),
            tuple(scores.experts[at] for at in columns),
            scores.points[place],
            scores.open[place],
        )
    loads = Loads(tuple(case.loads.least[at] for at in columns), tuple(case.loads.most[at] for at in columns))
    return replace(
        case,
        scores=scores,
        demand=tuple(case.demand[at] for at in rows),
        loads=loads,
        employers=tuple(case.employers[at] for at in columns) if case.employers else (),
    )


def ground_of(case: Case) -> Ground:
    """Take the kept pairs out of a case and number its employers.

    Raises
    ------
    Infeasible
        With code ``kept`` when the kept pairs already break a rule.

    """
    numbers = {name: at for at, name in enumerate(sorted({*case.employers} - {""}))}
    employer = [numbers.get(name, -1) for name in case.employers] or [-1] * len(case.scores.experts)
    ground = Ground(
        case.scores.points,
        case.scores.open,
        np.array(case.demand, dtype=np.int64),
        np.array(case.loads.least, dtype=np.int64),
        np.array(case.loads.most, dtype=np.int64),
        np.zeros(len(case.scores.experts), dtype=np.int64),
        np.array(employer, dtype=np.int64),
        case.balance,
        *((case.cap.of, case.cap.parts) if case.cap else (1, 1)),
    )
    return _without(ground, case) if case.kept else ground


def _without(ground: Ground, case: Case) -> Ground:
    tasks, experts = kept_places(case)
    on_task = np.bincount(tasks, minlength=len(ground.demand))
    held = np.bincount(experts, minlength=len(ground.most))
    broken_tasks = np.flatnonzero(on_task > ground.demand)
    broken = np.flatnonzero(held > ground.most)
    rivals = ground.employer[experts]
    twice = _twice(tasks[rivals >= 0], rivals[rivals >= 0])
    if broken_tasks.size or broken.size or twice.size:
        at_fault = sorted({*broken_tasks.tolist(), *twice.tolist()})
        raise Infeasible(
            "kept",
            (case.scores.tasks[at] for at in at_fault),
            experts=(case.scores.experts[at] for at in broken),
        )
    allowed = ground.open.copy()
    allowed[tasks, experts] = False
    for task, employer in zip(tasks[rivals >= 0], rivals[rivals >= 0], strict=True):
        allowed[task, ground.employer == employer] = False
    least, most = np.maximum(ground.least - held, 0), ground.most - held
    return replace(ground, open=allowed, demand=ground.demand - on_task, least=least, most=most, held=held)


def kept_places(case: Case) -> tuple[Ints, Ints]:
    """Give row and column of every kept pair."""
    row = {name: at for at, name in enumerate(case.scores.tasks)}
    column = {name: at for at, name in enumerate(case.scores.experts)}
    places = sorted((row[task], column[expert]) for task, expert in case.kept)
    both = np.array(places, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _twice(tasks: Ints, employers: Ints) -> Ints:
    pairs, counts = np.unique(np.stack([tasks, employers]), axis=1, return_counts=True)
    return np.asarray(pairs[0, counts > 1])


def _sorted(names: Sequence[str]) -> list[int]:
    return sorted(range(len(names)), key=names.__getitem__)
