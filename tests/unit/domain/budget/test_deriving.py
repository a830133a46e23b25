"""What a term makes of an amount, to the fen: every effect, every base, rounding, and what is missing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.budget.deriving import derive, round_to
from reviewhub.domain.budget.terms import Base, Effect, Rounding, Term, Way, When
from reviewhub.domain.recommendation import Action, BudgetFacts, Circumstances, Recommendation
from reviewhub.domain.words import Words

ASKED = Decimal("1234567.89")
KNOWN = Circumstances("project", Decimal(1_000_000), Decimal(900_000), Decimal(55))
FEN = Rounding()
WAN_DOWN = Rounding(Decimal(10_000), Way.DOWN)


def term(effect: Effect, base: Base = Base.ASKED, percent: str = "0", **more: Decimal) -> Term:
    share = Decimal(percent)
    bounds = {"least": share, "most": share, **more}
    return Term("1", Words("条款", "term"), effect, When(), base, **bounds)


def derived(one: Term, rounding: Rounding = FEN, known: Circumstances = KNOWN) -> Recommendation:
    return derive(one, BudgetFacts(ASKED, "fair", Decimal(70), circumstances=known), rounding)


@pytest.mark.parametrize(
    ("one", "rounding", "action", "amount"),
    [
        (term(Effect.SUPPORT), WAN_DOWN, Action.SUPPORT, "1234567.89"),
        (term(Effect.SUPPORT, Base.LAST_YEAR), FEN, Action.SUPPORT, "1000000"),
        (term(Effect.SUPPORT_AFTER_RECTIFICATION), FEN, Action.SUPPORT_AFTER_RECTIFICATION, "1234567.89"),
        (term(Effect.HOLD, Base.LAST_YEAR), FEN, Action.HOLD, "1000000"),
        (term(Effect.CUT, percent="15"), FEN, Action.CUT, "1049382.71"),
        (term(Effect.CUT, percent="15"), WAN_DOWN, Action.CUT, "1040000"),
        (term(Effect.CUT, Base.APPROVED, "10"), FEN, Action.CUT, "810000"),
        (term(Effect.CUT_AMOUNT, amount=Decimal(200_000)), FEN, Action.CUT, "1034567.89"),
        (term(Effect.CUT_AMOUNT, amount=Decimal(9_000_000)), FEN, Action.CUT, "0"),
        (term(Effect.SUSPEND), FEN, Action.SUSPEND, "0"),
        (term(Effect.RECOVER, Base.APPROVED), FEN, Action.RECOVER, "829567.89"),
        (term(Effect.CANCEL), FEN, Action.CANCEL, "0"),
    ],
)
def test_every_effect_derives_its_amount(one: Term, rounding: Rounding, action: Action, amount: str) -> None:
    given = derived(one, rounding)
    assert (given.action, given.amount, given.cut) == (action, Decimal(amount), ASKED - Decimal(amount))
    assert given.steps[0].amount == ASKED
    assert given.steps[-1].amount == given.amount


def test_a_fixed_cut_says_base_percent_and_amounts_and_quotes_its_term() -> None:
    said, because = derived(term(Effect.CUT, percent="15"), WAN_DOWN).reasons
    assert said.code == "policy.term.cut"
    assert said.values == {
        "grade": "fair",
        "total": "70",
        "asked": "123.46",
        "base": "fact.asked",
        "base_amount": "123.46",
        "percent": "15",
        "share": "18.52",
        "cut": "19.46",
        "amount": "104.00",
    }
    assert because.values == {"id": "1", "text": "条款", "text_en": "term"}


def test_the_steps_of_a_rounded_cut_lead_from_what_was_asked_to_the_amount() -> None:
    steps = [(one.name, str(one.amount)) for one in derived(term(Effect.CUT, percent="15"), WAN_DOWN).steps]
    assert steps == [
        ("asked", "1234567.89"),
        ("base", "1234567.89"),
        ("share", "185185.1835"),
        ("rounded", "1040000.00"),
        ("cut", "194567.89"),
        ("amount", "1040000.00"),
    ]


@pytest.mark.parametrize(
    ("one", "known", "missing"),
    [
        (term(Effect.HOLD, Base.LAST_YEAR), Circumstances(), "fact.last_year"),
        (term(Effect.CUT, Base.APPROVED, "10"), Circumstances(), "fact.approved"),
        (term(Effect.RECOVER, Base.APPROVED), Circumstances(approved=Decimal(1)), "fact.execution_rate"),
    ],
)
def test_a_missing_figure_leaves_the_amount_open_and_is_named(
    one: Term, known: Circumstances, missing: str
) -> None:
    given = derived(one, known=known)
    assert (given.amount, given.cut) == (None, None)
    assert given.reasons[0].code == "policy.base_missing"
    assert given.reasons[0].values["what"] == missing


RANGE = term(Effect.CUT_RANGE, least=Decimal(20), most=Decimal(30))


@pytest.mark.parametrize(
    ("cut", "why", "code", "amount"),
    [
        (None, "", "policy.term.range_needs_figure", None),
        ("246913.57", " ", "policy.term.range_needs_figure", None),
        ("246913.57", "单价偏高", "policy.term.range_left", None),
        ("246913.58", "单价偏高", "policy.term.cut_range", "987654.31"),
        ("370370.37", "单价偏高", "policy.term.cut_range", "864197.52"),
        ("370370.38", "单价偏高", "policy.term.range_left", None),
    ],
)
def test_a_range_takes_the_officers_figure_within_its_bounds(
    cut: str | None, why: str, code: str, amount: str | None
) -> None:
    facts = BudgetFacts(ASKED, "fair", Decimal(70), None if cut is None else Decimal(cut), why)
    given = derive(RANGE, facts, FEN)
    assert given.reasons[0].code == code
    assert given.amount == (None if amount is None else Decimal(amount))
    assert {"from_cut": "24.69", "to_cut": "37.04"}.items() <= given.reasons[0].values.items()


@pytest.mark.parametrize(
    ("amount", "way", "rounded"),
    [("14999.99", Way.DOWN, 10_000), ("15000", Way.HALF_UP, 20_000), ("14999.99", Way.HALF_UP, 10_000)],
)
def test_amounts_are_rounded_as_the_policy_says(amount: str, way: Way, rounded: int) -> None:
    assert round_to(Decimal(amount), Rounding(Decimal(10_000), way)) == rounded


MONEY = st.decimals(0, 10**9, places=2)
CLOSED = [one for one in Effect if one is not Effect.CUT_RANGE]


@given(
    st.sampled_from(CLOSED),
    st.sampled_from(Base),
    MONEY,
    st.decimals(0, 100, places=1),
    st.tuples(MONEY, MONEY, st.decimals(0, 150, places=1)),
)
def test_no_term_leaves_the_law_of_the_house(
    effect: Effect, base: Base, asked: Decimal, percent: Decimal, known: tuple[Decimal, Decimal, Decimal]
) -> None:
    facts = BudgetFacts(asked, "fair", Decimal(70), circumstances=Circumstances("", *known))
    for rounding in (FEN, WAN_DOWN, Rounding(Decimal(10_000))):
        given = derive(term(effect, base, str(percent), amount=known[0]), facts, rounding)
        assert given.amount is not None
        assert 0 <= given.amount <= asked
        assert given.cut == asked - given.amount
