"""Matches from files, as somebody without a server makes them."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

from reviewhub.cli import main

GRID: Final = "3 4\n1.0 0.5 0.25 0.25\n1.0 0.75 0 0.25\n0.5 1.0 0.25 0.5\n"
PAIRS: Final = "任务,专家,适配分\n路,甲,0.9\n路,乙,０.5\n路,丙,0\n桥,甲,0.8\n桥,乙,0.2\n桥,丙,\n"
EXPERTS: Final = "专家,单位,最多,class\n甲,院,2,财务\n乙,院,2,业务\n丙,所,1,业务\n"


def run(tmp_path: Path, scores: str, *words: str, **tables: str) -> Result:
    """Write the tables, each under the name of its option, and match."""
    (tmp_path / "scores.csv").write_text(scores, "utf-8")
    named = []
    for option, text in tables.items():
        path = tmp_path / f"{option}.csv"
        path.write_text(text, "utf-8")
        named += [f"--{option}", str(path)]
    return CliRunner().invoke(main, ["panels", "match", str(tmp_path / "scores.csv"), *words, *named])


def found(tmp_path: Path, scores: str, *words: str, **tables: str) -> dict[str, Any]:
    result = run(tmp_path, scores, *words, "--json", **tables)
    assert (result.exit_code, result.stderr) == (0, "")
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def pairs(match: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one["task"], one["expert"]) for one in match["pairs"]}


def test_a_grid_is_matched_and_a_zero_in_it_rules_out(tmp_path: Path) -> None:
    match = found(tmp_path, GRID, "--demand", "2", "--max-load", "2")
    assert (match["total"], match["worst"], match["proven"], match["gap"]) == (4.5, 1.25, True, 0)
    assert ("t2", "e3") not in pairs(match)
    assert (match["loads"]["e1"], match["loads"]["e2"]) == (2, 2)


def test_the_worst_task_comes_first_when_asked(tmp_path: Path) -> None:
    uneven = "2 2\n1.0 0.5\n0.5 0.25\n"
    total = found(tmp_path, uneven, "--demand", "1", "--max-load", "1")
    fair = found(tmp_path, uneven, "--demand", "1", "--max-load", "1", "--objective", "fair")
    assert (total["total"], total["worst"]) == (1.25, 0.25)
    assert (fair["total"], fair["worst"], fair["worst_bound"]) == (1.0, 0.5, 0.5)


def test_in_a_table_a_zero_is_a_score_and_an_empty_cell_rules_out(tmp_path: Path) -> None:
    match = found(tmp_path, PAIRS, "--demand", "2")
    assert pairs(match) == {("路", "甲"), ("路", "乙"), ("桥", "甲"), ("桥", "乙")}
    assert match["total"] == 2.4
    assert ("路", "丙") in pairs(
        found(tmp_path, PAIRS, "--demand", "2", experts=EXPERTS.replace("所", ""), tasks="任务,人数\n桥,1\n")
    )


def test_shuffled_rows_give_the_same_match(tmp_path: Path) -> None:
    head, *rows = PAIRS.splitlines()
    first = found(tmp_path, PAIRS, "--demand", "1", "--seed", "5eed")
    again = found(tmp_path, "\n".join([head, *rows[::-1]]), "--demand", "1", "--seed", "5EED")
    assert first["pairs"] == again["pairs"]


def test_kept_pairs_conflicts_and_quotas_are_read(tmp_path: Path) -> None:
    kept = found(tmp_path, PAIRS, "--demand", "1", keep="任务,专家\n路,丙\n", conflicts="任务,专家\n桥,甲\n")
    assert pairs(kept) == {("路", "丙"), ("桥", "乙")}
    finance = "feature,value,min,max\nclass,业务,1,\n"
    ruled = found(tmp_path, PAIRS, "--demand", "1", experts=EXPERTS, quotas=finance)
    assert pairs(ruled) == {("路", "乙"), ("桥", "乙")}


def test_a_cap_gives_chances_of_which_the_seed_draws(tmp_path: Path) -> None:
    match = found(tmp_path, GRID, "--demand", "2", "--max-load", "3", "--cap", "2/3", "--seed", "01")
    assert {one["of"] for one in match["chances"]} == {3}
    assert max(one["parts"] for one in match["chances"]) == 2
    assert len(match["pairs"]) == 6


def test_the_sum_is_said_in_both_languages_and_the_pairs_are_written(tmp_path: Path) -> None:
    out = tmp_path / "pairs.csv"
    result = run(tmp_path, GRID, "--demand", "2", "--max-load", "2", "--out", str(out))
    assert "已证明没有更好的分派 / proven: there is no better match" in result.stdout
    head, *rows = out.read_text("utf-8").splitlines()
    assert (head, len(rows)) == ("task,expert,score", 6)


@pytest.mark.parametrize(
    ("scores", "words", "said"),
    [
        (GRID, ["--demand", "3", "--max-load", "2"], "needed: 9, but the 4 experts open to them can fill 8"),
        ("2 2\n1 1\n", [], "there are 1 rows"),
        ("1 2\n1\n", [], "row 2 has 1 numbers, not 2"),
        ("1 2\n1 much\n", [], "row 2, number 2: 'much' should be a number from 0 to 100000"),
        (PAIRS.replace("0.9", "good"), [], "row 2, column 3 (适配分): 'good' should be a number"),
        (PAIRS + "路,甲,1\n", [], "row 2 has this pair too"),
        ("任务,专家\n路,甲\n", [], "needs one column titled score"),
        ("任务,专家,score\n", [], "add pairs of task and expert"),
        (GRID, ["--cap", "3/2"], "a number or fraction up to 1"),
        (GRID, ["--cap", "1/2", "--objective", "fair"], "does not go with"),
        (GRID, ["--seed", "xyz"], "hexadecimal"),
        (GRID, ["--balance", "-1"], "from 0 to 1000"),
    ],
)
def test_what_cannot_be_matched_is_said_with_its_place_and_a_remedy(
    tmp_path: Path, scores: str, words: list[str], said: str
) -> None:
    result = run(tmp_path, scores, *words)
    assert result.exit_code in {1, 2}
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (
            {"experts": "专家,单位\n丁,院\n"},
            "experts.csv, row 2, column 1 (专家): '丁' is not in the file of scores",
        ),
        ({"experts": "专家,min\n甲,two\n"}, "should be a whole number from 0"),
        ({"tasks": "任务,人数\n路,0\n"}, "should be a whole number from 1"),
        ({"tasks": "任务,人数\n路,1\n路,2\n"}, "is there twice"),
        ({"quotas": "feature,value,min,max\nclass,业务,1,\n"}, "needs the features of --experts"),
        (
            {"experts": EXPERTS, "quotas": "feature,value,min,max\nage,业务,1,\n"},
            "is no column of experts.csv",
        ),
        (
            {"experts": EXPERTS, "quotas": "feature,value,min,max\nclass,财务,2,\n"},
            "'class=财务' asks for 2 a task",
        ),
        ({"experts": "专家,最少\n丙,2\n"}, "experts cannot get their least number"),
        ({"keep": "任务,专家\n路,甲\n路,乙\n"}, "kept pairs break a rule: 路"),
        ({"experts": EXPERTS, "tasks": "任务,人数\n桥,2\n"}, "of one employer at most one a task"),
    ],
)
def test_what_is_wrong_with_the_other_tables_is_said_too(
    tmp_path: Path, tables: dict[str, str], said: str
) -> None:
    result = run(tmp_path, PAIRS, "--demand", "1", **tables)
    assert result.exit_code == 1
    assert said in result.stderr
