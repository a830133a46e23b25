"""What a term makes of an amount: each step in yuan, and the sentence that says it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from reviewhub.domain.budget.terms import Base, Effect, Rounding, Term, Way
from reviewhub.domain.money import FEN, print_wan
from reviewhub.domain.recommendation import Action, BudgetFacts, DerivationStep, Recommendation
from reviewhub.domain.words import Reason

FULL: Final = Decimal(100)
ACTIONS: Final = {
    Effect.CUT_RANGE: Action.CUT,
    Effect.CUT_AMOUNT: Action.CUT,
}
AS_ASKED: Final = frozenset({Effect.SUPPORT, Effect.SUPPORT_AFTER_RECTIFICATION})
ROUNDINGS: Final = {Way.DOWN: ROUND_DOWN, Way.HALF_UP: ROUND_HALF_UP}


@dataclass(frozen=True, slots=True)
class Derived:
    """An amount before it is rounded, the steps to it, and the values its sentence needs beside the usual."""

    amount: Decimal
    steps: tuple[DerivationStep, ...]
    values: Mapping[str, str | int]


def derive(term: Term, facts: BudgetFacts, rounding: Rounding) -> Recommendation:
    """Give what the term recommends; the amount is open where a figure is missing that it needs."""
    base = base_of(term.base, facts)
    if base is None:
        return _open(term, facts, "policy.base_missing", {"what": f"fact.{term.base}"})
    if term.effect is Effect.RECOVER and facts.circumstances.execution_rate is None:
        return _open(term, facts, "policy.base_missing", {"what": "fact.execution_rate"})
    if term.effect is Effect.CUT_RANGE:
        return _in_range(term, facts, base, rounding)
    return _closed(term, facts, _EFFECTS[term.effect](term, facts, base), rounding)


def base_of(base: Base, facts: BudgetFacts) -> Decimal | None:
    """Give what shares are taken of, in yuan; None where nobody registered it."""
    known = {Base.LAST_YEAR: facts.circumstances.last_year, Base.APPROVED: facts.circumstances.approved}
    return known.get(base, facts.asked)


def round_to(amount: Decimal, rounding: Rounding) -> Decimal:
    """Round to whole multiples, as the policy says."""
    return (amount / rounding.to).quantize(Decimal(1), ROUNDINGS[rounding.way]) * rounding.to


def _closed(term: Term, facts: BudgetFacts, found: Derived, rounding: Rounding) -> Recommendation:
    """Round what was computed and keep it between nothing and what was asked."""
    raw = min(max(found.amount, Decimal(0)), facts.asked)
    amount = raw if raw in (facts.asked, Decimal(0)) else min(round_to(raw, rounding), facts.asked)
    amount = amount.quantize(FEN)
    rounded = (DerivationStep("rounded", amount),) if amount != found.amount else ()
    cut = facts.asked - amount
    values = {**_usual(term, facts), "cut": print_wan(cut), "amount": print_wan(amount), **found.values}
    return Recommendation(
        action=ACTIONS.get(term.effect) or Action(term.effect.value),
        amount=amount,
        cut=cut,
        reasons=(Reason(_code(term), values), because(term)),
        steps=(
            DerivationStep("asked", facts.asked),
            *found.steps,
            *rounded,
            DerivationStep("cut", cut),
            DerivationStep("amount", amount),
        ),
    )


def _code(term: Term) -> str:
    """What is supported as asked needs no base in its sentence."""
    as_asked = term.effect in AS_ASKED and term.base is Base.ASKED
    return f"policy.term.{term.effect}{'_as_asked' if as_asked else ''}"


def _in_range(term: Term, facts: BudgetFacts, base: Decimal, rounding: Rounding) -> Recommendation:
    """Take the officer's figure if it lies within the bounds; else say what they are."""
    least, most = (_cut_of(facts, base, percent, rounding) for percent in (term.least, term.most))
    bounds: dict[str, str | int] = {
        "from_percent": _plain(term.least),
        "to_percent": _plain(term.most),
        "from_cut": print_wan(least),
        "to_cut": print_wan(most),
    }
    if facts.cut is None or not facts.cut_reason.strip():
        return _open(term, facts, "policy.term.range_needs_figure", bounds)
    if not least <= facts.cut <= most:
        return _open(term, facts, "policy.term.range_left", {**bounds, "cut": print_wan(facts.cut)})
    amount = facts.asked - facts.cut
    shown = {"cut": print_wan(facts.cut), "amount": print_wan(amount), "why": facts.cut_reason.strip()}
    reason = Reason("policy.term.cut_range", {**_usual(term, facts), **bounds, **shown})
    steps = (
        DerivationStep("asked", facts.asked),
        DerivationStep("base", base),
        DerivationStep("least_cut", least, term.least),
        DerivationStep("most_cut", most, term.most),
        DerivationStep("cut", facts.cut),
        DerivationStep("amount", amount),
    )
    return Recommendation(Action.CUT, amount, facts.cut, (reason, because(term)), steps)


def _cut_of(facts: BudgetFacts, base: Decimal, percent: Decimal, rounding: Rounding) -> Decimal:
    left = min(base * (FULL - percent) / FULL, facts.asked)
    return facts.asked - (left if left in (facts.asked, 0) else min(round_to(left, rounding), facts.asked))


def _open(term: Term, facts: BudgetFacts, code: str, values: Mapping[str, str | int]) -> Recommendation:
    action = ACTIONS.get(term.effect) or Action(term.effect.value)
    reason = Reason(code, {**_usual(term, facts), **values})
    return Recommendation(action, None, None, (reason, because(term)))


def _whole(term: Term, facts: BudgetFacts, base: Decimal) -> Derived:
    del facts
    return Derived(base, (DerivationStep("base", base),), _base_values(term, base))


def _share(term: Term, facts: BudgetFacts, base: Decimal) -> Derived:
    del facts
    share = base * term.most / FULL
    values = {**_base_values(term, base), "percent": _plain(term.most), "share": print_wan(share)}
    return Derived(
        base - share, (DerivationStep("base", base), DerivationStep("share", share, term.most)), values
    )


def _fixed(term: Term, facts: BudgetFacts, base: Decimal) -> Derived:
    del facts
    values = {**_base_values(term, base), "share": print_wan(term.amount)}
    return Derived(
        base - term.amount, (DerivationStep("base", base), DerivationStep("share", term.amount)), values
    )


def _unspent(term: Term, facts: BudgetFacts, base: Decimal) -> Derived:
    rate = facts.circumstances.execution_rate or Decimal(0)
    idle = max(base * (FULL - rate) / FULL, Decimal(0))
    values = {**_base_values(term, base), "rate": _plain(rate), "share": print_wan(idle)}
    return Derived(
        facts.asked - idle, (DerivationStep("base", base), DerivationStep("share", idle, FULL - rate)), values
    )


def _nothing(term: Term, facts: BudgetFacts, base: Decimal) -> Derived:
    del term, facts, base
    return Derived(Decimal(0), (), {})


_EFFECTS: Final[Mapping[Effect, Callable[[Term, BudgetFacts, Decimal], Derived]]] = {
    Effect.SUPPORT: _whole,
    Effect.SUPPORT_AFTER_RECTIFICATION: _whole,
    Effect.HOLD: _whole,
    Effect.CUT: _share,
    Effect.CUT_AMOUNT: _fixed,
    Effect.RECOVER: _unspent,
    Effect.SUSPEND: _nothing,
    Effect.CANCEL: _nothing,
}


def because(term: Term) -> Reason:
    """Quote the wording of the term."""
    return Reason("policy.because", {"id": term.id, "text": term.text.zh, "text_en": term.text.en})


def _usual(term: Term, facts: BudgetFacts) -> dict[str, str | int]:
    del term
    return {"grade": facts.grade, "total": f"{facts.total:f}", "asked": print_wan(facts.asked)}


def _base_values(term: Term, base: Decimal) -> dict[str, str | int]:
    return {"base": f"fact.{term.base}", "base_amount": print_wan(base)}


def _plain(percent: Decimal) -> str:
    """Print percent as written: ``10``, not ``1E+1`` nor ``10.00``."""
    text = f"{percent:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
