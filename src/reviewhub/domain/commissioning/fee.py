"""Fees of agencies: agreed as a sum or in steps per mille, the last part hanging on how good the work was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.money import YUAN_PER_WAN, round_half_up
from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.words import Words

PER_MILLE: Final = Decimal(1000)
PERCENT: Final = Decimal(100)
MOST_YUAN: Final = Decimal(1_000_000_000)
GRADES: Final = ("agency_excellent", "agency_good", "agency_pass", "agency_fail")


@dataclass(frozen=True, slots=True)
class FeeStep:
    """So much per mille of the part of the amount up to ``up_to`` yuan; None is without end."""

    up_to: Decimal | None
    per_mille: Decimal


@dataclass(frozen=True, slots=True)
class FeeTerms:
    """What was agreed: a sum (``fixed``, yuan) or steps of the amount; and what the quality decides.

    ``factor`` multiplies what the steps give, 1 for none. ``last_part`` percent of the fee is due only after
    the work was judged, and of it so many percent as ``by_grade`` gives the grade.
    """

    fixed: Decimal | None = None
    steps: tuple[FeeStep, ...] = ()
    factor: Decimal = Decimal(1)
    last_part: Decimal = Decimal(0)
    by_grade: Mapping[str, Decimal] = field(default_factory=dict)

    def written(self) -> dict[str, Any]:
        """Give the plain form that is kept, digits as text."""
        return {
            "fixed": None if self.fixed is None else str(self.fixed),
            "steps": [
                [None if one.up_to is None else str(one.up_to), str(one.per_mille)] for one in self.steps
            ],
            "factor": str(self.factor),
            "last_part": str(self.last_part),
            "by_grade": {grade: str(share) for grade, share in self.by_grade.items()},
        }


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One step as it came out: the part of the amount in yuan, the rate, the fee of it in yuan."""

    part: Decimal
    per_mille: Decimal
    fee: Decimal


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in yuan: its lines, the whole, what is due after acceptance, and the last part.

    ``last_due`` is None until the work has its grade.
    """

    lines: tuple[FeeLine, ...]
    whole: Decimal
    first: Decimal
    last: Decimal
    last_due: Decimal | None

    @property
    def kept_back(self) -> Decimal:
        """What the grade costs the agency; 0 while there is none."""
        return Decimal(0) if self.last_due is None else self.last - self.last_due


def read_terms(kept: Mapping[str, Any]) -> FeeTerms:
    """Read what :meth:`FeeTerms.written` gave."""
    return FeeTerms(
        fixed=None if kept["fixed"] is None else Decimal(kept["fixed"]),
        steps=tuple(
            FeeStep(None if top is None else Decimal(top), Decimal(rate)) for top, rate in kept["steps"]
        ),
        factor=Decimal(kept["factor"]),
        last_part=Decimal(kept["last_part"]),
        by_grade={grade: Decimal(share) for grade, share in kept["by_grade"].items()},
    )


def fee_of(terms: FeeTerms, amount: Decimal, grade: str | None = None) -> Fee:
    """Compute a fee; ``amount`` is what is evaluated, in yuan, ``grade`` of the work once it was judged.

    Each step's fee is rounded half up to the fen, so that the printed lines add up to the printed sum.
    """
    lines = tuple(_lines(terms, amount))
    whole = terms.fixed if terms.fixed is not None else sum((one.fee for one in lines), Decimal(0))
    whole = round_half_up(whole)
    last = round_half_up(whole * terms.last_part / PERCENT)
    share = None if grade is None else terms.by_grade.get(grade, PERCENT)
    last_due = None if share is None else round_half_up(last * share / PERCENT)
    return Fee(lines, whole, whole - last, last, last_due)


def problems_of(terms: FeeTerms) -> Iterator[Problem]:
    """Say what makes terms unusable: no sum and no steps, steps out of order, shares beyond 0 to 100."""
    if terms.fixed is None and not terms.steps:
        yield Problem("fixed", "fee.nothing_agreed")
    if terms.fixed is not None and not 0 < terms.fixed <= MOST_YUAN:
        yield Problem("fixed", "fee.sum_out_of_range")
    if not _in_order(terms.steps):
        yield Problem("steps", "fee.steps_out_of_order")
    if not 0 < terms.factor <= PERCENT:
        yield Problem("factor", "fee.factor_out_of_range")
    for name, share in {"last_part": terms.last_part, **terms.by_grade}.items():
        if not 0 <= share <= PERCENT:
            yield Problem(name, "fee.share_out_of_range")


def read_steps(text: str) -> tuple[FeeStep, ...]:
    """Read steps as they are typed: ``100:5 500:3.5 :1``, bounds in 万元, the last one without a bound.

    Raises
    ------
    ValueError
        For what is no such list.

    """
    return tuple(map(_read_step, text.replace("：", ":").replace("，", " ").replace(",", " ").split()))


def write_steps(steps: Sequence[FeeStep]) -> str:
    """Give steps as they are typed; the reverse of :func:`read_steps`."""
    tops = ["" if one.up_to is None else f"{(one.up_to / YUAN_PER_WAN).normalize():f}" for one in steps]
    return " ".join(f"{top}:{one.per_mille.normalize():f}" for top, one in zip(tops, steps, strict=True))


def _read_step(text: str) -> FeeStep:
    top, colon, rate = text.partition(":")
    up_to, per_mille = read_number(top) if top else None, read_number(rate)
    if not colon or per_mille is None or (top and up_to is None):
        raise ValueError(text)
    return FeeStep(None if up_to is None else up_to * YUAN_PER_WAN, per_mille)


def _lines(terms: FeeTerms, amount: Decimal) -> Iterator[FeeLine]:
    below = Decimal(0)
    for step in terms.steps if terms.fixed is None else ():
        top = amount if step.up_to is None else min(step.up_to, amount)
        if top > below:
            part = top - below
            fee = round_half_up(part * step.per_mille * terms.factor / PER_MILLE)
            yield FeeLine(part, step.per_mille, fee)
            below = top


def _in_order(steps: Sequence[FeeStep]) -> bool:
    tops = [one.up_to for one in steps]
    rising = all(one is not None and (two is None or one < two) for one, two in pairwise(tops))
    within = all(0 <= one.per_mille <= PER_MILLE and (one.up_to is None or one.up_to > 0) for one in steps)
    return rising and within and (not tops or tops[-1] is None)


EXAMPLE_BY_GRADE: Final = dict(
    zip(GRADES, (Decimal(100), Decimal(100), Decimal(80), Decimal(0)), strict=True)
)
_SIMPLE = read_steps("100:5 500:3.5 1000:2.5 5000:1.8 :1")
_COMPLEX = read_steps("100:5.8 500:4 1000:2.9 5000:2 :1.2")
PRESETS: Final[Mapping[str, tuple[Words, FeeTerms]]] = {
    "usual": (
        Words("差额累进（示例）", "Progressive (example)"),
        FeeTerms(steps=_SIMPLE, last_part=Decimal(20), by_grade=EXAMPLE_BY_GRADE),
    ),
    "batch": (
        Words("差额累进，批量委托乘 0.95（示例）", "Progressive, several tasks at once by 0.95 (example)"),
        FeeTerms(steps=_SIMPLE, factor=Decimal("0.95"), last_part=Decimal(20), by_grade=EXAMPLE_BY_GRADE),
    ),
    "complex": (
        Words("差额累进，复杂项目（示例）", "Progressive, complex projects (example)"),
        FeeTerms(steps=_COMPLEX, last_part=Decimal(20), by_grade=EXAMPLE_BY_GRADE),
    ),
    "fixed": (
        Words("固定金额（示例）", "A fixed sum (example)"),
        FeeTerms(fixed=Decimal(50_000), last_part=Decimal(20), by_grade=EXAMPLE_BY_GRADE),
    ),
}
"""Rates as one known program presets them; no office's rule is behind them, hence 示例."""
