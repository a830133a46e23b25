"""The templates that ship: which, that they are sound, and that their points are those of their tables."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.builtin.templates import register_scoring_templates
from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.sheet import score
from reviewhub.domain.scoring.template import Criterion, Kind, ScoringTemplate
from reviewhub.domain.scoring.tree import Weighting
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.templates import load_template

REGISTRY = load_plugins()
SHIPPED = (load_template(one) for one in register_scoring_templates())
TEMPLATES = {one.id: one for one in SHIPPED}
LOCAL = {"agency-quality-jiading", "department-overall-sichuan", "project-evaluation-sichuan"}

# The points of level 1, and how many criteria there are, by the table each template was made from. Where no
# rule and no published table gives them, the figures are the template's own proposal: the criteria of
# Beijing and of policies, purchases, the legacy PPP, the budget review, most of the nested percentages.
TABLES = [
    ("prior-assessment-national", [20, 20, 20, 20, 20], 20),
    ("prior-assessment-beijing", [30, 15, 15, 25, 15], 20),
    ("prior-assessment-policy", [25, 20, 20, 20, 15], 20),
    ("special-bond-prior-assessment", [25, 12, 10, 21, 5, 12, 15], 25),
    ("project-evaluation-national", [20, 20, 30, 30], 17),
    ("project-evaluation-national-b", [15, 25, 35, 25], 20),
    ("project-evaluation-sichuan", [20, 10, 70], 18),
    ("department-overall-2013", [15, 35, 25, 25], 28),
    ("department-overall-sichuan", [25, 30, 45], 28),
    ("nested-percent-2008", [25, 30, 15, 30], 12),
    ("goal-review", [20, 30, 30, 20], 8),
    ("self-evaluation", [10, 50, 30, 10], 9),
    ("purchased-services", [15, 25, 35, 25], 14),
    ("ppp-legacy", [80, 10, 10], 14),
    ("budget-review", [25, 25, 25, 25], 16),
    ("agency-quality-jiading", [30, 20, 50], 5),
]

# The points of every criterion where a published table gives them all.
PUBLISHED = [
    (
        "special-bond-prior-assessment",
        [3, 5, 5, 6, 6, 2, 2, 6, 2, 5, 2, 3, 6, 5, 5, 5, 5, 2, 2, 2, 2, 2, 2, 2, 13],
    ),
    ("project-evaluation-sichuan", [5, 5, 5, 5, 3, 4, 3, 5, 5, 5, 5, *[10, 10, 5, 5, 5, 5], 10]),
    (
        "department-overall-sichuan",
        [5, 5, 5, 5, 5, 1, 1, 2, 2, 3, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 20, 5, 5, 5, 3, 3, 4],
    ),
    ("agency-quality-jiading", [15, 15, 20, 25, 25]),
]


@pytest.fixture(params=list(TEMPLATES.values()), ids=list(TEMPLATES))
def template(request: pytest.FixtureRequest) -> ScoringTemplate:
    """Every template that ships, in turn."""
    shipped: ScoringTemplate = request.param
    return shipped


def test_every_kind_of_review_has_a_template_that_ships() -> None:
    assert {one.kind for one in TEMPLATES.values()} == set(Kind)


@pytest.mark.parametrize(("name", "points", "count"), TABLES, ids=[one[0] for one in TABLES])
def test_level_one_and_the_number_of_criteria_are_those_of_the_table(
    name: str, points: list[int], count: int
) -> None:
    shipped = TEMPLATES[name]
    assert [group.points for group in shipped.groups] == points
    assert len(shipped.criteria) == count


def test_every_file_that_ships_is_held_against_its_table() -> None:
    assert sorted(name for name, *_ in TABLES) == sorted(TEMPLATES)


@pytest.mark.parametrize(("name", "points"), PUBLISHED, ids=[one[0] for one in PUBLISHED])
def test_the_points_of_a_published_table_are_kept_line_by_line(name: str, points: list[int]) -> None:
    assert [one.points for one in TEMPLATES[name].criteria] == points


def test_what_is_said_of_points_and_headings_sums_to_a_hundred_at_every_level(
    template: ScoringTemplate,
) -> None:
    assert template.full_marks == Decimal(100)
    assert sum((group.points for group in template.groups), Decimal(0)) == Decimal(100)
    named = template.written.get("group", ())
    if template.weighting is Weighting.PERCENT:
        assert {tuple(one["path"]) for one in named} == set(headings(template))
    assert [one for one in named if not one.get(template.weighting)] == []


def headings(template: ScoringTemplate) -> Iterator[tuple[str, ...]]:
    """Give every heading by its Chinese titles from the top."""
    for one in template.criteria:
        for depth in range(1, len(one.path) + 1):
            yield tuple(level.zh for level in one.path[:depth])


def test_every_text_is_there_in_both_languages(template: ScoringTemplate) -> None:
    pairs = list(texts(template.written))
    assert [zh for zh, en in pairs if not zh.strip() or not en.strip()] == []
    assert len(pairs) > len(template.criteria) * 3


def texts(node: Any) -> Iterator[tuple[str, str]]:
    """Give every pair of texts in a source."""
    if isinstance(node, Mapping):
        if "zh" in node or "en" in node:
            yield node.get("zh", ""), node.get("en", "")
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts(value)


def test_every_criterion_tells_in_both_languages_what_to_look_at_and_what_earns_points(
    template: ScoringTemplate,
) -> None:
    brief = [
        one.id
        for one in template.criteria
        if one.guidance is None
        or len(one.guidance.zh.strip().splitlines()) < 3
        or len(one.guidance.en.strip().splitlines()) != len(one.guidance.zh.strip().splitlines())
    ]
    assert brief == []


def test_a_criterion_that_may_be_left_out_says_when(template: ScoringTemplate) -> None:
    told = {one.id for one in template.criteria if one.guidance and "不适用：" in one.guidance.zh}
    assert told == {one.id for one in template.criteria if one.not_applicable != "refuse"}


def test_the_scales_it_names_are_offered(template: ScoringTemplate) -> None:
    scales = {template.grade_scale, *filter(None, [template.conclusion_scale])}
    assert scales <= REGISTRY.grade_scales.keys()


def test_what_is_only_proposed_is_called_an_example(template: ScoringTemplate) -> None:
    assert template.standing == ("local_rule" if template.id in LOCAL else "example")
    assert "示例" in template.standing_note.zh
    assert "example" in template.standing_note.en


def test_no_id_is_read_as_another_number_by_a_spreadsheet(template: ScoringTemplate) -> None:
    assert [one.id for one in template.criteria if one.id.endswith("0")] == []


def test_the_best_answers_get_exactly_a_hundred(template: ScoringTemplate) -> None:
    answers = {one.id: Answer(best(one)) for one in template.criteria} | all_met(template)
    assert score(template, answers, REGISTRY.scorers).total == Decimal(100)


def test_the_worst_answers_get_next_to_nothing(template: ScoringTemplate) -> None:
    answers = {one.id: Answer(worst(one), reason="未达到") for one in template.criteria} | all_met(template)
    sheet = score(template, answers, REGISTRY.scorers)
    assert sheet.total < Decimal(25)
    full = [one.id for given, one in zip(sheet.points, template.criteria, strict=True) if given == one.points]
    assert full == []


def test_an_empty_sheet_is_not_scored(template: ScoringTemplate) -> None:
    with pytest.raises(Invalid) as refused:
        score(template, {}, REGISTRY.scorers)
    silent = {"builtin.elements", "builtin.deductions"}  # nothing ticked and nothing found are answers
    asked = {f"criterion {one.id}" for one in template.criteria if one.scorer not in silent}
    assert asked <= {one.path for one in refused.value.problems}


def all_met(template: ScoringTemplate) -> dict[str, Answer]:
    """Call every pre-condition met, which carries no points."""
    return {one.id: Answer({"met": "yes"}) for one in template.preconditions}


def ends(criterion: Criterion) -> tuple[dict[str, str], dict[str, str]]:
    """Give the best and the worst answer to a criterion, by its scorer."""
    return ANSWERS[criterion.scorer](criterion.as_scored, criterion.parameters)


def best(criterion: Criterion) -> dict[str, str]:
    """Give the best answer to a criterion."""
    return ends(criterion)[0]


def worst(criterion: Criterion) -> dict[str, str]:
    """Give the worst answer to a criterion."""
    return ends(criterion)[1]


Ends = tuple[dict[str, str], dict[str, str]]


def of_points(criterion: Criterion, _: Mapping[str, Any]) -> Ends:
    return {"points": f"{criterion.points:f}"}, {"points": "0"}


def of_levels(_: Criterion, given: Mapping[str, Any]) -> Ends:
    return {"level": given["levels"][0]["id"]}, {"level": given["levels"][-1]["id"]}


def of_elements(_: Criterion, given: Mapping[str, Any]) -> Ends:
    names = [f"e.{one['id']}" for one in given["elements"]]
    return dict.fromkeys(names, "1"), dict.fromkeys(names, "0")


def of_rate(_: Criterion, __: Mapping[str, Any]) -> Ends:
    return {"numerator": "7", "denominator": "7"}, {"numerator": "0", "denominator": "7"}


def of_bands(_: Criterion, given: Mapping[str, Any]) -> Ends:
    first = given["bands"][0]
    lower = "at_least" in first
    good = str(first["at_least"] if lower else first["at_most"])
    return {"value": good}, {"value": "0" if lower else "1000"}


def of_deductions(_: Criterion, given: Mapping[str, Any]) -> Ends:
    found = {f"d.{one['id']}": str(one.get("most", 100)) for one in given["findings"]}
    return dict.fromkeys(found, "0"), found


def of_excess(_: Criterion, given: Mapping[str, Any]) -> Ends:
    if given.get("change_of"):
        return {"now": "5", "before": "5"}, {"now": "500", "before": "5"}
    bad = "1000" if given["direction"] == "above" else "0"
    return {"value": str(given["limit"])}, {"value": bad}


def of_target(_: Criterion, given: Mapping[str, Any]) -> Ends:
    bad = "100000" if given["operator"] == "<=" else "0"
    return {"value": str(given["target"])}, {"value": bad}


def of_ranges(_: Criterion, given: Mapping[str, Any]) -> Ends:
    first, last = given["ranges"][0], given["ranges"][-1]
    good = {"range": first["id"], "points": str(first["at_most"])}
    return good, {"range": last["id"], "points": str(last["at_least"])}


def of_mixed(_: Criterion, given: Mapping[str, Any]) -> Ends:
    levels = given["judged"]["levels"]
    good = {"numerator": "7", "denominator": "7", "level": levels[0]["id"]}
    return good, {"numerator": "0", "denominator": "7", "level": levels[-1]["id"]}


def of_satisfaction(_: Criterion, given: Mapping[str, Any]) -> Ends:
    if given.get("input") == "counts":
        return {"satisfied": "90", "answers": "100"}, {"satisfied": "0", "answers": "100"}
    return {"value": "90"}, {"value": "0"}


ANSWERS: Mapping[str, Callable[[Criterion, Mapping[str, Any]], Ends]] = {
    "builtin.points": of_points,
    "builtin.levels": of_levels,
    "builtin.elements": of_elements,
    "builtin.rate": of_rate,
    "builtin.bands": of_bands,
    "builtin.deductions": of_deductions,
    "builtin.excess": of_excess,
    "builtin.target": of_target,
    "builtin.ranges": of_ranges,
    "builtin.mixed": of_mixed,
    "builtin.satisfaction": of_satisfaction,
}


def test_the_prior_assessment_has_the_leaves_of_the_national_table() -> None:
    ids = [one.id for one in TEMPLATES["prior-assessment-national"].criteria]
    assert ids == [f"{dimension}.{leaf}" for dimension in range(1, 6) for leaf in range(1, 5)]


def test_nested_percentages_are_those_that_could_be_read() -> None:
    points = {one.id: one.points for one in TEMPLATES["nested-percent-2008"].criteria}
    assert [points[one] for one in ("1.1", "1.2", "2.1.1")] == [
        10,
        15,
        9,
    ]  # 25 % × 40 %, × 60 %; 30 × 60 × 50
    assert {one.scale for one in TEMPLATES["nested-percent-2008"].criteria} == {Decimal(100)}


def test_operation_and_maintenance_weigh_sixty_of_the_legacy_ppp() -> None:
    points = {one.title.zh: one.points for one in TEMPLATES["ppp-legacy"].criteria}
    assert points["项目运营"] + points["项目维护"] >= 60


@pytest.mark.parametrize(
    ("now", "points"),
    [("100", "3"), ("101", "2.7"), ("101.9", "2.7"), ("104", "1.8"), ("110", "0"), ("150", "0")],
)
def test_staff_above_the_posts_cost_three_tenths_a_percentage_point(now: str, points: str) -> None:
    department = TEMPLATES["department-overall-2013"]
    (staff,) = (one for one in department.criteria if one.title.zh == "在职人员控制率")
    given = REGISTRY.scorers[staff.scorer].score(staff, {"value": Decimal(now)})
    assert given is not None
    assert given.value == Decimal(points)
