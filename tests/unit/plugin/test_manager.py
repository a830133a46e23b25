"""Finding plugins in a folder, and refusing to start with a broken one, by name."""

from pathlib import Path

import pytest

from reviewhub.domain.errors import PluginError
from reviewhub.plugin.manager import load_plugins

SCALE = """
from decimal import Decimal
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Band, GradeScale, Words

@hookimpl
def register_grade_scales():
    name = Words("合格", "pass")
    return [GradeScale("{key}", "1", name, (Band("pass", name, Decimal(60)), Band("fail", name, Decimal(0))))]
"""


def refusal(folder: Path, source: str) -> PluginError:
    (folder / "mine.py").write_text(source, "utf-8")
    with pytest.raises(PluginError) as refused:
        load_plugins(folder)
    return refused.value


def test_a_single_file_in_the_folder_adds_what_it_offers(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(SCALE.format(key="mine.scale"), "utf-8")
    added = set(load_plugins(tmp_path).grade_scales) - set(load_plugins().grade_scales)
    assert added == {"mine.scale"}


def test_an_empty_folder_adds_nothing(tmp_path: Path) -> None:
    assert set(load_plugins(tmp_path).scorers) == set(load_plugins().scorers)


def test_two_plugins_with_one_key_stop_the_start(tmp_path: Path) -> None:
    error = refusal(tmp_path, SCALE.format(key="builtin.cn_90_80_60"))
    both = {"first": "reviewhub.builtin.scales", "second": "mine.py"}
    assert (error.code, error.values) == ("plugin.doubled_key", {"key": "builtin.cn_90_80_60", **both})


def test_a_misspelt_hook_stops_the_start_and_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path, "def register_scorer():\n    return []\n")
    assert (error.code, error.values) == ("plugin.unknown_hook", {"message": "mine.py: register_scorer"})


def test_a_hook_with_a_wrong_argument_stops_the_start(tmp_path: Path) -> None:
    asks_for_the_app = "@hookimpl\ndef register_scorers(app):\n    return []\n"
    error = refusal(tmp_path, f"from reviewhub.plugin.hookspecs import hookimpl\n\n{asks_for_the_app}")
    assert error.code == "plugin.wrong_hook"
    assert "mine.py" in str(error.values["message"])


def test_a_file_that_cannot_be_imported_stops_the_start(tmp_path: Path) -> None:
    error = refusal(tmp_path, "import nothing_of_this_name\n")
    assert error.code == "plugin.broken_import"
    assert str(error.values["message"]).startswith("mine.py: ")


def test_a_scale_with_a_gap_stops_the_start(tmp_path: Path) -> None:
    error = refusal(tmp_path, SCALE.format(key="mine.scale").replace("Decimal(0)", "Decimal(10)"))
    assert (error.code, error.values) == ("plugin.bad_scale", {"key": "mine.scale"})
