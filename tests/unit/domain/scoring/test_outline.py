"""The tree as it is being written: every sum exact, and no sum refused because something is unsound."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reviewhub.domain.scoring.outline import outline
from reviewhub.domain.scoring.template import parse
from reviewhub.plugin.templates import read_toml, template_folder

SHIPPED = sorted(template_folder().glob("*.toml"))


def leaf(path: str, **weight: object) -> dict[str, Any]:
    words = [{"zh": level, "en": level} for level in path.split("/")]
    return {"id": "1", "path": words, "title": words[0], **weight}


def shown(source: dict[str, Any]) -> list[tuple[str, int | None, Decimal]]:
    return [("/".join(line.path), line.place, line.worth) for line in outline(source).lines]


def test_points_are_summed_under_every_heading_and_what_is_no_number_counts_as_nothing() -> None:
    leaves = [
        leaf("甲/一", points=2),
        leaf("甲/一", points=Decimal("0.5")),
        leaf("甲/二", points="五"),
        leaf("乙"),
    ]
    assert shown({"criterion": leaves}) == [
        ("甲", None, Decimal("2.5")),
        ("甲/一", None, Decimal("2.5")),
        ("甲/一", 0, Decimal(2)),
        ("甲/一", 1, Decimal("0.5")),
        ("甲/二", None, Decimal(0)),
        ("甲/二", 2, Decimal(0)),
        ("乙", None, Decimal(0)),
        ("乙", 3, Decimal(0)),
    ]


def test_in_percent_a_heading_sums_its_children_and_a_criterion_comes_to_points() -> None:
    source = {
        "weighting": "percent",
        "group": [{"path": ["甲"], "percent": 40}, {"path": ["甲", "一"], "percent": Decimal("62.5")}],
        "criterion": [leaf("甲/一", percent=Decimal("33.3")), leaf("甲", percent=30)],
    }
    assert shown(source) == [
        ("甲", None, Decimal("92.5")),
        ("甲/一", None, Decimal("33.3")),
        ("甲/一", 0, Decimal("8.325")),
        ("甲", 1, Decimal(12)),
    ]
    assert outline(source).total == 40


def test_a_heading_whose_criteria_stand_apart_has_two_lines_and_one_sum() -> None:
    source = {"criterion": [leaf("甲", points=1), leaf("乙", points=2), leaf("甲", points=3)]}
    headings = [(line.heading, line.worth) for line in outline(source).lines if line.place is None]
    assert headings == [(0, 4), (1, 2), (0, 4)]
    assert outline(source).total == 6


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_points_of_a_sound_template_are_those_it_is_scored_by(file: Path) -> None:
    source = read_toml(file.read_text("utf-8"))
    lines = outline(source).lines
    worth = [line.worth for line in lines if line.place is not None]
    assert worth == [criterion.points for criterion in parse(source).criteria]
    assert outline(source).total == 100
