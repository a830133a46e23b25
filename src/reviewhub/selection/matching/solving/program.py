"""The match as an integer program: for rules that are no flow, quotas of fields and a worst task's floor."""

from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, vstack

from reviewhub.selection.matching.solving.flow import Flow, Ints

Open = NDArray[np.bool_]
IMPOSSIBLE: Final = 2
WORKERS: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Choose columns from ``low`` to ``high`` so that all rows keep their bounds, at the greatest gain.

    The first columns are the arcs of a flow, then come its units of load.
    """

    gain: Ints
    low: Ints
    high: Ints
    rows: csr_array
    least: Ints
    most: Ints

    def with_rows(self, rows: csr_array, least: Ints, most: Ints) -> "Program":
        """Add rows over the arcs."""
        wide = csr_array((rows.data, rows.indices, rows.indptr), shape=(rows.shape[0], len(self.gain)))
        return replace(
            self,
            rows=csr_array(vstack([self.rows, wide])),
            least=np.concatenate([self.least, least]),
            most=np.concatenate([self.most, most]),
        )

    def only(self, columns: Open) -> "Program":
        """Close the other columns."""
        return replace(self, high=np.where(columns, self.high, 0))

    def without_closed(self) -> tuple["Program", Ints]:
        """Leave out the columns that are closed; gives the places of the others."""
        places = np.flatnonzero(self.high)
        gain, low, high = (part[places] for part in (self.gain, self.low, self.high))
        return replace(self, gain=gain, low=low, high=high, rows=csr_array(self.rows[:, places])), places

    def ceiling(self) -> int:
        """Give a gain that none exceeds, whatever the rows say."""
        return int(np.where(self.gain > 0, self.gain * self.high, self.gain * self.low).sum())

    def holds(self, chosen: Ints) -> bool:
        """Tell whether a choice keeps every row, by counting in whole numbers."""
        sums = self.rows.astype(np.int64) @ chosen
        return bool(((sums >= self.least) & (sums <= self.most)).all())


@dataclass(frozen=True, slots=True)
class Answer:
    """What a solver found: the columns, or None, and a gain none exceeds; None: impossible."""

    chosen: Ints | None
    bound: int | None


def program_of(flow: Flow) -> Program:
    """Write a flow in which all must come as rows."""
    arcs, units, groups = flow.arcs, flow.units, flow.groups
    columns = len(arcs.task) + len(units.expert)
    at = np.arange(columns)
    inside = np.flatnonzero(arcs.group >= 0)
    tasks = _rows(arcs.task, at[: len(arcs.task)], 1, (len(flow.demand), columns))
    sent = _rows(arcs.expert, at[: len(arcs.task)], 1, (flow.experts, columns))
    load = _rows(units.expert, at[len(arcs.task) :], -1, (flow.experts, columns))
    doors = _rows(arcs.group[inside], inside, 1, (len(groups.cap), columns))
    nothing = np.zeros(flow.experts, dtype=np.int64)
    return Program(
        np.concatenate([arcs.gain, units.gain]),
        np.concatenate([arcs.low, units.low]),
        np.concatenate([arcs.cap, units.cap]),
        csr_array(vstack([tasks, sent + load, doors])),
        np.concatenate([flow.demand, nothing, groups.low]),
        np.concatenate([flow.demand, nothing, groups.cap]),
    )


def solve(program: Program, solver: str, seconds: float) -> Answer:
    """Find the best choice, or the best within the time; the answer is counted again before it is given."""
    if seconds <= 0:
        return Answer(None, program.ceiling())
    ask = _by_ortools if solver == "ortools" else _by_scipy
    smaller, places = program.without_closed()
    answer = ask(smaller, seconds)
    if answer.chosen is None:
        return answer
    chosen = np.zeros_like(program.gain)
    chosen[places] = answer.chosen
    return Answer(chosen if program.holds(chosen) else None, answer.bound)


def _by_scipy(program: Program, seconds: float) -> Answer:
    found = milp(
        -program.gain.astype(float),
        integrality=np.ones(len(program.gain), dtype=np.int64),
        bounds=Bounds(program.low.astype(float), program.high.astype(float)),
        constraints=LinearConstraint(program.rows, program.least.astype(float), program.most.astype(float)),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    if found.status == IMPOSSIBLE:
        return Answer(None, None)
    limit = found.mip_dual_bound
    bound = program.ceiling()
    if limit is not None and np.isfinite(limit):
        bound = min(bound, int(np.floor(-limit + 1e-4)))
    chosen = None if found.x is None else np.rint(found.x).astype(np.int64)
    return Answer(chosen, bound)


def _by_ortools(program: Program, seconds: float) -> Answer:
    cp = import_module("ortools.sat.python.cp_model")
    model, columns = _model(cp, program)
    solver = cp.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    if status == cp.INFEASIBLE:
        return Answer(None, None)
    bound = int(solver.best_objective_bound)
    if status not in {cp.OPTIMAL, cp.FEASIBLE}:
        return Answer(None, bound)
    return Answer(np.array([solver.value(column) for column in columns], dtype=np.int64), bound)


def _model(cp: Any, program: Program) -> tuple[Any, list[Any]]:
    model = cp.CpModel()
    bounds = zip(program.low.tolist(), program.high.tolist(), strict=True)
    columns = [model.new_int_var(low, high, "") for low, high in bounds]
    rows = program.rows
    for at in range(rows.shape[0]):
        part = slice(rows.indptr[at], rows.indptr[at + 1])
        terms = [columns[column] for column in rows.indices[part].tolist()]
        total = cp.LinearExpr.weighted_sum(terms, rows.data[part].astype(int).tolist())
        model.add_linear_constraint(total, int(program.least[at]), int(program.most[at]))
    model.maximize(cp.LinearExpr.weighted_sum(columns, program.gain.tolist()))
    return model, columns


def _rows(at: Ints, columns: Ints, value: int, shape: tuple[int, int]) -> csr_array:
    return csr_array(coo_array((np.full(len(at), value), (at, columns)), shape=shape))
