"""Rules of a panel: the quotas they become, and everything that contradicts."""

from fractions import Fraction

import pytest

from reviewhub.domain.appointing.composition import (
    Bound,
    Composition,
    Feature,
    Floor,
    faults,
    read,
    written,
)
from reviewhub.domain.errors import Invalid

FINANCE = Bound(Feature.CLASS, "财务", 2)


def codes(rules: Composition, floor: Floor | None = None) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in faults(rules, floor or Floor())]


def test_a_field_becomes_a_feature_of_its_own_because_people_have_many() -> None:
    rules = Composition(7, (FINANCE, Bound(Feature.FIELD, "水利", 2, 4)))
    assert rules.quotas() == (("class", "财务", 2, 7), ("field:水利", "yes", 2, 4))
    assert rules.features() == ("class", "employer", "field:水利")


@pytest.mark.parametrize(("size", "least"), [(3, 2), (5, 4), (7, 5), (9, 6)])
def test_two_thirds_outside_are_rounded_up(size: int, least: int) -> None:
    rules = Composition(size, outside=Fraction(2, 3))
    assert rules.quotas() == (("outside", "yes", least, size),)


def test_a_panel_is_odd() -> None:
    assert codes(Composition(6)) == [("size", "composition.even")]


def test_a_law_keeps_its_floor() -> None:
    law = Floor(5, Fraction(2, 3))
    assert codes(Composition(3, outside=Fraction(1, 2)), law) == [
        ("size", "composition.size_out_of_range"),
        ("outside", "composition.too_few_outside"),
    ]


def test_every_contradiction_is_named_at_its_place() -> None:
    bounds = (
        Bound(Feature.CLASS, "财务", 4),
        Bound(Feature.CLASS, "管理", 3, 2),
        Bound(Feature.FIELD, "", 9),
        Bound(Feature.CLASS, "财务", 1),
    )
    assert codes(Composition(7, bounds, rest=-1)) == [
        ("rest", "composition.rest_negative"),
        ("bounds 1", "composition.least_above_most"),
        ("bounds 2", "composition.value_missing"),
        ("bounds 2", "composition.least_out_of_range"),
        ("bounds", "composition.bounded_twice"),
        ("bounds", "composition.least_above_size"),
    ]


def test_fields_may_ask_for_more_than_the_panel_because_one_person_has_many() -> None:
    fields = tuple(Bound(Feature.FIELD, one, 3) for one in ("水利", "教育", "法律"))
    assert codes(Composition(5, fields)) == []


def test_unsound_rules_are_refused_whole() -> None:
    with pytest.raises(Invalid):
        Composition(4).require_sound(Floor())


def test_rules_come_back_as_they_were_written() -> None:
    rules = Composition(
        7, (FINANCE, Bound(Feature.REGION, "昆明", 0, 3)), Fraction(2, 3), one_per_employer=False
    )
    assert read(written(rules)) == rules
