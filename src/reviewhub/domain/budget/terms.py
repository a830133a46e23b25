"""The terms of a budget policy: to which facts one applies, and what it does with the money."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reviewhub.domain.money import FEN
from reviewhub.domain.recommendation import BudgetFacts
from reviewhub.domain.words import Words


class Effect(StrEnum):
    """What a term does: the list of the rules that bureaus use, each in words of its own on the page.

    ``CUT`` takes a fixed share, ``CUT_RANGE`` leaves the share to the officer within bounds, ``CUT_AMOUNT``
    takes a fixed amount; ``HOLD`` arranges no more than the base, ``RECOVER`` takes back what of the base was
    not spent, ``SUSPEND`` arranges nothing until what was found wrong is mended.
    """

    SUPPORT = "support"
    SUPPORT_AFTER_RECTIFICATION = "support_after_rectification"
    HOLD = "hold"
    CUT = "cut"
    CUT_RANGE = "cut_range"
    CUT_AMOUNT = "cut_amount"
    SUSPEND = "suspend"
    RECOVER = "recover"
    CANCEL = "cancel"


class Base(StrEnum):
    """What shares are taken of."""

    ASKED = "asked"
    LAST_YEAR = "last_year"
    APPROVED = "approved"


class Way(StrEnum):
    """How an amount that was computed is rounded."""

    DOWN = "down"
    HALF_UP = "half_up"


@dataclass(frozen=True, slots=True)
class Rounding:
    """Amounts that are computed come in whole multiples of ``to`` (yuan)."""

    to: Decimal = FEN
    way: Way = Way.HALF_UP


@dataclass(frozen=True, slots=True)
class When:
    """To which facts a term applies: an empty tuple and None ask for nothing.

    ``points_from`` is inclusive and ``points_below`` exclusive, in printed points; so are the two bounds of
    the execution rate, in percent.
    """

    grades: tuple[str, ...] = ()
    points_from: Decimal | None = None
    points_below: Decimal | None = None
    kinds: tuple[str, ...] = ()
    rectified: bool | None = None
    repeat: bool | None = None
    execution_from: Decimal | None = None
    execution_below: Decimal | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nothing but grade and points is asked for."""
        asked = (self.rectified, self.repeat, self.execution_from, self.execution_below)
        return not self.kinds and all(one is None for one in asked)

    def fits_result(self, grade: str, points: Decimal) -> bool:
        """Tell whether grade and printed total are those of the term."""
        return (not self.grades or grade in self.grades) and _within(
            points, self.points_from, self.points_below
        )

    def applies(self, facts: BudgetFacts) -> bool:
        """Tell whether the term decides; what nobody said fits no condition."""
        known = facts.circumstances
        wanted = ((self.rectified, known.rectified), (self.repeat, known.repeat))
        return (
            self.fits_result(facts.grade, facts.total)
            and (not self.kinds or known.object_kind in self.kinds)
            and all(want is None or want is have for want, have in wanted)
            and _within(known.execution_rate, self.execution_from, self.execution_below)
        )

    def unknown(self, facts: BudgetFacts) -> Iterator[str]:
        """Name the facts the term asks for and nobody said, where grade and points are those of the term."""
        if not self.fits_result(facts.grade, facts.total):
            return
        known = facts.circumstances
        if self.kinds and not known.object_kind:
            yield "object_kind"
        if self.rectified is not None and known.rectified is None:
            yield "rectified"
        if self.repeat is not None and known.repeat is None:
            yield "repeat"
        rated = self.execution_from is not None or self.execution_below is not None
        if rated and known.execution_rate is None:
            yield "execution_rate"


@dataclass(frozen=True, slots=True)
class Term:
    """One term: when it applies, what it does, and the wording of the rule it comes from.

    ``least`` and ``most`` are percent of the base: equal for a fixed cut, the bounds of a range; ``amount``
    in yuan is that of a fixed cut.
    """

    id: str
    text: Words
    effect: Effect
    when: When
    base: Base = Base.ASKED
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)


def _within(value: Decimal | None, least: Decimal | None, below: Decimal | None) -> bool:
    if least is None and below is None:
        return True
    return value is not None and (least is None or value >= least) and (below is None or value < below)
