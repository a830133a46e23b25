"""Templates from the shell: what is installed, what is in one, and what is wrong with a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewhub.cli import main
from reviewhub.plugin.templates import template_folder

NATIONAL = template_folder() / "prior-assessment-national.toml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--language", "zh", "templates", *arguments], catch_exceptions=False)


@pytest.fixture
def altered(tmp_path: Path) -> Callable[[str, str], Path]:
    """Give the national template with one text replaced by another."""

    def write(old: str, new: str) -> Path:
        text = NATIONAL.read_text("utf-8")
        assert old in text
        path = tmp_path / "mine.toml"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    return write


def test_all_that_ship_are_listed_with_the_number_of_their_criteria() -> None:
    lines = [line.split() for line in run("list").stdout.splitlines()[1:]]
    listed = {line[0]: line[3] for line in lines}
    assert list(listed) == [path.stem for path in sorted(template_folder().glob("*.toml"))]
    assert listed["department-overall-2013"] == "28"
    assert listed["prior-assessment-national"] == "20"
    assert listed["project-evaluation-national"] == "17"


def test_one_is_shown_with_every_criterion() -> None:
    answer = run("show", "prior-assessment-national")
    assert answer.exit_code == 0
    assert len([line for line in answer.stdout.splitlines() if "builtin.points" in line]) == 20


def test_what_a_campaign_or_task_may_decide_is_shown_beside_the_criterion() -> None:
    lines = run("show", "project-evaluation-sichuan").stdout.splitlines()
    assert [line.split()[0] for line in lines if "[可选]" in line] == [f"3.5.{n}" for n in range(1, 7)]
    assert len([line for line in lines if "[可自设]" in line]) == 6


def test_an_unknown_one_names_those_there_are() -> None:
    answer = run("show", "nobody")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "prior-assessment-national" in answer.stderr


@pytest.mark.parametrize("path", sorted(template_folder().glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_that_ships_is_sound(path: Path) -> None:
    answer = run("check", str(path))
    assert answer.exit_code == 0
    assert answer.stdout.splitlines()[-1] == f"{path}: 没有问题"


def test_a_wrong_sum_is_named(altered: Callable[[str, str], Path]) -> None:
    answer = run("check", str(altered("points = 5\n", "points = 6\n")))
    assert answer.exit_code == 1
    assert "各一级指标之和是 101，应为 100" in answer.stderr


def test_a_scorer_nobody_offers_is_named(altered: Callable[[str, str], Path]) -> None:
    answer = run("check", str(altered('use = "builtin.points"', 'use = "nobody.points"')))
    assert answer.exit_code == 1
    assert "没有评分方法“nobody.points”" in answer.stderr


def test_a_parameter_of_the_wrong_kind_is_named(altered: Callable[[str, str], Path]) -> None:
    answer = run("check", str(altered("step = 0.1", 'step = "small"')))
    assert answer.exit_code == 1
    assert "指标 1.1 / scorer/step：“small”的类型不对" in answer.stderr


@pytest.mark.parametrize("data", [b"", b"not = toml = at all", b"\xff\xfe\x00", b"[[[[" * 1000])
def test_what_is_no_template_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    answer = run("check", str(path))
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.startswith(f"{path}: 评分模板有")


def test_several_files_are_checked_in_one_go(altered: Callable[[str, str], Path]) -> None:
    answer = run("check", str(altered("points = 5\n", "points = 6\n")), str(NATIONAL))
    assert answer.exit_code == 1
    assert "应为 100" in answer.stderr
    assert answer.stdout.splitlines()[-1] == f"{NATIONAL}: 没有问题"


def test_what_deserves_a_second_look_does_not_fail_the_check(altered: Callable[[str, str], Path]) -> None:
    answer = run("check", str(altered('en = "Purpose clear, content concrete"', 'en = "目的明确"')))
    assert answer.exit_code == 0
    assert "请留意: 指标 1.1：“项目实施目的明确，内容具体”还没有英文。" in answer.stdout


def test_two_versions_are_compared_in_words(altered: Callable[[str, str], Path]) -> None:
    answer = run(
        "diff", "prior-assessment-national", str(altered('reason = "below_full"', 'reason = "always"'))
    )
    assert answer.exit_code == 0
    assert "指标 1.1：理由要求由“未得满分写理由”改为“一律写理由”。" in answer.stdout
    assert answer.stdout.splitlines()[-1] == "已按旧版提交的打分表须重新填写。"


def test_a_template_does_not_differ_from_its_own_file() -> None:
    assert run("diff", "prior-assessment-national", str(NATIONAL)).stdout == "两个版本没有差别。\n"


@pytest.mark.parametrize("form", ["toml", "xlsx"])
@pytest.mark.parametrize("path", sorted(template_folder().glob("*.toml")), ids=lambda path: path.stem)
def test_a_template_exported_and_read_again_has_the_same_digest(
    tmp_path: Path, path: Path, form: str
) -> None:
    out = tmp_path / f"out.{form}"
    assert run("export", str(path), "--format", form, "--output", str(out)).exit_code == 0
    digests = [run("check", str(one)).stdout.splitlines()[0].split()[-1] for one in (path, out)]
    assert digests[0] == digests[1]


def test_what_a_template_asks_for_is_listed() -> None:
    fields = run("try", "prior-assessment-national").stdout.splitlines()
    assert (fields[0], len(fields)) == ("1.1.points", 20)


def test_sample_answers_are_scored_with_reasons(tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("2.1.1.numerator,80\n2.1.1.denominator,100\n", "utf-8")
    fields = run("try", "project-evaluation-national").stdout.splitlines()
    rate = next(name for name in fields if name.endswith(".numerator")).removesuffix(".numerator")
    answers.write_text(f"{rate}.numerator,80\n{rate}.denominator,100\n", "utf-8")
    answer = run("try", "project-evaluation-national", str(answers))
    assert answer.exit_code == 0
    line = next(one for one in answer.stdout.splitlines() if one.startswith(f"{rate}  "))
    assert "80.00" in line


def test_a_field_nobody_asks_for_is_refused(tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("9.9.points,1\n", "utf-8")
    answer = run("try", "prior-assessment-national", str(answers))
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "9.9.points" in answer.stderr


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_device_without_an_end_is_too_large() -> None:
    answer = run("check", "/dev/zero")
    assert (answer.exit_code, "5 MB" in answer.stderr) == (1, True)
