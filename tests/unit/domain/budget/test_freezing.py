"""What a conclusion freezes of money is read again to the digit, and says nothing where there is nothing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.budget.freezing import frozen_money, read_circumstances, thawed_money, written
from reviewhub.domain.recommendation import (
    NOTHING_KNOWN,
    Action,
    Circumstances,
    DerivationStep,
    Limit,
    Recommendation,
)
from reviewhub.domain.words import Reason

MONEY = st.none() | st.decimals(0, 10**9, places=2)
YES_OR_NO = st.none() | st.booleans()
KNOWN = st.builds(Circumstances, st.sampled_from(["", "project"]), MONEY, MONEY, MONEY, YES_OR_NO, YES_OR_NO)


@given(KNOWN)
def test_what_was_known_is_read_again(known: Circumstances) -> None:
    assert read_circumstances(written(known)) == known


def test_nothing_more_is_frozen_where_there_is_nothing_to_say() -> None:
    plain = Recommendation(Action.SUPPORT, Decimal(1), Decimal(0), (Reason("policy.support"),))
    assert frozen_money(NOTHING_KNOWN, None, plain) == {}
    assert frozen_money(NOTHING_KNOWN, None, None) == {}
    assert thawed_money({}) == (NOTHING_KNOWN, None)


def test_a_limit_and_a_derivation_are_frozen_as_plain_values() -> None:
    known = Circumstances(rectified=False)
    limit = Limit(Decimal("0.50"), Reason("policy.not_selected", {"number": 2}))
    steps = (DerivationStep("share", Decimal("0.10"), Decimal(5)), DerivationStep("amount", Decimal("0.5")))
    said = Recommendation(Action.CUT, Decimal("0.5"), Decimal(1), (), steps)
    frozen = frozen_money(known, limit, said)
    assert frozen == {
        "circumstances": {"rectified": False},
        "limit": {"most": "0.50", "code": "policy.not_selected", "values": {"number": 2}},
        "derivation": [
            {"name": "share", "amount": "0.10", "percent": "5"},
            {"name": "amount", "amount": "0.5"},
        ],
    }
    assert thawed_money(frozen) == (known, limit)
