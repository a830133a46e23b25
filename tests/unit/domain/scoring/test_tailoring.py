"""Fitting a template to a project: what drops out, what it sets for itself; a heading keeps its points."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.tailoring import OwnIndicator, Tailoring, points_of, read_tailoring, tailored
from reviewhub.domain.scoring.template import Criterion, ScoringTemplate, parse

HEAD = {
    "format": 1,
    "id": "made",
    "version": 1,
    "kind": "key_evaluation",
    "title": {"zh": "模板", "en": "Template"},
    "basis": "依据",
    "grade_scale": "builtin.cn_90_80_60",
}
BENEFITS = ("economic", "social", "ecological", "lasting")
LEVELS = {"use": "builtin.levels", "levels": []}


def leaf(id_: str, points: object, *path: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "path": [{"zh": one, "en": one} for one in path],
        "title": {"zh": id_, "en": id_},
        "points": Decimal(str(points)),
        "scorer": {"use": "builtin.points", "step": Decimal("0.5")},
        **more,
    }


def template(*leaves: Mapping[str, Any]) -> ScoringTemplate:
    return parse({**HEAD, "criterion": list(leaves)})


def sichuan() -> ScoringTemplate:
    """Give the part of §2.2 whose children are chosen: any of them, their sum fixed at 40."""
    chosen = [leaf(name, 10, "绩效", "效益", optional=True) for name in BENEFITS]
    own = {"self_defined": {"use": "builtin.target", "missed": "nothing"}}
    return template(
        leaf("1", 30, "决策"),
        *chosen,
        leaf("satisfaction", 10, "绩效", "满意度"),
        leaf("own", 20, "特性", **own),
    )


def points(of: ScoringTemplate) -> dict[str, str]:
    return {one.id: f"{one.points.normalize():f}" for one in of.criteria}


def codes(of: ScoringTemplate, tailoring: Tailoring) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        tailored(of, tailoring)
    return [(one.path, one.code) for one in refused.value.problems]


def own(title: str, worth: object, **more: Any) -> OwnIndicator:
    return OwnIndicator(title, Decimal(str(worth)), **more)


def test_a_template_that_nothing_is_changed_in_is_the_same_template() -> None:
    whole = sichuan()
    assert tailored(whole, Tailoring()) is whole
    assert tailored(whole, Tailoring((), {"own": ()})) is whole


def test_points_of_what_is_left_out_go_to_the_others_under_its_heading_and_nowhere_else() -> None:
    fitted = tailored(sichuan(), Tailoring(("ecological",)))
    assert points(fitted) == {
        "1": "30",
        "economic": "13.34",
        "social": "13.33",
        "lasting": "13.33",
        "satisfaction": "10",
        "own": "20",
    }
    assert fitted.full_marks == 100


def test_two_of_four_chosen_benefits_weigh_twenty_each() -> None:
    fitted = tailored(sichuan(), Tailoring(("economic", "lasting")))
    assert points(fitted)["social"] == points(fitted)["ecological"] == "20"


def test_points_are_spread_in_proportion_to_the_points_there() -> None:
    uneven = template(
        leaf("a", 10, "一", optional=True), leaf("b", 30, "一"), leaf("c", 10, "一"), leaf("d", 50, "二")
    )
    assert points(tailored(uneven, Tailoring(("a",)))) == {"b": "37.5", "c": "12.5", "d": "50"}


def test_points_finer_than_hundredths_are_spread_in_ten_thousandths() -> None:
    fine = template(
        leaf("a", "33.3333", "一", optional=True), leaf("b", "33.3333", "一"), leaf("c", "33.3334", "一")
    )
    assert points(tailored(fine, Tailoring(("a",)))) == {"b": "49.9999", "c": "50.0001"}


def test_a_raised_criterion_is_scored_on_the_scale_it_was_written_for() -> None:
    [raised] = [
        one for one in tailored(sichuan(), Tailoring(("economic", "lasting"))).criteria if one.id == "social"
    ]
    assert (raised.scale, raised.as_scored.points) == (10, 10)
    assert raised.worth(Decimal("7.5")) == 15


def test_the_last_criterion_of_a_heading_cannot_be_left_out() -> None:
    assert codes(sichuan(), Tailoring(BENEFITS)) == [
        (f"criterion {name}", "tailoring.nothing_left") for name in BENEFITS
    ]


def test_only_what_the_template_calls_optional_may_be_left_out() -> None:
    assert codes(sichuan(), Tailoring(("1", "nowhere"))) == [
        ("criterion 1", "tailoring.not_optional"),
        ("criterion nowhere", "tailoring.not_optional"),
        ("criterion 1", "tailoring.nothing_left"),
    ]


def test_own_indicators_stand_in_the_place_of_their_criterion_and_share_its_points() -> None:
    set_ = (
        own("新增绿地", 12, operator=">=", target=Decimal(30), unit="公顷", basis="绩效目标申报表"),
        own("居民出行改善", 8),
    )
    fitted = tailored(sichuan(), Tailoring((), {"own": set_}))
    first, second = fitted.criteria[-2:]
    assert [(one.id, one.points, one.path[-1].zh) for one in (first, second)] == [
        ("own-1", 12, "own"),
        ("own-2", 8, "own"),
    ]
    assert (first.scorer, second.scorer) == ("builtin.target", "builtin.points")
    assert first.parameters == {
        "missed": "nothing",
        "operator": ">=",
        "target": 30,
        "unit": {"zh": "公顷", "en": "公顷"},
    }
    assert (first.scale, second.scale) == (None, 20)
    assert first.guidance is not None
    assert first.guidance.zh == "指标来源：绩效目标申报表"


def test_every_own_indicator_has_a_measured_value_of_its_own() -> None:
    slot = {"self_defined": {"use": "builtin.target", "fact": "achieved"}}
    made = template(leaf("2.1", 60, "一", **slot), leaf("2.2", 40, "一"))
    aims = [own(name, 30, operator=">=", target=Decimal(1)) for name in ("甲", "乙")]
    fitted = tailored(made, Tailoring((), {"2.1": tuple(aims)}))
    assert [one.parameters.get("fact") for one in fitted.criteria] == [
        "achieved_2_1_1",
        "achieved_2_1_2",
        None,
    ]


def test_own_indicators_share_what_their_place_has_after_others_were_left_out() -> None:
    both = template(
        leaf("a", 40, "一", optional=True),
        leaf("b", 60, "一", self_defined={"use": "builtin.target"}),
    )
    fitted = tailored(both, Tailoring(("a",), {"b": (own("甲", 45), own("乙", 55))}))
    assert points(fitted) == {"b-1": "45", "b-2": "55"}


def test_everything_wrong_with_own_indicators_is_said_at_once() -> None:
    wrong = (
        own(" ", 5),
        own("缺目标", 5, operator=">="),
        own("缺符号", 5, target=Decimal(1)),
        own("缺上限", 5, operator="between", target=Decimal(1)),
        own("颠倒", 5, operator="between", target=Decimal(3), upper=Decimal(2)),
        own("零分", 0),
        own("不认识", 1, operator="!=", target=Decimal(1)),
    )
    assert codes(sichuan(), Tailoring((), {"own": wrong})) == [
        ("criterion own-1", "tailoring.untitled"),
        ("criterion own-2", "tailoring.target_missing"),
        ("criterion own-3", "tailoring.operator_missing"),
        ("criterion own-4", "tailoring.upper"),
        ("criterion own-5", "template.order"),
        ("criterion own-6", "tailoring.points"),
        ("criterion own-7", "tailoring.operator"),
        ("criterion own", "tailoring.sum"),
    ]


def test_own_indicators_need_a_place_that_the_template_leaves_them() -> None:
    assert codes(sichuan(), Tailoring((), {"1": (own("甲", 30),)})) == [("criterion 1", "tailoring.no_place")]


def test_a_decision_reads_back_as_it_was_written() -> None:
    decided = Tailoring(
        ("social",),
        {
            "own": (
                own("绿地", "12.5", operator="between", target=Decimal(3), upper=Decimal("4.5"), unit="公顷"),
            )
        },
    )
    assert read_tailoring(decided.written()) == decided
    assert read_tailoring(None).is_empty


def test_the_same_decision_has_the_same_digest_whatever_its_order_and_another_has_another() -> None:
    whole = sichuan()
    one = tailored(whole, Tailoring(("economic", "social"))).digest
    assert tailored(whole, Tailoring(("social", "economic"))).digest == one
    assert tailored(whole, Tailoring(("economic",))).digest not in {one, whole.digest}


@given(
    st.lists(st.integers(1, 100_000), min_size=2, max_size=12),
    st.integers(1, 10_000),
    st.data(),
)
def test_every_heading_keeps_exactly_its_points(parts: list[int], rest: int, data: st.DataObject) -> None:
    total = sum(parts) + rest
    weights = [Decimal(100) * one / total for one in (*parts, rest)]
    exact = [one.quantize(Decimal("0.0001")) for one in weights[:-1]]
    if min(exact) <= 0 or sum(exact) >= 100:
        return
    leaves = [leaf(str(n), one, "一", optional=True) for n, one in enumerate(exact)]
    made = template(*leaves, leaf("rest", 100 - sum(exact), "二"))
    gone = data.draw(st.sets(st.sampled_from(range(len(exact))), max_size=len(exact) - 1))
    left = points_of(made, [str(n) for n in gone])
    kept = [left[str(n)] for n in range(len(exact)) if n not in gone]
    assert sum(kept) == sum(exact)
    assert all(after >= before for n, before in enumerate(exact) if (after := left.get(str(n), before)))
    assert left["rest"] == 100 - sum(exact)
    scale = sum(exact, Decimal(0)) / (sum(exact, Decimal(0)) - sum((exact[n] for n in gone), Decimal(0)))
    assert all(
        abs(left[str(n)] - one * scale) < Decimal("0.01") for n, one in enumerate(exact) if n not in gone
    )


def test_criteria_of_a_plugin_know_nothing_of_it() -> None:
    assert not {"optional", "self_defined"} & set(Criterion.__dataclass_fields__)
