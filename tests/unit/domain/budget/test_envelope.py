"""Limits of a campaign: what is used, what is left, which are exceeded and by how much."""

from decimal import Decimal

from reviewhub.domain.budget.envelope import Envelope, Share, exceeded, uses

SHARES = [Share(1, Decimal(700_000)), Share(2, Decimal(400_000)), Share(None, Decimal(100_000))]


def test_every_limit_says_what_is_used_and_left() -> None:
    envelope = Envelope(Decimal(1_500_000), {1: Decimal(600_000), 3: Decimal(1)})
    assert [(one.department, one.used, one.left) for one in uses(envelope, SHARES)] == [
        (None, 1_200_000, 300_000),
        (1, 700_000, -100_000),
        (3, 0, 1),
    ]


def test_what_goes_over_is_named_with_the_surplus() -> None:
    problems = exceeded(Envelope(Decimal(1_000_000), {1: Decimal(600_000)}), SHARES, {1: "水务局"})
    assert [(one.code, one.values) for one in problems] == [
        ("envelope.exceeded", {"limit": "100.00", "used": "120.00", "over": "20.00"}),
        (
            "envelope.ceiling_exceeded",
            {"limit": "60.00", "used": "70.00", "over": "10.00", "department": "水务局"},
        ),
    ]


def test_without_limits_nothing_is_exceeded() -> None:
    assert not Envelope().is_set
    assert exceeded(Envelope(), SHARES, {}) == []
    assert exceeded(Envelope(Decimal(1_200_000)), SHARES, {}) == []
