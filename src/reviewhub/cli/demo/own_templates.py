"""Templates of the demo's own bureau: one in its second version, and one that is still being written."""

from collections.abc import Mapping
from typing import Any, Final

from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.scoring import editing
from reviewhub.services import template_drafts

DEPARTMENT: Final = "kunming-department"
TITLE: Final = {
    "zh": "昆明经开区部门整体支出绩效评价",
    "en": "Kunming zone: a department's overall expenditure",
}
WRITING: Final = {"zh": "昆明经开区事前绩效评估（拟稿）", "en": "Kunming zone: prior assessment (draft)"}
# What not every department has an effect on, and what each has indicators of its own for.
CHOSEN: Final[Mapping[str, Mapping[str, Any]]] = {
    "4.1.1": {"optional": True},
    "4.1.2": {"self_defined": {"use": "builtin.target", "fact": "achieved"}},
    "4.1.3": {"optional": True},
}
# The second version moves two points from the first criterion of output to the second.
SHIFTED: Final = {"3.1.1": -2, "3.1.2": 2}


def publish_first(stage: Stage) -> str:
    """Publish the bureau's own template for departments, some of it to be chosen by each; gives its id."""
    draft = template_drafts.clone_template(stage.work(), "department-overall-2013", DEPARTMENT)
    source: Mapping[str, Any] = editing.with_head(_source(stage, draft), {"title": TITLE})
    for place, leaf in enumerate(source["criterion"]):
        source = editing.with_leaf(source, place, {**leaf, **CHOSEN.get(leaf["id"], {})})
    _save(stage, draft, source)
    _publish(stage, draft)
    return DEPARTMENT


def publish_second(stage: Stage) -> None:
    """Publish its next version, with other points for two criteria."""
    draft = template_drafts.clone_template(stage.work(), DEPARTMENT, DEPARTMENT)
    source = _source(stage, draft)
    for place, leaf in enumerate(source["criterion"]):
        changed = {**leaf, "points": leaf["points"] + SHIFTED.get(leaf["id"], 0)}
        source = editing.with_leaf(source, place, changed)
    _save(stage, draft, source)
    _publish(stage, draft)


def begin_another(stage: Stage) -> None:
    """Leave a draft on the desk."""
    draft = template_drafts.clone_template(stage.work(), "prior-assessment-national", "kunming-assessment")
    _save(stage, draft, editing.with_head(_source(stage, draft), {"title": WRITING}))


def _source(stage: Stage, draft: int) -> Mapping[str, Any]:
    return template_drafts.draft_page(stage.work(), draft).source


def _save(stage: Stage, draft: int, source: Mapping[str, Any]) -> None:
    version = template_drafts.draft_page(stage.work(), draft).version
    template_drafts.save_draft(stage.work(), draft, source, version)


def _publish(stage: Stage, draft: int) -> None:
    version = template_drafts.draft_page(stage.work(), draft).version
    template_drafts.publish_draft(stage.work(), draft, version)
