"""What a campaign pinned is put together again, or what is missing is named."""

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

import pytest

from reviewhub.domain.errors import Invalid, PluginError
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice, Registry, check_template, pinned

REGISTRY = load_plugins()
TEMPLATE = REGISTRY.templates["prior-assessment-national"]


def choice(aggregator: str = "builtin.median@1", policy: str = "builtin.kunming_2021@1") -> Choice:
    return Choice(aggregator, "builtin.cn_90_80_60@1", policy, {})


def test_pins_become_rules() -> None:
    assert REGISTRY.rules(TEMPLATE, choice()).pins() == {
        "template": f"prior-assessment-national@{TEMPLATE.version}",
        "template_digest": TEMPLATE.digest,
        "aggregator": "builtin.median@1",
        "grade_scale": "builtin.cn_90_80_60@1",
        "conclusion_scale": "builtin.support_85_60@1",
        "policy": "builtin.kunming_2021@1",
    }


def test_without_a_policy_no_money_is_recommended() -> None:
    assert REGISTRY.rules(TEMPLATE, choice(policy="")).policy is None


def test_without_a_named_scale_the_templates_own_counts() -> None:
    own = Choice("builtin.median", "", "", {})
    assert REGISTRY.rules(TEMPLATE, own).grade_scale.key == TEMPLATE.grade_scale


def test_a_part_that_is_not_installed_is_named() -> None:
    with pytest.raises(PluginError) as refused:
        REGISTRY.rules(TEMPLATE, choice("gone.mean@1"))
    assert (refused.value.code, refused.value.values) == ("plugin.missing", {"key": "gone.mean"})


def test_another_version_than_the_pinned_one_is_never_used_in_silence() -> None:
    with pytest.raises(PluginError) as refused:
        pinned(REGISTRY.aggregators, "builtin.median@9")
    assert refused.value.code == "plugin.other_version"
    assert refused.value.values == {"key": "builtin.median", "pinned": "9", "present": "1"}


def test_a_template_that_names_what_nobody_offers_is_refused_with_every_place() -> None:
    first, second, *rest = TEMPLATE.criteria
    broken = replace(
        TEMPLATE,
        grade_scale="gone.scale",
        criteria=(
            replace(first, scorer="gone.scorer"),
            replace(second, parameters={**deepcopy(dict(second.parameters)), "step": Decimal(-1)}),
            *rest,
        ),
    )
    with pytest.raises(Invalid) as refused:
        check_template(REGISTRY, broken)
    assert [(one.path, one.code) for one in refused.value.problems] == [
        ("grade_scale", "template.unknown_scale"),
        ("criterion 1.1", "template.unknown_scorer"),
        ("criterion 1.2 / scorer/step", "shape.exclusiveMinimum"),
    ]


def test_every_template_that_ships_is_fit() -> None:
    for template in REGISTRY.templates.values():
        check_template(REGISTRY, template)


def test_the_registry_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        REGISTRY.scorers = {}  # type: ignore[misc]  # that is the point
    assert isinstance(REGISTRY, Registry)


def test_what_a_scorer_says_is_wrong_with_its_parameters_is_named_by_criterion_and_path() -> None:
    first, second, *rest = TEMPLATE.criteria
    text = {"zh": "要素", "en": "element"}
    half = {"id": "a", "text": text, "share": Decimal("0.5")}
    broken = replace(
        TEMPLATE,
        criteria=(
            replace(first, scorer="builtin.elements", parameters={"elements": [half]}),
            replace(second, scorer="builtin.formula", parameters={"expression": "a +", "names": {"a": text}}),
            *rest,
        ),
    )
    with pytest.raises(Invalid) as refused:
        check_template(REGISTRY, broken)
    assert [(one.path, one.code) for one in refused.value.problems] == [
        ("criterion 1.1 / scorer/elements", "template.shares"),
        ("criterion 1.2 / scorer/expression", "expression.ends"),
    ]


def test_one_measured_value_asked_for_in_two_units_is_refused_at_the_second_criterion() -> None:
    first, second, *rest = TEMPLATE.criteria
    spent = {"zh": "支出", "en": "Spent", "fact": "funds_spent"}
    pair = {"numerator": spent, "denominator": {"zh": "预算", "en": "Budget"}}

    def asked(unit: str) -> dict[str, object]:
        return {**pair, "unit": {"zh": unit, "en": unit}}

    broken = replace(
        TEMPLATE,
        criteria=(
            replace(first, scorer="builtin.rate", parameters=asked("万元")),
            replace(second, scorer="builtin.rate", parameters=asked("元")),
            *rest,
        ),
    )
    with pytest.raises(Invalid) as refused:
        check_template(REGISTRY, broken)
    assert [(one.path, one.code) for one in refused.value.problems] == [
        ("criterion 1.2", "template.fact_in_two_units")
    ]


def test_a_criterion_is_checked_on_the_scale_it_is_scored_on() -> None:
    first, *rest = TEMPLATE.criteria
    label = {"zh": "档", "en": "range"}
    bounds = [("a", 60, 100), ("b", 0, 60)]
    ranges = [{"id": id_, "label": label, "at_least": low, "at_most": high} for id_, low, high in bounds]
    scaled = replace(first, scorer="builtin.ranges", parameters={"ranges": ranges}, scale=Decimal(100))
    check_template(REGISTRY, replace(TEMPLATE, criteria=(scaled, *rest)))
    with pytest.raises(Invalid):
        check_template(REGISTRY, replace(TEMPLATE, criteria=(replace(scaled, scale=None), *rest)))
