"""From grade to yuan: what a budget policy is asked, what it answers, what the host enforces."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from reviewhub.domain.errors import PluginError
from reviewhub.domain.hosting import blamed, plain_decimal, plain_reasons
from reviewhub.domain.words import Reason, Words


class Action(StrEnum):
    """What is recommended for the money that was asked for."""

    SUPPORT = "support"
    SUPPORT_AFTER_RECTIFICATION = "support_after_rectification"
    CUT = "cut"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """What a policy may know: ``asked`` in yuan, the grade's id, the printed total.

    ``cut`` (yuan) and ``cut_reason`` are what the officer decided where the policy leaves it to them.
    """

    asked: Decimal
    grade: str
    total: Decimal
    cut: Decimal | None = None
    cut_reason: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Action and amounts in yuan with their derivation; ``amount`` is None while a figure is missing."""

    action: Action
    amount: Decimal | None
    cut: Decimal | None
    reasons: tuple[Reason, ...]


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

    Raises :class:`PluginError` when the policy breaks it, or cuts without saying why.
    """
    with blamed("policy.failed", policy=policy.key):
        said = policy.recommend(facts)
        amount, cut = (None if one is None else plain_decimal(one) for one in (said.amount, said.cut))
        given = Recommendation(Action(said.action), amount, cut, plain_reasons(said.reasons))
    if given.amount is None:
        return given
    kept = 0 <= given.amount <= facts.asked and given.cut == facts.asked - given.amount
    if not kept or not given.reasons:
        raise PluginError("policy.broken", policy=policy.key)
    return given
