"""Totals adjusted for severity, beside the ones that count: for information, they decide nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

import numpy as np

from reviewhub.domain.grade import Band
from reviewhub.domain.money import round_half_up
from reviewhub.domain.result import Rules
from reviewhub.domain.scoring.veto import capped
from reviewhub.services.agreement.consistency import PARTS
from reviewhub.services.outcome.elsewhere import Seated
from reviewhub.stats.crossed.moments import shrunken_by_moments

LEAST_EXPERTS: Final = 3
LEAST_TASKS: Final = 5
FLOAT_PLACES: Final = 6


class Judged(NamedTuple):
    """What a task is graded by: its rules and the vetoes that each counted sheet found."""

    rules: Rules
    vetoes: Sequence[Collection[str]]


@dataclass(frozen=True, slots=True)
class AdjustedSheet:
    """One expert's total, the habit (points above +, below - the panel, shrunk), and the total without it."""

    number: int
    total: Decimal
    habit: Decimal
    adjusted: Decimal


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The mean of totals of one task as it stands and adjusted, with the grade that each would give.

    ``experts`` and ``tasks`` say how much it rests on.
    """

    sheets: tuple[AdjustedSheet, ...]
    experts: int
    tasks: int
    raw: Decimal
    adjusted: Decimal
    before: Band
    after: Band

    @property
    def changes(self) -> bool:
        """Tell whether the grade would be another."""
        return self.before.id != self.after.id


def adjusted_tasks(rows: Iterable[Seated], judged: Mapping[int, Judged]) -> dict[int, Adjusted]:
    """Adjust the tasks that ``judged`` names, by task; those with too little to go by are left out.

    ``rows`` are the sheets of all sealed tasks, each compared with those of its panel. Habits are those of
    the plugin ``severity.adjusted_mean``: two-way effects, variances by the method of moments (Henderson
    1953, doi:10.2307/3001853), best linear unbiased prediction. At least three experts, and five tasks that
    every expert of a task shares with others.
    """
    panels: dict[int, dict[int, dict[str | int, Seated]]] = {}
    home: dict[int, int] = {}
    for one in rows:
        if one.panel is not None and one.total is not None:
            panel = home.setdefault(one.task, one.panel)
            panels.setdefault(panel, {}).setdefault(one.task, {})[one.scorer] = one
    return {
        task: found
        for tasks in panels.values()
        for part in _connected(tasks)
        for task, found in _adjusted(part, judged).items()
    }


Sheets = Mapping[int, Mapping[str | int, Seated]]


def _connected(tasks: Sheets) -> list[Sheets]:
    """Part the tasks of a panel, those with two sheets at least, into what hangs together by experts."""
    parts: list[tuple[set[str | int], dict[int, Mapping[str | int, Seated]]]] = []
    for task, sheets in tasks.items():
        if len(sheets) < 2:  # noqa: PLR2004 -- alone, nobody differs from anybody
            continue
        joined = [one for one in parts if not one[0].isdisjoint(sheets)]
        parts = [one for one in parts if one[0].isdisjoint(sheets)]
        merged = {task: sheets, **{key: value for _, own in joined for key, value in own.items()}}
        parts.append((set(sheets).union(*(one for one, _ in joined)), merged))
    return [own for _, own in parts]


def _adjusted(tasks: Sheets, judged: Mapping[int, Judged]) -> dict[int, Adjusted]:
    scorers = {one: place for place, one in enumerate(sorted({one for own in tasks.values() for one in own}))}
    matrix = np.full((len(tasks), len(scorers)), np.nan)
    for row, own in enumerate(tasks.values()):
        for scorer, one in own.items():
            matrix[row, scorers[scorer]] = (one.total or 0) / PARTS
    habits = shrunken_by_moments(matrix) if len(scorers) >= LEAST_EXPERTS else None
    if habits is None:
        return {}
    shared = (~np.isnan(matrix)).sum(axis=0)
    size = len(scorers), len(tasks)
    return {
        task: _judged(judged[task], [(one, habits[scorers[key]]) for key, one in own.items()], size)
        for task, own in tasks.items()
        if task in judged and min(shared[scorers[key]] for key in own) >= LEAST_TASKS
    }


def _judged(judged: Judged, sheets: Sequence[tuple[Seated, float]], size: tuple[int, int]) -> Adjusted:
    rules, vetoes = judged
    full = float(rules.template.full_marks)
    totals = [(one.total or 0) / PARTS for one, _ in sheets]
    without = [
        min(full, max(0.0, total - float(habit))) for total, (_, habit) in zip(totals, sheets, strict=True)
    ]
    raw, adjusted = (
        capped(_printed(sum(given) / len(given)), rules.template.vetoes, vetoes)
        for given in (totals, without)
    )
    lines = [
        AdjustedSheet(one.number, _printed(total), _printed(float(habit)), _printed(rest))
        for (one, habit), total, rest in zip(sheets, totals, without, strict=True)
    ]
    grade = rules.grade_scale.grade
    ordered = tuple(sorted(lines, key=lambda one: one.number))
    return Adjusted(ordered, *size, raw, adjusted, grade(raw), grade(adjusted))


def _printed(points: float) -> Decimal:
    return round_half_up(Decimal(f"{points:.{FLOAT_PLACES}f}"))
