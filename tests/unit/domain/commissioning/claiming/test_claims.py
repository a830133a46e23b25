"""Claims are kept as plain values and come back as they were."""

import json
from decimal import Decimal

from reviewhub.domain.commissioning.claiming.claims import ClaimedPoints, ClaimedSum, Claims, frozen, thawed

FULL = Claims(
    lines=(ClaimedPoints("1.1 立项", Decimal("3.50"), Decimal(4), "决策"), ClaimedPoints("绩效目标", None)),
    subtotals=(ClaimedSum("小计", Decimal("3.5"), Decimal("3.5")),),
    total=Decimal("88.50"),
    grade="良",
    asked=Decimal("23046000.00"),
    recommended=Decimal(20_000_000),
    cut=Decimal(0),
)


def test_claims_come_back_as_they_were_kept() -> None:
    assert thawed(json.loads(json.dumps(frozen(FULL)))) == FULL
    assert thawed(frozen(Claims())) == Claims()


def test_only_claims_that_say_nothing_are_empty() -> None:
    assert Claims().is_empty
    assert not Claims(cut=Decimal(0)).is_empty
