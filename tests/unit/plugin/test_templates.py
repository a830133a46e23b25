"""Loading a template: shape first, with every place, then sense."""

import json
import tomllib
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.protocols import TemplateSource
from reviewhub.plugin.templates import load_template, read_toml, template_folder, write_toml

PATH = template_folder() / "prior-assessment-national.toml"
SCHEMA = json.loads((template_folder() / "scoring_template.schema.json").read_text("utf-8"))
REGISTRY = load_plugins()
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
        ("criterion 1.1 / points", "shape.type"),
        ("criterion 1.2", "shape.required"),
    }


def test_sense_is_checked_after_shape() -> None:
    broken = deepcopy(SOURCE)
    broken["criterion"][0]["points"] = 4
    assert problems(broken) == [("", "template.total")]


def test_a_source_written_as_toml_reads_as_it_was() -> None:
    assert read_toml(write_toml(SOURCE)) == SOURCE


def test_what_is_no_toml_is_refused_in_words() -> None:
    with pytest.raises(Invalid) as refused:
        read_toml("id = ")
    assert [one.code for one in refused.value.problems] == ["template.not_toml"]


@pytest.mark.parametrize("key", sorted(key for key in REGISTRY.scorers if key.startswith("builtin.")))
def test_editors_know_the_parameters_of_every_built_in_scorer(key: str) -> None:
    described = SCHEMA["$defs"][key.removeprefix("builtin.")]["properties"]
    assert set(described) == set(REGISTRY.scorers[key].parameters["properties"])
    assert key in SCHEMA["$defs"]["scorer"]["properties"]["use"]["examples"]
