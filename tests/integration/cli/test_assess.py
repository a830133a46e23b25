"""From a file to grades and money: the reference case to the digit, and every way to get it wrong."""

import csv
import io
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from reviewhub.cli import main

REFERENCE = Path(str(files("reviewhub"))) / "demo_data/kunming_2021/prior_assessment_scores.csv"
TEMPLATE = "prior-assessment-national"


def run(path: Path, *options: str, template: str = TEMPLATE) -> Result:
    given = ["assess", str(path), "--template", template, "--language", "zh", *options]
    return CliRunner().invoke(main, given, catch_exceptions=False)


@pytest.fixture(scope="module")
def outcome() -> dict[str, Any]:
    answer = run(REFERENCE, "--policy", "builtin.kunming_2021", "--format", "json")
    assert answer.exit_code == 0, answer.output
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


@pytest.fixture
def altered(tmp_path: Path) -> Callable[[str, str], Path]:
    """Give the reference file with one text replaced by another."""

    def write(old: str, new: str) -> Path:
        text = REFERENCE.read_text("utf-8-sig")
        assert old in text
        (tmp_path / "scores.csv").write_text(text.replace(old, new, 1), "utf-8")
        return tmp_path / "scores.csv"

    return write


def test_the_reference_case_gives_the_published_figures(outcome: dict[str, Any]) -> None:
    summary = {key: value for key, value in outcome["summary"].items() if key != "consistency"}
    assert summary == {
        "tasks": 6,
        "mean": "91.80",
        "grades": {"优": 6, "良": 0, "中": 0, "差": 0},
        "excellent_share": 1.0,
        "asked": "9104.71",
        "recommended": "9104.71",
        "cut": "0.00",
    }


def test_the_campaign_names_what_computed_it(outcome: dict[str, Any]) -> None:
    digest = outcome["campaign"].pop("template_digest")
    assert len(digest) == 64
    assert outcome["campaign"] == {
        "template": "prior-assessment-national@1",
        "aggregator": "builtin.mean_of_criterion_means@1",
        "grade_scale": "builtin.cn_90_80_60@1",
        "policy": "builtin.kunming_2021@1",
    }


def test_every_task_has_seven_experts_a_total_and_a_recommendation(outcome: dict[str, Any]) -> None:
    assert [(one["project"], one["experts"], one["printed_total"]) for one in outcome["tasks"]] == [
        ("主干道市容环境整治", 7, "91.16"),
        ("新加坡产业园片区道路建设", 7, "92.44"),
        ("果林路管网改造", 7, "92.21"),
        ("校园信息化设备政府采购", 7, "92.23"),
        ("宝象河水环境整治", 7, "91.93"),
        ("公厕提升改造", 7, "90.84"),
    ]
    assert {one["grade"] for one in outcome["tasks"]} == {"优"}
    assert {one["conclusion"] for one in outcome["tasks"]} == {"予以支持"}


def test_a_task_has_every_key(outcome: dict[str, Any]) -> None:
    last = outcome["tasks"][-1]
    assert (last["asked"], last["aggregate"], last["survives_without_any_expert"]) == (
        "345.00",
        "90.84",
        True,
    )
    assert last["recommendation"] == {
        "action": "support",
        "amount": "345.00",
        "cut": "0.00",
        "reason": "等级“优”：按申报金额 345.00 万元予以支持，建议安排 345.00 万元。",
    }
    assert set(last["consistency"]) == {"standard_deviation", "range", "mean_distance"}


def test_agreement_is_that_of_the_statistics_command(outcome: dict[str, Any], tmp_path: Path) -> None:
    totals: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(REFERENCE.read_text("utf-8-sig"))):
        totals.setdefault(row["项目名称"], [row["项目名称"]]).append(row["合计"])
    matrix = tmp_path / "matrix.csv"
    matrix.write_text("\n".join(map(",".join, totals.values())), "utf-8")
    answer = CliRunner().invoke(main, ["statistics", str(matrix), "--json"], catch_exceptions=False)
    results = json.loads(answer.stdout)["results"]
    given = outcome["summary"]["consistency"]
    assert (given["projects"], given["experts"]) == (6, 7)
    for key in ("icc(A,k)", "kendall_w_tie_corrected", "krippendorff_alpha_interval"):
        assert given[key]["value"] == pytest.approx(results[key]["value"], abs=1e-12)


def test_a_key_may_be_given_without_its_package(outcome: dict[str, Any]) -> None:
    answer = run(REFERENCE, "--policy", "kunming_2021", "--aggregator", "median", "--format", "json")
    assert json.loads(answer.stdout)["campaign"]["aggregator"] == "builtin.median@1"
    assert json.loads(answer.stdout)["campaign"]["policy"] == outcome["campaign"]["policy"]


def test_without_a_policy_there_is_no_recommendation() -> None:
    found = json.loads(run(REFERENCE, "--format", "json").stdout)
    assert found["summary"]["recommended"] is None
    assert found["tasks"][0]["recommendation"] == {"action": None, "amount": None, "cut": None, "reason": ""}


def test_keys_and_grades_are_the_same_in_english() -> None:
    answer = run(REFERENCE, "--format", "json", "--language", "en")
    assert json.loads(answer.stdout)["summary"]["grades"] == {"优": 6, "良": 0, "中": 0, "差": 0}


def test_a_long_table_gives_the_same(outcome: dict[str, Any], tmp_path: Path) -> None:
    lines = ["项目名称,申报金额（万元）,专家,指标编号,得分"]
    for row in csv.DictReader(io.StringIO(REFERENCE.read_text("utf-8-sig"))):
        head = f"{row['项目名称']},{row['申报金额（万元）']},{row['专家']}"
        lines += [f"{head},{key},{value}" for key, value in row.items() if key[0].isdigit()]
    long = tmp_path / "long.csv"
    long.write_text("\n".join(lines), "utf-8")
    answer = run(long, "--policy", "kunming_2021", "--format", "json")
    assert json.loads(answer.stdout)["tasks"] == outcome["tasks"]


def test_a_workbook_gives_the_same(outcome: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(csv.reader(io.StringIO(REFERENCE.read_text("utf-8-sig")))):
            sheet.write_row(at, 0, row)
    answer = run(path, "--policy", "kunming_2021", "--format", "json")
    assert json.loads(answer.stdout)["summary"] == outcome["summary"]


def test_the_text_says_why_in_sentences() -> None:
    lines = run(REFERENCE, "--policy", "kunming_2021").stdout.splitlines()
    assert "  去掉任何一位专家，等级都仍为“优”。" in lines
    assert [line.split() for line in lines if line.startswith("平均分")] == [["平均分", "91.80"]]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("９５", "“９５”不合要求，请填 0 到 5 之间"),
        ("1_0", "“1_0”不是数字，请填 0 到 5 之间的数"),
        ("NaN", "“NaN”不是数字，请填 0 到 5 之间的数"),
        ("1e2", "“1e2”不是数字，请填 0 到 5 之间的数"),
        ("-1", "“-1”不是数字，请填 0 到 5 之间的数"),
        ("101", "“101”不合要求，请填 0 到 5 之间"),
        ("4.55", "“4.55”不合要求，请填 0 到 5 之间、间隔 0.1 的数"),
        ("", "还没有填写，请填 0 到 5 之间的数"),
    ],
)
def test_a_bad_score_names_row_criterion_and_range(
    altered: Callable[[str, str], Path], bad: str, said: str
) -> None:
    answer = run(altered("专家1,3.5,4.5", f"专家1,3.5,{bad}"))
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert f"第 2 行“1.2”：{said}" in answer.stderr


def test_all_problems_come_at_once(altered: Callable[[str, str], Path]) -> None:
    answer = run(altered("专家1,3.5,4.5,4.5", "专家1,x,y,z"))
    assert "评分表有 3 处需要改正" in answer.stderr


def test_a_missing_column_is_named(altered: Callable[[str, str], Path]) -> None:
    answer = run(altered("专家,", "谁,"))
    assert answer.exit_code == 1
    assert "专家" in answer.stderr


def test_an_unknown_template_lists_the_known() -> None:
    answer = run(REFERENCE, template="nobody")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "没有“nobody”" in answer.stderr
    assert TEMPLATE in answer.stderr


@pytest.mark.parametrize("option", ["--policy", "--aggregator"])
def test_an_unknown_method_is_refused(option: str) -> None:
    answer = run(REFERENCE, option, "nobody")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "没有“nobody”" in answer.stderr


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("page.csv", b"<!doctype html><table><tr><td>1</td></tr></table>"),
        ("damaged.xlsx", b"PK\x03\x04" + b"\x00" * 200),
        ("program.xls", b"\x7fELF\x00\x01"),
        ("titles.csv", "项目名称,申报金额（万元）,专家,1.1\n".encode()),
    ],
)
def test_what_is_no_table_of_scores_is_refused_in_words(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    answer = run(tmp_path / name)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.stderr)


def test_a_file_of_another_kind_is_said_once_with_its_kind(tmp_path: Path) -> None:
    (tmp_path / "page.csv").write_bytes(b"<!doctype html>")
    answer = run(tmp_path / "page.csv")
    assert answer.stderr == (
        "Error: page.csv：这不是表格文件（实际内容为 html）。请上传 .xlsx、.xls 或 .csv。\n"
    )


def test_a_statistic_without_a_value_says_why_in_words(altered: Callable[[str, str], Path]) -> None:
    path = altered("", "")
    head, *lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([head, *lines[:7]]), "utf-8")
    assert "—  只有一个项目，比较不出一致程度。" in run(path).stdout


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere.csv").exit_code == 2


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_device_without_an_end_is_too_large() -> None:
    answer = run(Path("/dev/zero"))
    assert (answer.exit_code, "20 MB" in answer.stderr) == (1, True)


def test_a_sheet_that_was_not_read_is_named_beside_the_result(tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": True}) as book:
        for name in ("第一组", "第二组"):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(csv.reader(io.StringIO(REFERENCE.read_text("utf-8-sig")))):
                sheet.write_row(at, 0, row)
    answer = run(path, "--format", "json")
    assert json.loads(answer.stdout)["summary"]["tasks"] == 6
    assert answer.stderr.startswith("工作表 第二组：这张工作表没有读取，只读了“第一组”。")
