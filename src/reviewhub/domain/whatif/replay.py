"""A campaign computed again under other rules, as a report that comes out the same, byte by byte."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.ledger import canonical_json
from reviewhub.domain.money import round_half_up
from reviewhub.domain.result import Result
from reviewhub.domain.words import Reason

FORMAT: Final = "reviewhub-replay-1"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a task comes to: points, ids of grade, conclusion and action ("" for none), yuan if decided."""

    total: Decimal
    grade: str
    conclusion: str
    action: str
    amount: Decimal | None

    def plain(self) -> dict[str, str | None]:
        """Give it as plain values with stable digits."""
        return {
            "total": f"{round_half_up(self.total):f}",
            "grade": self.grade,
            "conclusion": self.conclusion,
            "action": self.action,
            "amount": None if self.amount is None else f"{round_half_up(self.amount):f}",
        }


@dataclass(frozen=True, slots=True)
class Replayed:
    """One concluded task and what it comes to now; ``why`` says why it cannot be computed.

    ``identical`` tells that everything the conclusion froze came out again, reasons and pins included.
    """

    task: int
    number: int
    code: str
    project: str
    asked: Decimal
    before: Outcome
    after: Outcome | None
    why: Reason | None
    identical: bool

    @property
    def regrades(self) -> bool:
        """Tell whether the grade is another."""
        return self.after is not None and self.after.grade != self.before.grade

    @property
    def yuan(self) -> Decimal | None:
        """How many yuan it gains; None where one side has no amount."""
        if self.after is None or self.after.amount is None or self.before.amount is None:
            return None
        return self.after.amount - self.before.amount

    @property
    def is_still(self) -> bool:
        """Tell whether total, grade, conclusion, action and amount stay."""
        return self.after == self.before

    def plain(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            "number": self.number,
            "code": self.code,
            "project": self.project,
            "asked": f"{round_half_up(self.asked):f}",
            "before": self.before.plain(),
            "after": self.after.plain() if self.after else None,
            "why": {"code": self.why.code, "values": dict(self.why.values)} if self.why else None,
            "identical": self.identical,
        }


def outcome_of(result: Result) -> Outcome:
    """Give what a result comes to."""
    given = result.recommendation
    return Outcome(
        result.printed_total,
        result.grade.id,
        result.conclusion.id if result.conclusion else "",
        given.action.value if given else "",
        given.amount if given else None,
    )


def frozen_outcome(snapshot: Mapping[str, Any]) -> Outcome:
    """Read what a conclusion froze."""
    amount = snapshot["amount"]
    return Outcome(
        Decimal(snapshot["total"]),
        snapshot["grade"],
        snapshot["conclusion"] or "",
        snapshot["action"] or "",
        None if amount is None else Decimal(amount),
    )


def report(campaign: Mapping[str, Any], rules: Mapping[str, str], tasks: Sequence[Replayed]) -> str:
    """Write a replay as canonical JSON, which names no moment and nobody: the same twice, byte by byte."""
    return canonical_json(
        {
            "format": FORMAT,
            "campaign": dict(campaign),
            "rules": dict(rules),
            "tasks": [one.plain() for one in tasks],
            "summary": {
                "tasks": len(tasks),
                "identical": sum(one.identical for one in tasks),
                "regraded": sum(one.regrades for one in tasks),
                "not_computed": sum(one.after is None for one in tasks),
                "before": _yuan(one.before.amount for one in tasks),
                "after": _yuan(one.after.amount if one.after else None for one in tasks),
            },
        }
    )


def _yuan(amounts: Iterable[Decimal | None]) -> str:
    return f"{round_half_up(sum((one for one in amounts if one is not None), Decimal(0))):f}"
