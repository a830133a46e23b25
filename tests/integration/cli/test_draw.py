"""Draws from files, as somebody without a server runs them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

from reviewhub.cli import main
from reviewhub.cli.draw.infeasible import explained
from reviewhub.selection.lottery.values import Bound, Change, Infeasible, Person

SENATE: Final = Path(__file__).parents[2] / "oracles" / "senate_9"
SEED: Final = "fcc355c4c8b00b31cab7264512130a8c70d5e7eb8d08218842332441a4b1a028"
PEOPLE: Final = "id,class,unit,phone\na,finance,u,1\nb,finance,v,2\nc,field,v,3\nd,field,,4\ne,field,w,5\n"
QUOTAS: Final = "feature,value,min,max\nclass,finance,1,1\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["draw", *map(str, words)])


def files(tmp_path: Path, people: str = PEOPLE, quotas: str = QUOTAS) -> tuple[Path, Path]:
    paths = tmp_path / "people.csv", tmp_path / "quotas.csv"
    for path, text in zip(paths, (people, quotas), strict=True):
        path.write_text(text, "utf-8")
    return paths


def chances(*words: str | Path) -> dict[str, Any]:
    result = run("lottery", *words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def drawn(tmp_path: Path, people: Path, quotas: Path) -> tuple[Path, dict[str, Any]]:
    out = tmp_path / "cert.json"
    result = run(
        "run", people, quotas, "--size", "3", "--at-most-one-per", "unit", "--seed", SEED, "--out", out
    )
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(out.read_bytes())
    return out, found


def test_the_senate_has_equal_chances_and_only_valid_panels() -> None:
    found = chances(SENATE / "people.csv", SENATE / "quotas.csv", "--size", "9", "--at-most-one-per", "state")
    assert set(found) == {"probabilities", "min", "max", "gini", "panels", "weights", "certificate"}
    assert len(found["probabilities"]) == 100
    assert (found["min"], found["max"]) == pytest.approx((0.09, 0.09), abs=2e-5)
    assert sum(found["weights"]) == 10**9
    assert {len(set(panel)) for panel in found["panels"]} == {9}


def test_shuffled_rows_give_the_same_panel_and_the_same_commitment(tmp_path: Path) -> None:
    _, first = drawn(tmp_path, *files(tmp_path))
    head, *rows = PEOPLE.splitlines()
    _, again = drawn(tmp_path, *files(tmp_path, "\n".join([head, *rows[::-1]])))
    assert (again["draw"], again["c"]) == (first["draw"], first["c"])


def test_c_of_the_chances_is_that_of_the_certificate(tmp_path: Path) -> None:
    people, quotas = files(tmp_path)
    published = chances(people, quotas, "--size", "3", "--at-most-one-per", "unit")["certificate"]["c"]
    out, certificate = drawn(tmp_path, people, quotas)
    assert certificate["c"] == published
    assert run("verify", out, "--commitment", published.upper()).exit_code == 0
    assert run("verify", out, "--digest", certificate["digest"]).exit_code == 0


def test_a_changed_certificate_or_another_c_is_refused_with_its_place(tmp_path: Path) -> None:
    out, _ = drawn(tmp_path, *files(tmp_path))
    other = run("verify", out, "--commitment", "00" * 32)
    assert (other.exit_code, "✗ C" in other.stdout) == (1, True)
    out.write_bytes(out.read_bytes().replace(b'"index":', b'"index":1', 1))
    changed = run("verify", out, "--json")
    assert changed.exit_code == 1
    assert "draw.index" in [step["place"] for step in json.loads(changed.stdout)["steps"]]
    assert run("verify", out, "--language", "en").stdout.endswith("refused: do not rely on it\n")


def test_columns_that_no_rule_names_stay_out_of_the_certificate(tmp_path: Path) -> None:
    out, certificate = drawn(tmp_path, *files(tmp_path))
    assert certificate["commitment"]["eligible"]["a"] == {"class": "finance", "unit": "u"}
    assert "phone" not in out.read_text("utf-8")


def test_the_text_says_chances_alternates_and_c(tmp_path: Path) -> None:
    people, quotas = files(tmp_path)
    told = run("lottery", people, quotas, "--size", "2", "--out", tmp_path / "chances.json").stdout
    assert "33.3333%" in told
    assert json.loads((tmp_path / "chances.json").read_text("utf-8"))["certificate"]["c"] in told
    listed = run(
        "run", people, quotas, "--size", "2", "--seed", "5eed", "--alternates", "1", "--out", tmp_path / "c"
    )
    assert "、" not in listed.stdout.splitlines()[1]


@pytest.mark.parametrize(
    ("people", "quotas", "said"),
    [
        ("", QUOTAS, "people.csv"),
        (PEOPLE.replace("id", "no"), QUOTAS, "people.csv, row 1 needs one column titled id"),
        (PEOPLE + "a,field,x,6\n", QUOTAS, "people.csv, row 7, column 1 (id): 'a' is the id of row 2 too"),
        (PEOPLE + ",field,x,6\n", QUOTAS, "people.csv, row 7, column 1"),
        (PEOPLE + "f,field,x,6,7\n", QUOTAS, "people.csv, row 7 has 5 cells, not 4"),
        (
            PEOPLE.replace("phone", "unit"),
            QUOTAS,
            "people.csv, row 1, column 4 has the title of an earlier one",
        ),
        (PEOPLE.replace("phone", ""), QUOTAS, "people.csv, row 1, column 4 has no title"),
        (
            PEOPLE,
            QUOTAS.replace("class,", "clas,"),
            "quotas.csv, row 2, column 1 (feature): 'clas' is no column",
        ),
        (
            PEOPLE,
            QUOTAS.replace("1,1", "one,1"),
            "quotas.csv, row 2, column 3 (min): 'one' should be a whole",
        ),
        (PEOPLE, QUOTAS.replace("1,1", "-1,1"), "quotas.csv, row 2, column 3 (min)"),
        (PEOPLE, QUOTAS.replace("1,1", "2,1"), "quotas.csv, row 2, column 3 (min): '2' is above the maximum"),
        (
            PEOPLE,
            QUOTAS + "class,finance,0,2\n",
            "quotas.csv, row 3, column 2 (value): 'finance' has a rule in row 2",
        ),
        (PEOPLE, "\xff\0", "quotas.csv"),
        (PEOPLE, QUOTAS.replace("1,1", "3,3"), "no panel keeps all the rules"),
    ],
)
def test_what_is_wrong_is_said_with_file_row_and_column(
    tmp_path: Path, people: str, quotas: str, said: str
) -> None:
    result = run("lottery", *files(tmp_path, people, quotas), "--size", "3")
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert " / " in result.stderr


def test_rules_that_cannot_be_kept_are_named_with_the_least_change() -> None:
    people = [Person("a", {"class": "finance"}), Person("b", {"class": ""})]
    conflict = (Bound("least", "class", "finance", 2), Bound("one_per", "class"), Bound("size", limit=2))
    said = explained(Infeasible(conflict, (Change(conflict[0], 1),)), people, 2).splitlines()
    assert said[2:5] == [
        "  - class = finance 至少 / at least: 2（有 1 人 / 1 people）",
        "  - class 同值至多 / of one value at most: 1（共 1 个值 / 1 values）",
        "  - 专家组人数 / size of the panel: 2（共 2 人 / of 2 people）",
    ]
    assert said[-1] == "  - class = finance 至少 / at least: 2 → 1"


@pytest.mark.parametrize(
    "words", [("--size", "0"), ("--size", "6"), ("--size", "3", "--at-most-one-per", "nothing"), ()]
)
def test_a_wrong_option_is_refused_as_usage(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run("lottery", *files(tmp_path), *words).exit_code == 2


@pytest.mark.parametrize("seed", ["", "abc", "xy", "00" * 65])
def test_a_seed_is_pairs_of_hexadecimal_digits(tmp_path: Path, seed: str) -> None:
    words = ("--size", "3", "--seed", seed, "--out", tmp_path / "cert.json")
    assert run("run", *files(tmp_path), *words).exit_code == 2
    assert not (tmp_path / "cert.json").exists()


def test_verifying_loads_neither_numpy_nor_a_web_server() -> None:
    check = (
        "import sys, reviewhub.cli.draw.command as _; print({'numpy', 'scipy', 'flask'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"
