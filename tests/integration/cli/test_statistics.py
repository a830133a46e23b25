"""The file command, as somebody without a server runs it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reviewhub.cli.statistics.command import statistics

SHROUT_FLEISS = "9,2,5,8\n6,1,3,2\n8,4,6,8\n7,1,2,6\n10,5,6,9\n6,2,4,7\n"
NAMED = "项目,专家1,专家2,专家3\n道路改造,９２,88.5,90\n校舍维修,80,,78\n\n排水,60,59,61\n"


def run(tmp_path: Path, content: str | bytes, *options: str) -> Result:
    file = tmp_path / "scores.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(statistics, [str(file), *options])


def read(tmp_path: Path, content: str | bytes, *options: str) -> Mapping[str, Any]:
    result = run(tmp_path, content, "--json", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    found: Mapping[str, Any] = json.loads(result.stdout)
    return found


def complaint(tmp_path: Path, content: str | bytes, *options: str) -> tuple[int, str]:
    result = run(tmp_path, content, *options)
    assert result.stdout == ""
    return result.exit_code, result.stderr


def test_a_published_table_gives_the_published_figures(tmp_path: Path) -> None:
    found = read(tmp_path, SHROUT_FLEISS)["results"]
    forms = ("icc(1,1)", "icc(A,1)", "icc(C,1)", "icc(1,k)", "icc(A,k)", "icc(C,k)")
    assert [round(found[form]["value"], 2) for form in forms] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]


def test_names_blank_cells_and_full_width_digits_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, NAMED)
    assert (found["targets"], found["raters"]) == (
        ["道路改造", "校舍维修", "排水"],
        ["专家1", "专家2", "专家3"],
    )
    assert (found["missing"], found["results"]["target_mean"]["value"][1]) == (1, 79)
    assert found["results"]["rater_mean_deviation"]["value"][0] == pytest.approx((11 / 6 + 1 + 0) / 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_usual_encodings_say_the_same(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, NAMED.encode(encoding)) == read(tmp_path, NAMED)


def test_a_table_without_names_numbers_its_rows_and_columns(tmp_path: Path) -> None:
    found = read(tmp_path, "90,80\n70,75\n")
    assert (found["targets"], found["raters"]) == (["#1", "#2"], ["#1", "#2"])


def test_a_column_of_serial_numbers_is_no_rater_when_its_head_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, "序号,甲,乙\n1,90,80\n2,70,75\n")
    assert (found["targets"], found["raters"]) == (["1", "2"], ["甲", "乙"])


def test_what_cannot_be_computed_is_named_with_its_reason(tmp_path: Path) -> None:
    found = read(tmp_path, "90,80,85\n")
    assert found["undefined"]["icc(A,k)"] == "one_target"


def test_cutoffs_and_scale_reach_the_statistics(tmp_path: Path) -> None:
    found = read(tmp_path, SHROUT_FLEISS, "--scale", "1,10", "--cutoffs", "5")["results"]
    assert found["rwg_discrete_uniform"]["null_variance"] == 8.25
    assert found["mean_above_cutoff_probability_t"]["cutoffs"] == [5.0]


def test_the_level_bars_what_scores_cannot_bear(tmp_path: Path) -> None:
    found = read(tmp_path, SHROUT_FLEISS, "--level", "nominal")
    assert list(found["results"]) == [
        "krippendorff_alpha_nominal",
        "agreement_on_categories",
        "cohen_kappa_pairs",
    ]


def test_the_readable_tables_line_up(tmp_path: Path) -> None:
    result = run(tmp_path, NAMED, "--scale", "0,100", "--cutoffs", "90,60")
    blocks = result.stdout.split("\n\n")
    assert result.exit_code == 0
    assert blocks[2].splitlines() == [
        "对象 target  target_mean  target_sd  target_range  ad_mean  ad_median",
        "道路改造         90.1667     1.7559        3.5000   1.2222     1.1667",
        "校舍维修         79.0000     1.4142        2.0000   1.0000     1.0000",
        "排水             60.0000     1.0000        2.0000   0.6667     0.6667",
    ]


@pytest.mark.parametrize("bad", ["NaN", "1e2", "1_0", "inf", "-1", "九十", "1,000", "+5", "0x1F", "9 5"])
def test_what_is_no_score_is_refused_with_its_place(tmp_path: Path, bad: str) -> None:
    assert complaint(tmp_path, f'项目,甲,乙\n道路,90,80\n校舍,70,"{bad}"\n') == (
        1,
        f"Error: 第 3 行第 3 列（乙）“{bad}”不是分数 / row 3, column 3 (乙): '{bad}' is not a score\n",
    )


def test_a_first_row_of_bad_numbers_is_not_taken_for_names(tmp_path: Path) -> None:
    status, message = complaint(tmp_path, "NaN,1e2\n90,80\n")
    assert (status, message.count("不是分数")) == (1, 2)


def test_a_score_off_the_scale_is_refused_with_the_range(tmp_path: Path) -> None:
    assert complaint(tmp_path, "甲,乙\n90,101\n", "--scale", "0,100") == (
        1,
        "Error: 第 2 行第 2 列（乙）“101”不在 0 至 100 之间 / row 2, column 2 (乙): '101' is not between 0 and 100\n",  # noqa: E501 -- one line on the screen, one line here
    )


def test_at_most_ten_faults_are_listed(tmp_path: Path) -> None:
    status, message = complaint(tmp_path, "项目,乙\n" + "道路,y1\n" * 12)
    assert (status, len(message.splitlines()), message[-2:]) == (1, 11, "…\n")


def test_one_mistyped_score_does_not_turn_a_rater_into_names(tmp_path: Path) -> None:
    status, message = complaint(tmp_path, "甲,乙\n90,80\n8O,70\n60,65\n")
    assert (status, "row 3, column 1 (甲): '8O' is not a score" in message) == (1, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Error: 文件为空 / the file is empty\n"),
        (b" \n\n", "Error: 文件为空 / the file is empty\n"),
        ("项目,甲,乙\n".encode(), "Error: 没有分数 / there are no scores\n"),
        (
            "项目\n道路\n".encode(),
            "Error: 没有评分列，分列须用逗号 / there is no column of scores: cells are separated by commas\n",
        ),
        (b"90,80\n70\n", "Error: 第 2 行有 1 格，应为 2 格 / row 2 has 1 cells, not 2\n"),
        (b'90,"80\n', "Error: 第 1 行不是合法的 CSV / row 1 is not valid CSV\n"),
        (
            b"90,80\x00\x00\xff\xfe",
            (
                "Error: 不是 UTF-8 或 GB18030 编码的 CSV，请另存"
                " / no CSV file in UTF-8 or GB18030: save it as one\n"
            ),
        ),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    assert complaint(tmp_path, content) == (1, said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("项目,甲,平均分\n道路,90,90\n", "第 3 列“平均分”不是评分人，请删去"),
        ("项目,甲,乙\n道路,90,80\n合计,90,80\n", "第 3 行“合计”不是评分对象，请删去"),
        ("项目,专家1,专家１\n道路,90,80\n", "第 3 列“专家１”与前面的列重名"),
        ("90,#N/A\n80,70\n", "第 1 行第 2 列（#2）“#N/A”不是分数"),
    ],
)
def test_what_would_pass_for_a_rater_or_a_target_is_refused(tmp_path: Path, content: str, said: str) -> None:
    status, message = complaint(tmp_path, content)
    assert (status, said in message) == (1, True)


def test_names_reach_a_terminal_without_what_turns_its_writing(tmp_path: Path) -> None:
    assert read(tmp_path, "项目,\u202e甲\x1b,乙\n道路,90,80\n")["raters"] == ["甲", "乙"]


def test_a_reason_is_said_in_words_too(tmp_path: Path) -> None:
    assert "one_target  只有一个项目，比较不出一致程度。" in run(tmp_path, "90,80\n").stdout


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_device_without_an_end_is_too_large() -> None:
    assert "20 MB" in CliRunner().invoke(statistics, ["/dev/zero"]).stderr


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as out:
        out.truncate(20_000_001)
    assert CliRunner().invoke(statistics, [str(file)]).stderr == (
        "Error: 文件超过 20 MB / the file is larger than 20 MB\n"
    )


def test_what_would_upset_a_terminal_is_not_repeated(tmp_path: Path) -> None:
    _, message = complaint(tmp_path, "甲,乙\n90,\x1b[31m\n")
    assert "“�[31m”" in message


@pytest.mark.parametrize(
    "options",
    [
        ("--scale", "100"),
        ("--scale", "100,0"),
        ("--scale", "0,100,0"),
        ("--scale", "0,100,1,2"),
        ("--cutoffs", "90;80"),
        ("--cutoffs", "NaN"),
        ("--level", "colour"),
        ("--wrong",),
    ],
)
def test_a_wrong_option_is_a_usage_error(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert complaint(tmp_path, SHROUT_FLEISS, *options)[0] == 2


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    assert CliRunner().invoke(statistics, [str(tmp_path / "none.csv")]).exit_code == 2


def test_help_shows_an_example() -> None:
    assert "reviewhub statistics scores.csv --scale 0,100 --cutoffs 90,80,60\n" in (
        CliRunner().invoke(statistics, ["--help"]).stdout
    )


def test_the_command_loads_neither_numpy_nor_matplotlib_before_it_runs() -> None:
    check = "import sys, reviewhub.cli.statistics.command as _; print({'numpy', 'scipy'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"


@pytest.mark.slow
def test_the_largest_round_of_a_year_is_described_in_seconds(tmp_path: Path) -> None:
    rows = "\n".join(
        f"项目{at},{60 + at * 7 % 40},{60 + at * 11 % 40},{60 + at * 13 % 40}" for at in range(20_000)
    )
    assert read(tmp_path, rows)["n_targets"] == 20_000
