"""What is installed, who offers it, who uses it, and what is missing."""

from pathlib import Path

import pytest

from reviewhub.domain.errors import Invalid, PluginError
from reviewhub.plugin.inventory import Inventory, Offer, inventory, offered_by
from reviewhub.plugin.manager import load_manager, load_plugins
from reviewhub.plugin.protocols import Words

HEAD = """
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import TemplateSource, Words

def words(text):
    return {"zh": text, "en": text}

def template(scorer, scale="builtin.cn_90_80_60"):
    criterion = {"id": "1", "path": [words("a")], "title": words("b"), "points": 100, "scorer": scorer}
    return TemplateSource("mine.toml", {
        "format": 1, "id": "mine", "version": 3, "kind": "prior_assessment", "title": words("我的"),
        "basis": "x", "standing": "example", "standing_note": words("c"), "purpose": words("d"),
        "weighting": "points", "grade_scale": scale, "criterion": [criterion]})
"""
TEMPLATE = (
    HEAD
    + """
@hookimpl
def register_scoring_templates():
    return [template(%s)]
"""
)


def found(folder: Path, source: str) -> Inventory:
    (folder / "mine.py").write_text(source, "utf-8")
    return inventory(load_manager(folder))[1]


def test_everything_that_ships_is_the_product_s_with_its_version_and_the_templates_that_use_it() -> None:
    registry, known = inventory(load_manager())
    (points,) = [one for one in known.offers if one.key == "builtin.points"]
    assert (points.plugin, points.hook, points.version) == ("reviewhub", "register_scorers", "1")
    assert points.plugin_version
    assert "prior-assessment-national" in points.templates
    assert set(registry.scorers) == {one.key for one in known.offers if one.hook == "register_scorers"}
    assert known.missing == ()


def test_a_scale_is_used_by_the_templates_that_grade_with_it_or_conclude() -> None:
    _, known = inventory(load_manager())
    users = {one.key: one.templates for one in known.offers}
    assert users["builtin.support_80_60"] == ("prior-assessment-policy",)


def test_a_template_of_a_single_file_is_listed_under_its_id_and_version(tmp_path: Path) -> None:
    known = found(tmp_path, TEMPLATE % '{"use": "builtin.points", "step": 1}')
    offers = [one for one in known.offers if one.plugin == "mine.py"]
    assert offers == [
        Offer("mine.py", "", "register_scoring_templates", "mine", "3", Words("我的", "我的"), ())
    ]


def test_a_scorer_and_a_scale_that_nobody_offers_are_missing_and_not_a_refusal(tmp_path: Path) -> None:
    known = found(tmp_path, TEMPLATE % '{"use": "gone.scorer"}, "gone.scale"')
    said = [(one.plugin, one.template, one.problem.path, one.problem.code) for one in known.missing]
    assert said == [
        ("mine.py", "mine", "grade_scale", "template.unknown_scale"),
        ("mine.py", "mine", "criterion 1", "template.unknown_scorer"),
    ]
    with pytest.raises(Invalid):
        load_plugins(tmp_path)


def test_parameters_that_the_scorer_does_not_take_are_missing_too(tmp_path: Path) -> None:
    (missing,) = found(tmp_path, TEMPLATE % '{"use": "builtin.points", "steps": 1}').missing
    assert missing.problem.code == "shape.additionalProperties"


def test_two_plugins_with_one_key_are_still_refused(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(TEMPLATE % '{"use": "builtin.points"}', "utf-8")
    with pytest.raises(PluginError):
        found(tmp_path, TEMPLATE % '{"use": "builtin.points"}')


def test_what_one_plugin_offers_is_its_own_and_nobody_else_s(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(TEMPLATE % '{"use": "builtin.points"}', "utf-8")
    [(hook, source)] = offered_by(load_manager(tmp_path), "mine.py")
    assert (hook, source.origin) == ("register_scoring_templates", "mine.toml")
