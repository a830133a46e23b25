"""Loading a template: shape first, with every place, then sense."""

import tomllib
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.plugin.protocols import TemplateSource
from reviewhub.plugin.templates import Validator, load_template, shape_problems, template_folder

PATH = template_folder() / "prior-assessment-national.toml"
SOURCE: dict[str, Any] = tomllib.loads(PATH.read_text("utf-8"), parse_float=Decimal)


def problems(mapping: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        load_template(TemplateSource("here", mapping))
    return [(one.path, one.code) for one in refused.value.problems]


def test_a_shipped_file_loads() -> None:
    assert load_template(TemplateSource(PATH.name, SOURCE)).id == "prior-assessment-national"


def test_faults_of_shape_are_named_by_their_place() -> None:
    broken = deepcopy(SOURCE)
    broken["criterion"][0]["points"] = "five"
    del broken["criterion"][1]["title"]
    assert set(problems(broken)) == {
        ("criterion/0/points", "template.shape"),
        ("criterion/1", "template.shape"),
    }


def test_sense_is_checked_after_shape() -> None:
    broken = deepcopy(SOURCE)
    broken["criterion"][0]["points"] = 4
    assert problems(broken) == [("criterion", "template.sum")]


def test_an_exact_decimal_is_a_number_and_a_truth_value_is_none() -> None:
    schema = Validator({"type": "number"})
    assert list(shape_problems(schema, Decimal("0.5"))) == []
    assert [one.code for one in shape_problems(schema, True, "step ")] == ["template.shape"]
