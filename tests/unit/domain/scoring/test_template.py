"""A template's sense: sums, ids, points, groups, and the digest of its source."""

import json
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.template import Criterion, ReasonRule, parse
from reviewhub.domain.words import Words

WORDS = {"zh": "字", "en": "word"}


def leaf(id_: str, points: object, level: str = "甲") -> dict[str, Any]:
    return {
        "id": id_,
        "path": [{"zh": level, "en": level}],
        "title": WORDS,
        "points": points,
        "scorer": {"use": "builtin.points", "step": Decimal("0.5")},
    }


SOURCE: dict[str, Any] = {
    "id": "test",
    "version": 1,
    "kind": "prior_assessment",
    "title": WORDS,
    "basis": "",
    "grade_scale": "builtin.cn_90_80_60",
    "criterion": [leaf("1.1", 40), leaf("1.2", Decimal("20.5")), leaf("2.1", Decimal("39.5"), "乙")],
}


def source(**changes: object) -> dict[str, Any]:
    return {**deepcopy(SOURCE), **changes}


def faults(**changes: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        parse(source(**changes))
    return [(problem.path, problem.code) for problem in refused.value.problems]


def test_a_template_adds_up_exactly() -> None:
    template = parse(source())
    assert (template.full_marks, [one.points for one in template.criteria]) == (
        Decimal(100),
        [Decimal(40), Decimal("20.5"), Decimal("39.5")],
    )


def test_criteria_are_grouped_under_their_first_level() -> None:
    groups = parse(source()).groups
    assert [(one.title.zh, one.points) for one in groups] == [
        ("甲", Decimal("60.5")),
        ("乙", Decimal("39.5")),
    ]


def test_a_leafs_reason_rule_wins_over_the_templates() -> None:
    given = source(reason="always")
    given["criterion"][0]["reason"] = "never"
    assert [one.reason for one in parse(given).criteria] == ["never", "always", "always"]


def test_every_fault_is_named_at_once() -> None:
    assert faults(criterion=[leaf("1.1", 40), leaf("1.1", 0), leaf("1.2", "many")]) == [
        ("criterion 1.1", "template.doubled_id"),
        ("criterion 1.1", "template.points"),
        ("criterion 1.2", "template.points"),
        ("", "template.total"),
    ]


def test_a_sum_that_misses_by_a_hundredth_is_refused() -> None:
    assert faults(criterion=[leaf("1", Decimal("99.99"))]) == [("", "template.total")]


def test_the_digest_follows_the_source_and_nothing_else() -> None:
    assert parse(source()).digest == parse(source()).digest
    assert parse(source()).digest != parse(source(version=2)).digest


def test_a_stored_source_parses_to_the_same_template() -> None:
    template = parse(source())
    assert parse(json.loads(template.source)).digest == template.digest


@pytest.mark.parametrize(
    ("rule", "asks"),
    [
        (ReasonRule.ALWAYS, {"0", "3", "5"}),
        (ReasonRule.BELOW_FULL, {"0", "3"}),
        (ReasonRule.EXTREME, {"0", "5"}),
        (ReasonRule.NEVER, {"0"}),
    ],
)
def test_zero_always_needs_a_reason_and_the_rest_depends_on_the_rule(
    rule: ReasonRule, asks: set[str]
) -> None:
    criterion = Criterion("1", (), Words("", ""), Decimal(5), "builtin.points", {}, rule)
    assert {points for points in ("0", "3", "5") if criterion.needs_reason(Decimal(points))} == asks


def test_ids_are_unique_over_criteria_vetoes_and_preconditions() -> None:
    taken = {"veto": [{"id": "1.1", "title": WORDS}], "precondition": [{"id": "P1", "title": WORDS}] * 2}
    assert faults(**taken) == [
        ("veto 1.1", "template.id_taken"),
        ("precondition P1", "template.id_taken"),
    ]


def test_a_veto_that_caps_nothing_is_named_with_everything_else() -> None:
    faulty = faults(criterion=[leaf("1", 99)], veto=[{"id": "V1", "title": WORDS, "most": 100}])
    assert faulty == [("", "template.total"), ("veto V1", "template.veto_most")]


def test_a_veto_needs_evidence_where_the_template_asks_for_it() -> None:
    (veto,) = parse(source(evidence="required", veto=[{"id": "V1", "title": WORDS}])).vetoes
    assert veto.needs_evidence


def test_what_is_beside_the_criteria_weighs_nothing() -> None:
    words = {"id": "X1", "title": WORDS}
    template = parse(source(veto=[words], precondition=[{**words, "id": "X2"}]))
    assert [one.place for one in template.beside] == ["veto X1", "precondition X2"]
    assert (template.full_marks, len(template.criteria)) == (Decimal(100), 3)
