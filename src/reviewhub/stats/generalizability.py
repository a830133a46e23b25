"""How dependable are totals over items: G-study and D-study of targets x raters x items."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from reviewhub.stats.design import Panel
from reviewhub.stats.matrix import ROUNDING, FloatArray
from reviewhub.stats.values import Undefined

AXES: Final = 3
TARGETS, RATERS, ITEMS = range(AXES)
# Which axes an effect has: (0,) is the targets, (0, 1) their interaction with the raters.
Effect: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """Variance components of targets x raters x items, fully crossed.

    Untruncated expected-mean-square estimates: a negative one means "nothing to see" and counts as 0 in
    errors.
    """

    target: float
    rater: float
    item: float
    target_rater: float
    target_item: float
    rater_item: float
    residual: float
    raters: int
    items: int


@dataclass(frozen=True, slots=True)
class NestedFacets:
    """Variance components of targets x (raters : tasks): each task has raters of its own."""

    target: float
    task: float
    rater: float
    target_task: float
    residual: float
    tasks: int
    raters: int


def crossed_components(scores: ArrayLike) -> Facets | Undefined:
    """Split the variance of scores into targets, raters, items and how they meet.

    Parameters
    ----------
    scores
        Shape ``(targets, raters, items)``, every cell given.

    Returns
    -------
    Seven components, or why there are none: ``incomplete``, ``one_target``, ``one_rater``, ``too_few_scores``
    (one item), ``all_equal``.

    Raises
    ------
    ValueError
        The scores have not three axes, or an axis of none.

    Notes
    -----
    vTRI = MS_TRI; vTR = (MS_TR - MS_TRI)/I and its like; vT = (MS_T - MS_TR - MS_TI + MS_TRI)/(R I) and its
    like.

    References
    ----------
    Brennan (2001), Generalizability Theory, doi:10.1007/978-1-4757-3456-0

    Examples
    --------
    >>> parts = crossed_components([[[9, 7], [8, 7]], [[5, 3], [6, 3]], [[7, 4], [9, 5]]])
    >>> round(parts.target, 2), round(parts.target_rater, 2)
    (2.67, 0.33)

    """
    cube = _cube(scores)
    reason = _why_not(cube)
    if reason:
        return reason
    n, r, i = cube.shape
    squares = _sums_of_squares(cube)
    ms = {effect: square / _df(effect, cube.shape) for effect, square in squares.items()}
    t, rt, it = ms[TARGETS,], ms[TARGETS, RATERS], ms[TARGETS, ITEMS]
    ir, rest = ms[RATERS, ITEMS], ms[TARGETS, RATERS, ITEMS]
    return Facets(
        target=(t - rt - it + rest) / (r * i),
        rater=(ms[RATERS,] - rt - ir + rest) / (n * i),
        item=(ms[ITEMS,] - it - ir + rest) / (n * r),
        target_rater=(rt - rest) / i,
        target_item=(it - rest) / r,
        rater_item=(ir - rest) / n,
        residual=rest,
        raters=r,
        items=i,
    )


def nested_components(scores: ArrayLike) -> NestedFacets | Undefined:
    """Split the variance of scores where each task has raters of its own.

    Parameters
    ----------
    scores
        Shape ``(targets, raters of a task, tasks)``, every cell given.

    Returns
    -------
    Five components, or why there are none, as for :func:`crossed_components`.

    Notes
    -----
    What crossed raters would have for themselves falls to raters within tasks: SS_R:K = SS_R + SS_RK and
    SS_TR:K = SS_TR + SS_TRK.

    References
    ----------
    Brennan (2001), Generalizability Theory, chapter 3, doi:10.1007/978-1-4757-3456-0

    """
    cube = _cube(scores)
    reason = _why_not(cube)
    if reason:
        return reason
    n, r, k = cube.shape
    squares = _sums_of_squares(cube)
    within = k * (r - 1)
    target = squares[TARGETS,] / (n - 1)
    task = squares[ITEMS,] / (k - 1)
    rater = (squares[RATERS,] + squares[RATERS, ITEMS]) / within
    both = squares[TARGETS, ITEMS] / ((n - 1) * (k - 1))
    rest = (squares[TARGETS, RATERS] + squares[TARGETS, RATERS, ITEMS]) / ((n - 1) * within)
    return NestedFacets(
        target=(target - both) / (r * k),
        task=(task - rater - both + rest) / (n * r),
        rater=(rater - rest) / n,
        target_task=(both - rest) / r,
        residual=rest,
        tasks=k,
        raters=r,
    )


def _cube(scores: ArrayLike) -> FloatArray:
    cube = np.asarray(scores, dtype=np.float64)
    if cube.ndim != AXES or 0 in cube.shape:
        raise ValueError(f"scores must have targets, raters and items, not shape {cube.shape}")
    if np.isinf(cube).any():
        raise ValueError("scores must be finite")
    return cube


def _why_not(cube: FloatArray) -> Undefined | None:
    if np.isnan(cube).any():
        return Undefined.INCOMPLETE
    alone = (Undefined.ONE_TARGET, Undefined.ONE_RATER, Undefined.TOO_FEW_SCORES)
    for size, reason in zip(cube.shape, alone, strict=True):
        if size == 1:
            return reason
    return Undefined.ALL_EQUAL if np.ptp(cube) == 0 else None


def _sums_of_squares(cube: FloatArray) -> Mapping[Effect, float]:
    """Give the sum of squares of every effect; what is only rounding noise counts as zero."""
    noise = cube.size * (ROUNDING * float(np.abs(cube).max())) ** 2
    effects = chain.from_iterable(combinations(range(AXES), size) for size in range(1, AXES + 1))
    rest = cube - cube.mean()
    found = {}
    for effect in effects:
        others = tuple(axis for axis in range(AXES) if axis not in effect)
        deviations = rest.mean(axis=others, keepdims=True)
        square = float((deviations**2).sum()) * (cube.size / deviations.size)
        found[effect] = square if square > noise else 0.0
        rest = rest - deviations
    return found


def _df(effect: Effect, shape: tuple[int, ...]) -> int:
    return math.prod(shape[axis] - 1 for axis in effect)


def panel_on_items(
    parts: Facets, raters: int, items: int | None = None, *, fixed: bool = True
) -> Panel | None:
    """Tell how dependable the mean over ``items`` items of a panel of ``raters`` raters would be.

    Parameters
    ----------
    parts
        The components.
    raters
        Raters of the panel.
    items
        Items of the list; by default as many as were scored.
    fixed
        Whether the list of items is given, as in a set of rules; else the items stand for all that could be
        asked.

    Returns
    -------
    Coefficients for the order and for the points with their standard errors; None when targets do not differ
    more than chance.

    Notes
    -----
    Fixed items: the universe score has variance vT + vTI/I, errors come from raters only: vTR/R + vTRI/(R I)
    for the order, and vR/R + vRI/(R I) more for the points. Random items: the universe score has vT; vTI/I is
    an error of the order, and vI/I one more of the points.

    Examples
    --------
    >>> parts = Facets(20.0, 4.0, 3.0, 6.0, 5.0, 1.0, 10.0, raters=5, items=10)
    >>> round(panel_on_items(parts, 5).absolute, 3), round(panel_on_items(parts, 5, fixed=False).absolute, 3)
    (0.902, 0.869)

    """
    of_items = items or parts.items
    by_item = max(parts.target_item, 0.0) / of_items
    relative = max(parts.target_rater, 0.0) / raters + parts.residual / (raters * of_items)
    level = max(parts.rater, 0.0) / raters + max(parts.rater_item, 0.0) / (raters * of_items)
    if fixed:
        return _panel(raters, parts.target + by_item, relative, relative + level)
    level += max(parts.item, 0.0) / of_items
    return _panel(raters, parts.target, relative + by_item, relative + by_item + level)


def panel_on_tasks(parts: NestedFacets, raters: int, tasks: int | None = None) -> Panel | None:
    """Tell how dependable the mean over ``tasks`` tasks with ``raters`` raters each would be.

    Order: vTK/K + vTR:K/(K R) are errors; points: vK/K + vR:K/(K R) as well. None when targets do not differ
    more than chance.

    >>> parts = NestedFacets(0.4730, 0.3253, 0.6475, 0.5596, 2.3803, tasks=3, raters=4)
    >>> panel = panel_on_tasks(parts, 4)
    >>> round(panel.relative, 3), round(panel.absolute, 3)
    (0.551, 0.464)
    """
    of_tasks = tasks or parts.tasks
    relative = max(parts.target_task, 0.0) / of_tasks + parts.residual / (raters * of_tasks)
    level = max(parts.task, 0.0) / of_tasks + max(parts.rater, 0.0) / (raters * of_tasks)
    return _panel(raters, parts.target, relative, relative + level)


def _panel(raters: int, universe: float, relative: float, absolute: float) -> Panel | None:
    if universe <= 0:
        return None
    return Panel(
        raters,
        universe / (universe + relative),
        universe / (universe + absolute),
        math.sqrt(relative),
        math.sqrt(absolute),
    )
