"""What the writers of a task's sheets gave on the other sealed tasks of their panel."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol

from reviewhub.domain.elsewhere import NOTHING, Elsewhere, SealedTask, SealedTasks
from reviewhub.domain.money import round_half_up
from reviewhub.domain.result import Rules
from reviewhub.services.agreement.consistency import Scored


class Seated(Scored, Protocol):
    """One active assignment with the total of its sheet, None while there is no sheet, and its panel."""

    @property
    def panel(self) -> int | None:
        """The panel's id; an agency has none."""


def sealed_tasks(rows: Iterable[Seated]) -> SealedTasks:
    """File the tasks of a campaign whose sheets are all in; ``rows`` has every active assignment."""
    tasks: dict[int, list[Seated]] = {}
    for one in rows:
        tasks.setdefault(one.task, []).append(one)
    return SealedTasks(
        SealedTask(
            task,
            frozenset(one.panel for one in given if one.panel is not None),
            {one.scorer: _points(one.total) for one in given if one.total is not None},
        )
        for task, given in tasks.items()
        if all(one.total is not None for one in given)
    )


def _points(total: int) -> Decimal:
    return round_half_up(Decimal(total).scaleb(-4))


def elsewhere_of(rules: Rules, sealed: SealedTasks, sheets: Sequence[Seated]) -> Elsewhere:
    """Give what the writers of a task's sheets gave elsewhere; nothing where the aggregator is not told."""
    counted = [one for one in sheets if one.total is not None]
    if not rules.adjust or not counted:
        return NOTHING
    panels = {one.panel for one in counted if one.panel is not None}
    return sealed.elsewhere(counted[0].task, panels, [one.scorer for one in counted])
