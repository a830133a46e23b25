"""What a panel gave elsewhere: the totals of its other sealed tasks, for aggregators that compare experts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Totals = tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Totals of the other sealed tasks of a panel: a column a task, None where there is no sheet.

    ``experts`` has a row for every expert of the task in question, in the order of its sheets; ``colleagues``
    one for everybody else who scored any of the other tasks. Both are empty where nothing is known.
    """

    experts: tuple[Totals, ...] = ()
    colleagues: tuple[Totals, ...] = ()

    def without(self, expert: int) -> "Elsewhere":
        """Give the same without the expert at this place."""
        return Elsewhere(self.experts[:expert] + self.experts[expert + 1 :], self.colleagues)


NOTHING = Elsewhere()


@dataclass(frozen=True, slots=True)
class SealedTask:
    """A task whose sheets are all in: its panels, and the total that each scorer gave."""

    task: int
    panels: frozenset[int]
    totals: Mapping[str | int, Decimal]


class SealedTasks:
    """The sealed tasks of a campaign, to look up what the experts of one of them gave on the others."""

    def __init__(self, tasks: Iterable[SealedTask]) -> None:
        """File the tasks by panel."""
        self._of_panel: dict[int, dict[int, SealedTask]] = {}
        for one in tasks:
            for panel in one.panels:
                self._of_panel.setdefault(panel, {})[one.task] = one

    def elsewhere(self, task: int, panels: Iterable[int], scorers: Sequence[str | int]) -> Elsewhere:
        """Give the totals of the tasks that share a panel with this one, ordered by task."""
        found: dict[int, SealedTask] = {}
        for panel in panels:
            found.update(self._of_panel.get(panel, {}))
        found.pop(task, None)
        columns = [found[one].totals for one in sorted(found)]
        others = dict.fromkeys(one for column in columns for one in column)
        for one in scorers:
            others.pop(one, None)
        experts, colleagues = (
            tuple(tuple(column.get(one) for column in columns) for one in rows) for rows in (scorers, others)
        )
        return Elsewhere(experts, colleagues)
