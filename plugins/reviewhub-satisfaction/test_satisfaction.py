import shutil
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import reviewhub_satisfaction
from click.testing import CliRunner

from reviewhub.plugin.manager import load_plugins
from reviewhub.testing import check_scorer, criterion_for

HERE = Path(__file__).parent
MODULE = "reviewhub_satisfaction"
KEY = "satisfaction.rate"


@pytest.fixture
def scorer() -> Any:
    return reviewhub_satisfaction.Satisfaction()


def answer(satisfied: int, fairly: int, dissatisfied: int) -> dict[str, str]:
    return {"satisfied": str(satisfied), "fairly": str(fairly), "dissatisfied": str(dissatisfied)}


@pytest.mark.parametrize(
    ("given", "points"),
    [
        (answer(90, 0, 10), "10.00"),  # at the upper mark
        (answer(75, 0, 25), "5.00"),  # half way between the marks
        (answer(60, 0, 40), "0.00"),  # at the lower mark
        (answer(0, 0, 40), "0.00"),
        (answer(50, 50, 0), "10.00"),  # fairly satisfied counts for 0.8
        (answer(2, 0, 1), "2.22"),
    ],
)
def test_points_grow_evenly_between_the_two_marks(scorer: Any, given: dict[str, str], points: str) -> None:
    (found,) = check_scorer(scorer, criterion_for(KEY, 10), [given])
    assert found is not None
    assert found.value == Decimal(points)


def test_bands_give_the_share_of_the_first_that_is_reached(scorer: Any) -> None:
    bands = [{"at_least": Decimal("0.9"), "share": 1}, {"at_least": Decimal("0.8"), "share": Decimal("0.6")}]
    criterion = criterion_for(KEY, 5, {"bands": bands})
    found = check_scorer(scorer, criterion, [answer(9, 0, 1), answer(8, 0, 2), answer(7, 0, 3)])
    assert [one.value for one in found if one] == [Decimal("5.00"), Decimal("3.00"), Decimal("0.00")]


def test_the_reason_names_the_rate(scorer: Any) -> None:
    (found,) = check_scorer(scorer, criterion_for(KEY, 10), [answer(2, 0, 1)])
    assert found is not None
    rate, sample = found.reasons
    assert dict(rate.values) == {"criterion": "1.1", "rate": "66.67"}
    assert sample.values["answers"] == "3"


# Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_the_interval_is_the_published_one(hits: int, of: int, low: str, high: str) -> None:
    found = reviewhub_satisfaction.wilson(Decimal(hits) / of, Decimal(of))
    assert [round(one, 4) for one in found] == [Decimal(low), Decimal(high)]


def test_by_the_lower_limit_few_replies_earn_less_than_many(scorer: Any) -> None:
    criterion = criterion_for(KEY, 10, {"by": "lower"})
    few, many = check_scorer(scorer, criterion, [answer(4, 0, 1), answer(400, 0, 100)])
    assert few is not None
    assert many is not None
    assert (few.value, many.value) == (Decimal("0.00"), Decimal("5.42"))


def test_everything_it_offers_keeps_its_contract(check_plugin: Callable[..., Any]) -> None:
    bands = {"bands": [{"at_least": Decimal("0.9"), "share": 1}]}
    check_plugin(
        reviewhub_satisfaction, [criterion_for(KEY, 10, one) for one in ({}, {"by": "lower"}, bands)]
    )


def test_a_survey_s_lines_are_counted_by_project(tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    replies = ["道路,满意"] * 9 + ["道路,基本满意", "道路,", "公厕,不满意"]
    survey.write_bytes("\n".join(["项目名称,满意度", *replies]).encode("gb18030"))
    counted = CliRunner().invoke(reviewhub_satisfaction.satisfaction, [str(survey)])
    assert counted.stdout.splitlines()[1:] == [
        "道路,9,1,0,1,98.00,69.45,99.91",
        "公厕,0,0,1,0,0.00,0.00,79.35",
    ]


def test_a_reply_on_neither_side_is_named_and_not_counted(tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    survey.write_text("项目名称,满意度\n道路,满意\n道路,一般\n", "utf-8")
    refused = CliRunner().invoke(reviewhub_satisfaction.satisfaction, [str(survey)])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "第 3 行" in refused.stderr


def test_without_replies_there_is_nothing_to_score(scorer: Any) -> None:
    assert check_scorer(scorer, criterion_for(KEY, 10), [{}, answer(0, 0, 0)]) == [None, None]


def test_it_is_found_as_a_file_in_the_plugins_folder(tmp_path: Path) -> None:
    shutil.copy(HERE / f"{MODULE}.py", tmp_path)
    assert load_plugins(tmp_path).scorers[KEY].version == "1"


def test_it_is_found_as_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]
    installed = tmp_path / f"{MODULE}-{project['version']}.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n", "utf-8")
    points = [f"{name} = {where}" for name, where in project["entry-points"]["reviewhub"].items()]
    (installed / "entry_points.txt").write_text("\n".join(["[reviewhub]", *points]), "utf-8")
    shutil.copy(HERE / f"{MODULE}.py", tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert load_plugins().scorers[KEY].title.en == "Satisfaction rate"


def test_nobody_else_offers_its_key() -> None:
    assert KEY not in load_plugins().scorers
