"""What deserves a second look in a template that is sound: warnings, each with the rule it rests on."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.grade import GradeScale
from reviewhub.domain.scoring.template import Criterion, Kind, ScoringTemplate

LEAST_OUTPUT_AND_BENEFIT: Final = Decimal(60)
RULE: Final = "财预〔2020〕10号"
_OUTPUT_OR_BENEFIT: Final = re.compile("产出|效益|效果|绩效")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_LATIN: Final = re.compile("[A-Za-z]")
_NUMBER_LIKE: Final = re.compile(r"[0-9]+\.[0-9]*0")


def warnings(
    template: ScoringTemplate, source: Mapping[str, Any], scale: GradeScale | None = None
) -> Iterator[Problem]:
    """List what a careful colleague would ask about; a template may ``waive`` a warning by its name.

    What is said of a heading is said once, not at every criterion below it. ``scale`` is the template's grade
    scale where it is installed.
    """
    waived = frozenset(source.get("waive", ()))
    said: set[tuple[str, tuple[object, ...]]] = set()
    for problem in (
        *_unfilled(source),
        *_output_and_benefit(template),
        *_criteria(template),
        *_vetoes(template, scale),
        *_untranslated_beside(source),
        *_untranslated(source),
    ):
        spoken = (problem.code, tuple(problem.values.values()))
        if problem.code.removeprefix("lint.") not in waived and spoken not in said:
            said.add(spoken)
            yield problem


def _unfilled(source: Mapping[str, Any]) -> Iterator[Problem]:
    """Find what an imported table left to be written: （请填写…）."""
    purpose = source.get("purpose") or {}
    for place, text in (("basis", source["basis"]), ("purpose/zh", purpose.get("zh", ""))):
        if text.startswith("（请"):
            yield Problem(f"field {place}", "lint.unfilled", {"text": text})


def _output_and_benefit(template: ScoringTemplate) -> Iterator[Problem]:
    """Compare with the rule that output and benefit weigh at least 60 % (项目支出绩效评价管理办法)."""
    if template.kind is not Kind.KEY_EVALUATION:
        return
    share = sum(
        (one.points for one in template.groups if _OUTPUT_OR_BENEFIT.search(one.title.zh)), Decimal(0)
    )
    if share < LEAST_OUTPUT_AND_BENEFIT:
        values = {"share": f"{share.normalize():f}", "least": f"{LEAST_OUTPUT_AND_BENEFIT:f}", "rule": RULE}
        yield Problem("", "lint.output_and_benefit", values)


def _criteria(template: ScoringTemplate) -> Iterator[Problem]:
    for one in template.criteria:
        if one.guidance is None:
            yield Problem(f"criterion {one.id}", "lint.no_guidance", {"id": one.id})
        if _NUMBER_LIKE.fullmatch(one.id):
            yield Problem(f"criterion {one.id}", "lint.id_reads_as_number", {"id": one.id})
        if one.id in template.optional and _stands_alone(template, one):
            yield Problem(f"criterion {one.id}", "lint.optional_alone", {"id": one.id})


def _stands_alone(template: ScoringTemplate, criterion: Criterion) -> bool:
    """Tell whether nothing else stands under a criterion's heading, to which its points could go."""
    path = criterion.path
    return sum(one.path[: len(path)] == path for one in template.criteria) == 1


def _vetoes(template: ScoringTemplate, scale: GradeScale | None) -> Iterator[Problem]:
    """Find vetoes after which a project could still get more than the worst grade."""
    if scale is None:
        return
    for one in template.vetoes:
        grade = scale.grade(one.most)
        if grade is not scale.bands[-1]:
            yield Problem(one.place, "lint.veto_most", {"cap": f"{one.most:f}", "grade": grade.id})


def _untranslated_beside(source: Mapping[str, Any]) -> Iterator[Problem]:
    for kind in ("veto", "precondition"):
        for one in source.get(kind, ()):
            yield from _untranslated(one, f"{kind} {one['id']}")


def _untranslated(node: Any, place: str = "") -> Iterator[Problem]:
    """Find English texts that are Chinese, at whatever depth of the source."""
    if isinstance(node, Mapping):
        place = f"criterion {node['id']}" if "id" in node and "scorer" in node else place
        english = node.get("en")
        if "zh" in node and isinstance(english, str) and _is_chinese(english):
            yield Problem(place, "lint.untranslated", {"text": str(node["zh"])[:20]})
        for value in node.values():
            yield from _untranslated(value, place)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _untranslated(value, place)


def _is_chinese(text: str) -> bool:
    return bool(_CHINESE.search(text)) and len(_CHINESE.findall(text)) > len(_LATIN.findall(text))
