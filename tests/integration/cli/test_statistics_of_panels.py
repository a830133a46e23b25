"""One file with the scores of many panels."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from reviewhub.cli import main
from reviewhub.stats.report import report

Matrix = list[list[float | None]]
NORTH: Final[Matrix] = [[90.0, 85.0], [70.0, 72.0], [60.0, 66.0]]
SOUTH: Final[Matrix] = [[95.0, 92.0, 90.0], [85.0, 88.0, None]]
PANELS = """专家组,项目,甲,乙,丙,丁
北,路,90,85,,
南,桥,,95,92,90
北,河,70,72,,
南,湖,,85,88,
北,塘,60,66,,
"""


def run(tmp_path: Path, content: str, *options: str) -> Result:
    file = tmp_path / "panels.csv"
    file.write_text(content, "utf-8")
    return CliRunner().invoke(main, ["statistics", str(file), *options])


def read(tmp_path: Path, content: str, *options: str) -> list[Mapping[str, Any]]:
    result = run(tmp_path, content, "--json", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    found: list[Mapping[str, Any]] = json.loads(result.stdout)["panels"]
    return found


def test_every_panel_has_the_report_of_its_own_matrix_in_order_of_first_appearance(tmp_path: Path) -> None:
    found = read(tmp_path, PANELS)
    assert [one["panel"] for one in found] == ["北", "南"]
    for one, matrix in zip(found, (NORTH, SOUTH), strict=True):
        assert one["results"] == json.loads(json.dumps(dict(report(matrix).results)))


def test_who_scored_nothing_in_a_panel_is_left_out_of_it_and_counted(tmp_path: Path) -> None:
    north, south = read(tmp_path, PANELS)
    assert (north["raters"], north["raters_left_out"], north["missing"]) == (["甲", "乙"], 2, 0)
    assert (south["raters"], south["raters_left_out"], south["missing"]) == (["乙", "丙", "丁"], 1, 1)
    assert (north["targets"], south["targets"]) == (["路", "河", "塘"], ["桥", "湖"])


@pytest.mark.parametrize("title", ["专家组", "组", "组别", "评审组", "批次", "Panel", "GROUP", "评审 批次"])
def test_the_column_of_panels_is_known_by_its_title(tmp_path: Path, title: str) -> None:
    assert len(read(tmp_path, PANELS.replace("专家组", title, 1))) == 2


def test_any_other_title_is_named_by_an_option(tmp_path: Path) -> None:
    content = PANELS.replace("专家组", "片区", 1)
    assert [one["panel"] for one in read(tmp_path, content, "--panel", "片区")] == ["北", "南"]


def test_the_column_of_panels_may_stand_anywhere(tmp_path: Path) -> None:
    found = read(tmp_path, "项目,甲,组,乙\n路,90,1,85\n河,70,1,72\n桥,80,2,81\n")
    assert [(one["panel"], one["targets"], one["raters"]) for one in found] == [
        ("1", ["路", "河"], ["甲", "乙"]),
        ("2", ["桥"], ["甲", "乙"]),
    ]


def test_a_bad_score_is_named_by_its_column_in_the_file(tmp_path: Path) -> None:
    result = run(tmp_path, "项目,甲,组,乙\n路,90,1,8O\n")
    assert (result.exit_code, "row 2, column 4 (乙): '8O' is not a score" in result.stderr) == (1, True)


def test_a_row_that_names_no_panel_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, "组,项目,甲,乙\n1,路,90,80\n,河,80,70\n")
    assert (result.exit_code, "row 3 names no panel" in result.stderr) == (1, True)


def test_a_panel_without_a_single_score_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, "组,项目,甲,乙\n1,路,90,80\n2,河,,\n")[1]
    assert (found["results"], found["raters_left_out"]) == ({}, 0)


@pytest.mark.parametrize("options", [("--panel", "片区"), ("--only", "西"), ("--only", "")])
def test_a_column_or_a_panel_that_is_not_there_is_a_usage_error(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    assert run(tmp_path, PANELS, *options).exit_code == 2


def test_one_panel_can_be_picked(tmp_path: Path) -> None:
    assert [one["panel"] for one in read(tmp_path, PANELS, "--only", "南")] == ["南"]


def test_the_text_begins_with_a_line_a_panel(tmp_path: Path) -> None:
    lines = run(tmp_path, PANELS).stdout.splitlines()
    assert [line.split()[:4] for line in lines[1:3]] == [["北", "3", "2", "0"], ["南", "2", "3", "1"]]
    assert [line for line in lines if line.startswith("专家组 panel：")] == [
        "专家组 panel：北    未打分的列 columns left out 2",
        "专家组 panel：南    未打分的列 columns left out 1",
    ]


def test_the_key_numbers_are_those_of_the_whole_report(tmp_path: Path) -> None:
    whole, short = read(tmp_path, PANELS), read(tmp_path, PANELS, "--summary")
    for one, other in zip(whole, short, strict=True):
        told = {key: entry for key, entry in other["results"].items() if key in one["results"]}
        assert set(other["results"]) - set(told) == {"ad_mean_of_targets"}
        for key, entry in told.items():
            assert entry == pytest.approx({name: one["results"][key][name] for name in entry})
        assert other["undefined"].items() <= one["undefined"].items()
        distances = one["results"]["ad_mean"]["value"]
        assert other["results"]["ad_mean_of_targets"]["value"] == pytest.approx(
            sum(distances) / len(distances)
        )


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_the_key_numbers_keep_to_what_scores_can_bear(tmp_path: Path, level: str) -> None:
    north, _ = read(tmp_path, PANELS, "--summary", "--level", level)
    expected = {
        "nominal": ["krippendorff_alpha_nominal"],
        "ordinal": ["krippendorff_alpha_ordinal", "kendall_w_tie_corrected"],
    }
    everything = [
        "icc(A,k)",
        f"krippendorff_alpha_{level}",
        "kendall_w_tie_corrected",
        "ad_mean_of_targets",
    ]
    assert [*north["results"]] == expected.get(level, everything)


def test_of_more_than_twenty_panels_the_text_shows_the_key_numbers(tmp_path: Path) -> None:
    rows = [f"{at},{project},{60 + at},{70 + at}" for at in range(21) for project in ("路", "河")]
    lines = run(tmp_path, "\n".join(["组,项目,甲,乙", *rows])).stdout.splitlines()
    assert len(lines) == 22


def test_a_workbook_is_read_as_its_csv(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in PANELS.splitlines():
        sheet.append([float(cell) if cell.isdigit() else cell or None for cell in row.split(",")])
    file = tmp_path / "panels.xlsx"
    book.save(file)
    result = CliRunner().invoke(main, ["statistics", str(file), "--json"])
    assert json.loads(result.stdout)["panels"] == read(tmp_path, PANELS)


def test_a_damaged_workbook_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(b"PK\x03\x04\x00\x00\xff\xfe")
    result = CliRunner().invoke(main, ["statistics", str(file)])
    assert (result.exit_code, result.stdout, "broken.xlsx" in result.stderr) == (
        1,
        "",
        True,
    )


def test_what_is_printed_can_go_to_a_file(tmp_path: Path) -> None:
    result = run(tmp_path, PANELS, "--json", "--output", str(tmp_path / "out.json"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "out.json").read_text("utf-8") == run(tmp_path, PANELS, "--json").stdout


@pytest.mark.slow
def test_the_panels_of_a_whole_country_are_summed_up_in_seconds(tmp_path: Path) -> None:
    rows = [
        f"{panel},{project},"
        + ",".join(str(50 + (panel * 31 + project * 17 + rater * 7) % 50) for rater in range(7))
        for panel in range(20_000)
        for project in range(5)
    ]
    head = "组,项目,甲,乙,丙,丁,戊,己,庚"
    start = time.perf_counter()
    found = read(tmp_path, "\n".join([head, *rows]), "--summary")
    assert len(found) == 20_000
    assert time.perf_counter() - start < 60
