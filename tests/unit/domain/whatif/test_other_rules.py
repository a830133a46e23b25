"""Swapping rules: a scale with moved bounds, another aggregator, another policy; the rest stays pinned."""

from decimal import Decimal

from reviewhub.domain.whatif.other_rules import OtherRules, bound_problems, moved
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice

REGISTRY = load_plugins()
PINNED = REGISTRY.rules(
    REGISTRY.templates["prior-assessment-national"],
    Choice("builtin.trimmed_mean", "builtin.cn_90_80_60", "builtin.kunming_2021", {"a": 1}),
)
SCALE = PINNED.grade_scale
HUNDRED = Decimal(100)


def test_nothing_swapped_is_nothing_changed() -> None:
    assert OtherRules().applied(PINNED) == PINNED


def test_a_moved_bound_moves_only_itself() -> None:
    found = OtherRules(bounds={"excellent": Decimal(92)}).applied(PINNED).grade_scale
    assert [one.lower for one in found.bands] == [92, 80, 60, 0]
    assert found.grade(Decimal("91.99")).id == "good"


def test_the_worst_band_begins_at_zero_whatever_is_asked() -> None:
    assert moved(SCALE, {"poor": Decimal(30)}).bands[-1].lower == 0


def test_parameters_belong_to_the_pinned_aggregator() -> None:
    other = OtherRules(aggregator=REGISTRY.aggregators["builtin.median"]).applied(PINNED)
    assert (other.aggregator.key, other.parameters) == ("builtin.median", {})
    same = OtherRules(aggregator=REGISTRY.aggregators["builtin.trimmed_mean"]).applied(PINNED)
    assert same.parameters == {"a": 1}


def test_bounds_must_fall_and_stay_within_full_marks() -> None:
    assert list(bound_problems(SCALE, HUNDRED)) == []
    crossed = moved(SCALE, {"good": Decimal(95)})
    assert [(one.path, one.code) for one in bound_problems(crossed, HUNDRED)] == [
        ("bound-excellent", "whatif.bounds_cross")
    ]
    high = moved(SCALE, {"excellent": Decimal(101)})
    assert [one.code for one in bound_problems(high, HUNDRED)] == ["whatif.bound_too_high"]
