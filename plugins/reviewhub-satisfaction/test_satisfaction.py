import importlib
import shutil
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reviewhub.plugin.manager import load_plugins
from reviewhub.testing import check_scorer, criterion_for

HERE = Path(__file__).parent
MODULE = "reviewhub_satisfaction"
KEY = "satisfaction.rate"


@pytest.fixture
def scorer(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(HERE))
    return importlib.import_module(MODULE).Satisfaction()


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
    assert [dict(one.values) for one in found.reasons] == [{"criterion": "1.1", "rate": "66.67"}]


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
