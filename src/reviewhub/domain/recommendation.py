"""From grade to yuan: what a budget policy is asked, what it answers, what the host enforces."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from reviewhub.domain.errors import PluginError
from reviewhub.domain.hosting import blamed, plain_decimal, plain_reasons
from reviewhub.domain.words import Reason, Words


class Action(StrEnum):
    """What is recommended for the money that was asked for."""

    SUPPORT = "support"
    SUPPORT_AFTER_RECTIFICATION = "support_after_rectification"
    HOLD = "hold"
    CUT = "cut"
    SUSPEND = "suspend"
    RECOVER = "recover"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else is known of the money of a task; "" and None where nobody said.

    ``object_kind`` is one of :class:`reviewhub.domain.budget.object_kind.ObjectKind`; ``last_year`` and
    ``approved`` in yuan, ``execution_rate`` in percent of what was approved; ``rectified`` tells whether what
    was found wrong has been mended, ``repeat`` whether it had been found wrong before.
    """

    object_kind: str = ""
    last_year: Decimal | None = None
    approved: Decimal | None = None
    execution_rate: Decimal | None = None
    rectified: bool | None = None
    repeat: bool | None = None


OFFICERS_FIGURE: Final = frozenset({"policy.cut", "policy.term.cut_range"})
"""What a reason is called that rests on a figure which the officer gave."""

NOTHING_KNOWN = Circumstances()


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that may be recommended, in yuan, whatever the policy says: what an envelope left, and why."""

    most: Decimal
    reason: Reason


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """What a policy may know: ``asked`` in yuan, the grade's id, the printed total.

    ``cut`` (yuan) and ``cut_reason`` are what the officer decided where the policy leaves it to them.
    ``limit`` is kept by the host, after the policy has spoken.
    """

    asked: Decimal
    grade: str
    total: Decimal
    cut: Decimal | None = None
    cut_reason: str = ""
    circumstances: Circumstances = NOTHING_KNOWN
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class DerivationStep:
    """One line of a derivation: what it is (``asked``, ``base``, ``cut`` …), in yuan, by what percent."""

    name: str
    amount: Decimal
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Action and amounts in yuan with their derivation; ``amount`` is None while a figure is missing.

    ``steps`` is the derivation as data; the last one is the amount. A policy that takes or leaves all that
    was asked may give none: see :meth:`derivation`.
    """

    action: Action
    amount: Decimal | None
    cut: Decimal | None
    reasons: tuple[Reason, ...]
    steps: tuple[DerivationStep, ...] = field(default=())

    @property
    def asks_officer(self) -> bool:
        """Tell whether the officer sets the amount to cut: the figure is missing, or was taken."""
        taken = any(one.code in OFFICERS_FIGURE for one in self.reasons)
        return self.action is Action.CUT and (self.amount is None or taken)

    def derivation(self, asked: Decimal) -> tuple[DerivationStep, ...]:
        """Give the steps from what was asked to the amount; empty while a figure is missing."""
        if self.steps or self.amount is None or self.cut is None:
            return self.steps
        return (
            DerivationStep("asked", asked),
            DerivationStep("cut", self.cut),
            DerivationStep("amount", self.amount),
        )


class BudgetPolicy(Protocol):
    """A rule from grade to money, as versioned data."""

    @property
    def key(self) -> str:
        """``package.name``, as a campaign pins it."""

    @property
    def version(self) -> str:
        """Changes whenever the same facts could give another amount."""

    @property
    def title(self) -> Words:
        """What the rule is called on a page."""

    @property
    def basis(self) -> str:
        """The document the rule rests on."""

    def recommend(self, facts: BudgetFacts) -> Recommendation:
        """Recommend an action, the amount to support and the amount to cut."""


def recommend(policy: BudgetPolicy, facts: BudgetFacts) -> Recommendation:
    """Ask the policy and hold it to the law of the house: nothing below zero, nothing above what was asked.

    Afterwards the limit is kept, whatever the policy said. Raises :class:`PluginError` when the policy breaks
    the law, cuts without saying why, or derives another amount than it recommends.
    """
    with blamed("policy.failed", policy=policy.key):
        said = policy.recommend(facts)
        amount, cut = (None if one is None else plain_decimal(one) for one in (said.amount, said.cut))
        steps = tuple(map(_plain_step, said.steps))
        given = Recommendation(Action(said.action), amount, cut, plain_reasons(said.reasons), steps)
    if given.amount is None:
        return given
    kept = 0 <= given.amount <= facts.asked and given.cut == facts.asked - given.amount
    derived = not given.steps or given.steps[-1].amount == given.amount
    if not kept or not given.reasons or not derived:
        raise PluginError("policy.broken", policy=policy.key)
    return _limited(given, given.amount, facts)


def _limited(given: Recommendation, amount: Decimal, facts: BudgetFacts) -> Recommendation:
    limit = facts.limit
    if limit is None or amount <= limit.most:
        return given
    last = DerivationStep("limit", limit.most), DerivationStep("amount", limit.most)
    return replace(
        given,
        action=Action.CUT if limit.most else Action.SUSPEND,
        amount=limit.most,
        cut=facts.asked - limit.most,
        reasons=(*given.reasons, limit.reason),
        steps=(*given.derivation(facts.asked), *last),
    )


def _plain_step(given: DerivationStep) -> DerivationStep:
    percent = None if given.percent is None else plain_decimal(given.percent)
    return DerivationStep(str(given.name), plain_decimal(given.amount), percent)
