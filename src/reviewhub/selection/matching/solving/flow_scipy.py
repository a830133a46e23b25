"""The flow by scipy alone: a linear program, totally unimodular, so that its corners are whole numbers."""

from typing import Final

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, hstack, vstack

from reviewhub.selection.matching.solving.flow import Flow, Ints
from reviewhub.selection.matching.values import OutOfTime

TIME_IS_UP: Final = 1
BITS: Final = 13
LEAST_SECONDS: Final = 1.0  # below, not even a small case would be read


def best_flow(flow: Flow, seconds: float) -> Ints | None:
    """Give what every arc carries in a flow of the greatest gain; None when there is none.

    Raises
    ------
    OutOfTime
        After ``seconds`` without a solution.

    """
    gain, low, cap = _columns(flow)
    equal, right = _equations(flow)
    limits, most = _limits(flow, len(gain))
    solution = linprog(  # type: ignore[call-overload]  # the stubs know no sparse matrices
        -gain * _scale(flow.arcs.gain),
        A_ub=limits,
        b_ub=most,
        A_eq=equal,
        b_eq=right,
        bounds=np.column_stack([low, cap]).astype(float),
        method="highs-ds",
        options={"time_limit": max(seconds, LEAST_SECONDS)},
    )
    if solution.status == TIME_IS_UP:
        raise OutOfTime
    found = solution.x
    return None if found is None else np.asarray(np.rint(found[: len(flow.arcs.task)]), dtype=np.int64)


def _scale(gain: Ints) -> float:
    """Give a power of two that makes gains small: tolerances of the solver are absolute."""
    return 2.0 ** -max(0, int(gain.max(initial=1)).bit_length() - BITS)


def _columns(flow: Flow) -> tuple[Ints, Ints, Ints]:
    parts = [(one.gain, one.low, one.cap) for one in (flow.arcs, flow.units)]
    if flow.short is not None:
        nothing = np.zeros_like(flow.demand)
        parts.append((nothing + flow.short, nothing, flow.demand))
    gain, low, cap = (np.concatenate(part) for part in zip(*parts, strict=True))
    return gain, low, cap


def _equations(flow: Flow) -> tuple[csr_array, Ints]:
    """Say that what comes to a task is its demand, and that an expert's arcs carry the load of the units."""
    tasks = len(flow.demand)
    sent, load = (_incidence(one.expert, flow.experts) for one in (flow.arcs, flow.units))
    shorts = tasks if flow.short is not None else 0
    nothing = coo_array((tasks, len(flow.units.expert)))
    upper = hstack([_incidence(flow.arcs.task, tasks), nothing, _incidence(np.arange(shorts), tasks)])
    rows = vstack([upper, hstack([sent, -load, coo_array((flow.experts, shorts))])])
    return csr_array(rows), np.concatenate([flow.demand, np.zeros(flow.experts, dtype=np.int64)])


def _limits(flow: Flow, columns: int) -> tuple[csr_array | None, Ints | None]:
    """Bound what the groups carry from both sides."""
    if not (count := len(flow.groups.cap)):
        return None, None
    inside = np.flatnonzero(flow.arcs.group >= 0)
    rows = coo_array((np.ones(len(inside)), (flow.arcs.group[inside], inside)), shape=(count, columns))
    return csr_array(vstack([rows, -rows])), np.concatenate([flow.groups.cap, -flow.groups.low])


def _incidence(at: Ints, rows: int) -> coo_array:
    return coo_array((np.ones(len(at)), (at, np.arange(len(at)))), shape=(rows, len(at)))
