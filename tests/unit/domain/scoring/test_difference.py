"""Two revisions compared: every difference in words, and whether sheets must be redone."""

from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.scoring.difference import Change, differences, must_redo
from reviewhub.domain.scoring.template import ScoringTemplate, parse
from reviewhub.domain.words import Reason

WORDS = {"zh": "字", "en": "word"}


def leaf(id_: str, points: object = 50, **others: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "path": [WORDS],
        "title": WORDS,
        "points": points,
        "scorer": {"use": "builtin.points", "step": Decimal("0.5")},
        **others,
    }


def revision(*leaves: dict[str, Any], **whole: Any) -> ScoringTemplate:
    return parse(
        {
            "id": "test",
            "version": 1,
            "kind": "prior_assessment",
            "title": WORDS,
            "basis": "甲〔2020〕1号",
            "grade_scale": "builtin.cn_90_80_60",
            "criterion": list(leaves or (leaf("1"), leaf("2"))),
            **whole,
        }
    )


def test_a_template_does_not_differ_from_itself() -> None:
    assert differences(revision(), revision()) == ()


def test_criteria_that_came_went_and_weigh_otherwise_are_named() -> None:
    changes = differences(revision(), revision(leaf("1", Decimal("49.5")), leaf("3", Decimal("50.5"))))
    assert changes == (
        Change(
            "criterion 1",
            Reason("change.value", {"what": "change.points", "before": "50", "after": "49.5"}),
        ),
        Change("criterion 3", Reason("change.added", {"points": "50.5"})),
        Change("criterion 2", Reason("change.removed", {"points": "50"})),
    )
    assert must_redo(changes)


def test_which_measured_value_fills_an_input_in_changes_no_score() -> None:
    rate = {"use": "builtin.rate", "numerator": WORDS, "denominator": WORDS}
    filled = {**rate, "numerator": {**WORDS, "fact": "funds_spent"}}
    old, new = (revision(leaf("1", scorer=one), leaf("2")) for one in (rate, filled))
    assert differences(old, new) == (Change("criterion 1", Reason("change.facts"), scores=False),)
    both = {**filled, "cap": Decimal("0.9")}
    (change,) = differences(old, revision(leaf("1", scorer=both), leaf("2")))
    assert change == Change("criterion 1", Reason("change.parameters", {"names": "cap"}))


def test_what_may_be_decided_about_a_criterion_changes_no_score_by_itself() -> None:
    slot = {"use": "builtin.target"}
    chosen = revision(leaf("1", optional=True), leaf("2", self_defined=slot))
    assert [(one.place, one.reason.code, one.scores) for one in differences(revision(), chosen)] == [
        ("criterion 1", "change.optional", False),
        ("criterion 2", "change.self_defined", False),
    ]
    assert differences(chosen, revision())[0].reason.code == "change.not_optional"
    other = revision(leaf("1", optional=True), leaf("2", self_defined={**slot, "missed": "nothing"}))
    assert [one.reason.code for one in differences(chosen, other)] == ["change.self_defined"]


@pytest.mark.parametrize(
    "text", [{"title": {"zh": "新", "en": "new"}}, {"guidance": WORDS}, {"path": [{"zh": "新", "en": "new"}]}]
)
def test_words_of_a_criterion_change_no_score(text: dict[str, Any]) -> None:
    (change,) = differences(revision(), revision(leaf("1"), leaf("2", **text)))
    assert (change.place, change.reason.values["what"]) == ("criterion 2", f"change.{next(iter(text))}")
    assert not must_redo((change,))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            {"scorer": {"use": "builtin.points", "step": 1}},
            Reason("change.parameters", {"names": "step"}),
        ),
        (
            {"reason": "always"},
            Reason("change.value", {"what": "change.reason", "before": "below_full", "after": "always"}),
        ),
        (
            {"evidence": "required"},
            Reason("change.value", {"what": "change.evidence", "before": "optional", "after": "required"}),
        ),
        (
            {"scale": 100},
            Reason("change.value", {"what": "change.scale", "before": "50", "after": "100"}),
        ),
    ],
)
def test_what_decides_a_score_must_be_redone(changed: dict[str, Any], reason: Reason) -> None:
    changes = differences(revision(), revision(leaf("1"), leaf("2", **changed)))
    assert changes == (Change("criterion 2", reason),)
    assert must_redo(changes)


def test_another_grade_scale_is_a_change_of_results_and_another_basis_is_not() -> None:
    changes = differences(revision(), revision(grade_scale="builtin.sh_90_75_60", basis="乙〔2021〕2号"))
    assert [(one.reason.values["what"], one.scores) for one in changes] == [
        ("change.grade_scale", True),
        ("change.basis", False),
    ]


def test_another_order_must_be_redone_because_points_are_kept_in_the_template_s_order() -> None:
    changes = differences(revision(), revision(leaf("2"), leaf("1")))
    assert changes == (Change("", Reason("change.order")),)


VETO = {"id": "V1", "title": WORDS}
NEWER = {"zh": "新", "en": "new"}


@pytest.mark.parametrize("kind", ["veto", "precondition"])
def test_what_is_asked_beside_the_criteria_costs_the_older_sheets(kind: str) -> None:
    asked = revision(**{kind: [VETO]})
    assert differences(revision(), asked) == (Change(f"{kind} V1", Reason("change.asked_too")),)
    assert differences(asked, revision()) == (Change(f"{kind} V1", Reason("change.asked_no_more")),)
    assert must_redo(differences(revision(), asked))


def test_another_cap_or_another_majority_costs_the_older_sheets() -> None:
    changes = differences(
        revision(veto=[VETO]), revision(veto=[{**VETO, "most": Decimal("59.5"), "votes": "majority"}])
    )
    assert changes == (
        Change("veto V1", Reason("change.value", {"what": "change.most", "before": "0", "after": "59.5"})),
        Change(
            "veto V1",
            Reason(
                "change.value", {"what": "change.votes", "before": "votes.one", "after": "votes.majority"}
            ),
        ),
    )
    assert must_redo(changes)


@pytest.mark.parametrize("what", ["title", "guidance"])
@pytest.mark.parametrize("kind", ["veto", "precondition"])
def test_other_words_of_a_veto_or_precondition_cost_nothing(kind: str, what: str) -> None:
    changes = differences(revision(**{kind: [VETO]}), revision(**{kind: [{**VETO, what: NEWER}]}))
    said = Reason("change.text", {"what": f"change.{what}"})
    assert changes == (Change(f"{kind} V1", said, scores=False),)
