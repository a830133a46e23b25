"""The templates that ship: which, and that they are sound."""

from decimal import Decimal

import pytest

from reviewhub.builtin.templates import register_scoring_templates
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.plugin.templates import load_template

TEMPLATES = {one.id: one for one in map(load_template, register_scoring_templates())}


def test_the_three_of_the_first_edition_are_offered() -> None:
    assert set(TEMPLATES) >= {
        "prior-assessment-national",
        "project-evaluation-national",
        "department-overall-2013",
    }


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_every_template_gives_a_hundred_points_and_explains_itself_in_both_languages(
    template: ScoringTemplate,
) -> None:
    assert template.full_marks == Decimal(100)
    silent = [
        one.id
        for one in template.criteria
        if one.guidance is None or not one.guidance.en or not one.guidance.zh
    ]
    assert silent == []


def test_the_prior_assessment_has_the_leaves_of_the_national_table() -> None:
    ids = [one.id for one in TEMPLATES["prior-assessment-national"].criteria]
    assert ids == [f"{dimension}.{leaf}" for dimension in range(1, 6) for leaf in range(1, 5)]
