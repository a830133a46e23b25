"""What moves between how things stand and how they would: grades from one band to another, and yuan."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from reviewhub.domain.grade import Band
from reviewhub.domain.money import round_half_up

Pair = tuple[str, str]


class Side(NamedTuple):
    """A task on one side: printed total, grade, amount in yuan; None where there is none."""

    total: Decimal | None
    grade: Band | None
    amount: Decimal | None


class Move(NamedTuple):
    """A task before and after."""

    before: Side
    after: Side

    @property
    def regrades(self) -> bool:
        """Tell whether the grade is another; losing it counts as well."""
        return _id(self.before) != _id(self.after)

    @property
    def yuan(self) -> Decimal | None:
        """How many yuan it gains; None where one side has no amount."""
        before, after = self.before.amount, self.after.amount
        return None if before is None or after is None else after - before

    @property
    def is_still(self) -> bool:
        """Tell whether grade and amount stay."""
        return not self.regrades and self.before.amount == self.after.amount


@dataclass(frozen=True, slots=True)
class Movement:
    """All moves in sum; amounts in yuan.

    ``grades`` counts tasks by grade before and after, "" for none. ``gained`` and ``lost`` add up what single
    tasks gain and lose where both sides have an amount; ``opened`` counts tasks that have an amount and would
    have none before an officer gives it, with what they have now, ``settled`` the reverse.
    """

    tasks: int
    regraded: int
    grades: Mapping[Pair, int]
    before: Decimal
    after: Decimal
    gained: Decimal
    lost: Decimal
    opened: int
    opened_yuan: Decimal
    settled: int

    @property
    def net(self) -> Decimal:
        """What is gained less what is lost."""
        return self.gained - self.lost


def movement(moves: Sequence[Move]) -> Movement:
    """Add up moves."""
    yuan = [one.yuan for one in moves if one.yuan is not None]
    opened = [
        one.before.amount for one in moves if one.after.amount is None and one.before.amount is not None
    ]
    return Movement(
        tasks=len(moves),
        regraded=sum(one.regrades for one in moves),
        grades=Counter((_id(one.before), _id(one.after)) for one in moves),
        before=_sum(one.before.amount for one in moves),
        after=_sum(one.after.amount for one in moves),
        gained=_sum(one for one in yuan if one > 0),
        lost=-_sum(one for one in yuan if one < 0),
        opened=len(opened),
        opened_yuan=_sum(opened),
        settled=sum(one.before.amount is None and one.after.amount is not None for one in moves),
    )


def cut_rate(amounts: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """Give how much of what is asked is cut, in percent rounded half up to two decimals.

    ``amounts`` are pairs of asked and granted; without any that is granted an amount there is no rate.
    """
    known = [(asked, amount) for asked, amount in amounts if amount is not None]
    asked = sum((one for one, _ in known), Decimal(0))
    return round_half_up(sum((one - two for one, two in known), Decimal(0)) * 100 / asked) if asked else None


def _id(side: Side) -> str:
    return side.grade.id if side.grade else ""


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in amounts if one is not None), Decimal(0))
