"""One number of a panel: what an aggregator gets, what it must say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol, runtime_checkable

from reviewhub.domain.elsewhere import NOTHING, Elsewhere
from reviewhub.domain.errors import WrongState
from reviewhub.domain.hosting import blamed, plain_decimal, plain_reasons, read_only
from reviewhub.domain.money import round_half_up
from reviewhub.domain.scoring.sheet import total_of
from reviewhub.domain.words import Reason, Words

Row = tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """The points of one panel: ``rows`` has a row an expert and a column a criterion, None = left out.

    ``full`` gives the full marks of every criterion; ``totals`` the total of every expert's sheet;
    ``classes`` the class of every expert (业务, 管理, 财务), "" where it is not known. ``elsewhere`` has the
    totals of the panel's other sealed tasks; only a :class:`ComparingAggregator` is told. ``numbers`` are the
    code numbers to name experts by in reasons (专家3 is 3), empty where nobody will read them.
    """

    full: tuple[Decimal, ...]
    rows: tuple[Row, ...]
    totals: tuple[Decimal, ...]
    classes: tuple[str, ...]
    elsewhere: Elsewhere = NOTHING
    numbers: tuple[int, ...] = ()

    @classmethod
    def of(
        cls,
        full: Sequence[Decimal],
        rows: Sequence[Sequence[Decimal | None]],
        classes: Sequence[str] | None = None,
    ) -> "Scores":
        """Take the points of a panel and total every row; without ``classes`` nobody's class is known."""
        totals = tuple(total_of(row, full) for row in rows)
        known = ("",) * len(rows) if classes is None else tuple(classes)
        if len(known) != len(rows):
            raise ValueError(f"{len(known)} classes for {len(rows)} experts")
        return cls(tuple(full), tuple(tuple(row) for row in rows), totals, known)

    def without(self, expert: int) -> "Scores":
        """Give the same panel without the expert at this place."""

        def kept(given: tuple[Any, ...]) -> tuple[Any, ...]:
            return given[:expert] + given[expert + 1 :]

        rows, totals, classes = kept(self.rows), kept(self.totals), kept(self.classes)
        return Scores(self.full, rows, totals, classes, self.elsewhere.without(expert), kept(self.numbers))

    def criterion_means(self) -> Row:
        """Mean of every criterion over the experts who scored it, rounded half up to two decimals."""
        return tuple(_mean([row[column] for row in self.rows]) for column in range(len(self.full)))


def _mean(points: Sequence[Decimal | None]) -> Decimal | None:
    given = [one for one in points if one is not None]
    return round_half_up(sum(given, Decimal(0)) / len(given)) if given else None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The panel's number (points of the full marks, exact) with the places used and left out, and why."""

    value: Decimal
    used: tuple[int, ...]
    left_out: tuple[int, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Aggregator(Protocol):
    """How a panel's sheets become one number: exact, independent of order, between lowest and highest."""

    @property
    def key(self) -> str:
        """``package.name``, as a campaign pins it."""

    @property
    def version(self) -> str:
        """Changes whenever the same scores could give another number."""

    @property
    def title(self) -> Words:
        """What the method is called on a page."""

    @property
    def least_experts(self) -> int:
        """Fewest sheets it can work on."""

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        """Give the panel's number; called with at least ``least_experts`` rows.

        Raises :class:`WrongState` where these sheets do not make a number: it needs the experts' classes and
        one is not known, say. There is no result then, and the page says why.
        """


@runtime_checkable
class BatchAggregator(Protocol):
    """An aggregator that can do many complete panels of one size at once, exactly like one by one.

    It is told no classes: an aggregator that asks for them does without this.
    """

    def aggregate_many(self, full: Sequence[int], panels: Sequence[Sequence[Sequence[int]]]) -> Sequence[int]:
        """Give every panel's printed total in hundredths of a point.

        ``panels`` has shape (panels, experts, criteria), whole ten-thousandths of a point; ``full`` the
        full marks of the criteria in the same unit. No score is missing.
        """


@runtime_checkable
class ComparingAggregator(Protocol):
    """An aggregator that adjusts totals by what the same experts gave elsewhere.

    Where ``needs_other_tasks`` is true it is told :attr:`Scores.elsewhere`, which is frozen with a
    conclusion. Its number may lie outside the lowest and highest total, but never below 0 or above the full
    marks; pages and exports say that totals are adjusted.
    """

    @property
    def needs_other_tasks(self) -> bool:
        """Whether it is to be told the totals of the panel's other sealed tasks."""


def compares(aggregator: Aggregator) -> bool:
    """Tell whether an aggregator adjusts by what experts gave elsewhere."""
    return isinstance(aggregator, ComparingAggregator) and aggregator.needs_other_tasks


def aggregated(aggregator: Aggregator, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
    """Ask the aggregator; raises :class:`PluginError` when it fails or gives anything but an exact number.

    That these sheets make no number is no failure: its :class:`WrongState` goes on.
    """
    with blamed("aggregator.failed", WrongState, key=aggregator.key):
        given = _given(aggregator, scores, parameters)
        used, left_out = tuple(map(int, given.used)), tuple(map(int, given.left_out))
        return Aggregate(plain_decimal(given.value), used, left_out, plain_reasons(given.reasons))


def _given(aggregator: Aggregator, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
    try:
        return aggregator.aggregate(scores, read_only(parameters))
    except WrongState as refused:
        [why] = plain_reasons([Reason(refused.code, refused.values)])
        raise WrongState(why.code, **why.values) from None
