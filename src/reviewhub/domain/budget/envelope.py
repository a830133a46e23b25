"""The envelope of a campaign and the ceilings of departments: what is used, what is left, what goes over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reviewhub.domain.errors import Problem
from reviewhub.domain.money import print_wan


class Share(NamedTuple):
    """What is recommended for one task, in yuan, and the department it comes from (None: none is known)."""

    department: int | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Envelope:
    """The most that may be recommended in all (None: no limit) and by department, in yuan."""

    total: Decimal | None = None
    ceilings: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def is_set(self) -> bool:
        """Tell whether there is any limit."""
        return self.total is not None or bool(self.ceilings)


@dataclass(frozen=True, slots=True)
class Use:
    """One limit in yuan and what of it is used; ``department`` None is the whole campaign."""

    department: int | None
    limit: Decimal
    used: Decimal

    @property
    def left(self) -> Decimal:
        """What is left; below zero where the limit is exceeded."""
        return self.limit - self.used


def uses(envelope: Envelope, shares: Iterable[Share]) -> Iterator[Use]:
    """Give every limit with what the shares use of it, the whole first."""
    given = list(shares)
    if envelope.total is not None:
        yield Use(None, envelope.total, _sum(given))
    for department, limit in envelope.ceilings.items():
        yield Use(department, limit, _sum(one for one in given if one.department == department))


def exceeded(envelope: Envelope, shares: Iterable[Share], names: Mapping[int, str]) -> list[Problem]:
    """List every limit that the shares exceed, with limit, sum and surplus in 万元."""
    return [_problem(one, names) for one in uses(envelope, shares) if one.left < 0]


def _problem(one: Use, names: Mapping[int, str]) -> Problem:
    values = {"limit": print_wan(one.limit), "used": print_wan(one.used), "over": print_wan(-one.left)}
    if one.department is None:
        return Problem("", "envelope.exceeded", values)
    named = {"department": names.get(one.department, str(one.department))}
    return Problem("", "envelope.ceiling_exceeded", {**values, **named})


def _sum(shares: Iterable[Share]) -> Decimal:
    return sum((one.amount for one in shares), Decimal(0))
