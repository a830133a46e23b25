"""Budget policies from the shell: what is installed, its terms, faults of a file, an amount explained."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from reviewhub.cli import main
from reviewhub.plugin.budget_policies import shipped_texts


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--language", "zh", "policies", *arguments])


def test_what_is_installed_is_listed_and_shown_with_its_terms() -> None:
    listed = [line.split()[0] for line in run("list").stdout.splitlines()[1:]]
    assert listed == ["builtin.kunming_2021", *shipped_texts()]
    shown = run("show", "example_fixed").stdout
    assert [text in shown for text in ("豁免1", "预算执行率 < 60", "按比例核减 15% (申报金额)")] == [True] * 3
    assert "没有“nope”" in run("show", "nope").stderr


def test_a_file_is_sound_or_refused_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(shipped_texts()["builtin.example_range"], "utf-8")
    assert "没有问题" in run("check", str(file)).stdout
    file.write_text(file.read_text("utf-8").replace("percent = [5, 10]", "percent = [10, 5]"), "utf-8")
    answer = run("check", str(file))
    assert (answer.exit_code, "条款 良：核减幅度的下限大于上限。" in answer.stderr) == (1, True)


def test_an_amount_is_explained_in_words_and_as_data() -> None:
    facts = ("--grade", "good", "--asked", "300", "--last-year", "250", "--execution", "90")
    said = run("explain", "example_fixed", *facts).stdout
    assert said.splitlines()[0] == "不予增加  250.00 万元"
    data = json.loads(run("explain", "example_fixed", *facts, "--json").stdout)
    assert (data["action"], data["amount"], data["cut"]) == ("hold", "2500000.00", "500000.00")
    assert data["derivation"][-1] == {"name": "amount", "amount": "2500000.00"}
    assert "“x”不是数字" in run("explain", "example_fixed", "--grade", "good", "--asked", "x").stderr
    assert "没有“nope”" in run("explain", "example_fixed", "--grade", "nope", "--asked", "1").stderr
