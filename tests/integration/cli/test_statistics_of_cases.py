"""The command on every published case: what is in both is the same to eight digits."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from reviewhub.cli import main

Case = Mapping[str, Any]
ORACLES: Final = Path(__file__).parents[2] / "oracles" / "statistics_cases.json"
CASES: Final[list[Case]] = json.loads(ORACLES.read_text("utf-8"))["cases"]
DIGITS: Final = 1e-8
# Limits and p of coefficients whose standard error no second program confirms; words about the numbers.
UNCONFIRMED: Final = {"se", "p", "ci_low", "ci_high"}
WORDS: Final = {"basis", "note", "reference", "exact", "tolerance"}


def ask(tmp_path: Path, case: Case) -> Mapping[str, Any]:
    file = tmp_path / "case.csv"
    rows = [",".join("" if score is None else repr(score) for score in row) for row in case["data"]]
    head = ",".join(["项目", *(f"专家{at}" for at in range(1, case["n_raters"] + 1))])
    file.write_text("\n".join([head, *(f"第{at}项,{row}" for at, row in enumerate(rows, 1))]), "utf-8")
    options = ["--level", case["level"]]
    if case["scale"]:
        options += [
            "--scale",
            f"{case['scale']['min']},{case['scale']['max']},{case['scale'].get('step', 1)}",
        ]
    if case["cutoffs"]:
        options += ["--cutoffs", ",".join(map(str, case["cutoffs"]))]
    result = CliRunner().invoke(main, ["statistics", str(file), "--json", *options])
    assert (result.exit_code, result.stderr) == (0, "")
    found: Mapping[str, Any] = json.loads(result.stdout)
    return found


def differences(path: str, told: Any, found: Any, digits: float) -> Iterator[str]:
    """Name every number that both have and that is not the same."""
    if isinstance(told, Mapping) and isinstance(found, Mapping):
        doubted = UNCONFIRMED if told.get("se_confirmed") is False else set()
        for key in (told.keys() & found.keys()) - doubted - WORDS:
            yield from differences(f"{path}/{key}", told[key], found[key], told.get("tolerance", digits))
    elif isinstance(told, list) and isinstance(found, list):
        for place, (one, other) in enumerate(zip(told, found, strict=True)):
            yield from differences(f"{path}/{place}", one, other, digits)
    elif not is_met(told, found, digits):
        yield f"{path}: {found} instead of {told}"


def is_met(told: Any, found: Any, digits: float) -> bool:
    if isinstance(told, float | int) and isinstance(found, float | int):
        return math.isclose(told, found, rel_tol=digits, abs_tol=1e-10)
    return bool(told == found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_published_case_comes_out_of_the_command_as_published(tmp_path: Path, case: Case) -> None:
    found = ask(tmp_path, case)
    assert set(case["results"]) <= set(found["results"])
    assert list(differences("", case["results"], found["results"], DIGITS)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_what_was_asked_and_counted_is_said_under_the_keys_of_the_case(tmp_path: Path, case: Case) -> None:
    found = ask(tmp_path, case)
    for key in ("n_targets", "n_raters", "missing", "connected", "level", "cutoffs"):
        assert found[key] == case[key]
    assert case["scale"].items() <= found["scale"].items()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("90,90\n90,90\n90,90\n", "all_equal"),
        ("90\n80\n70\n", "one_rater"),
        ("90,80,70\n", "one_target"),
        ("90,\n,80\n70,\n", "too_few_complete_targets"),
        ("90,80,,\n70,75,,\n,,60,65\n,,80,70\n", "too_few_complete_targets"),
    ],
)
def test_what_bears_no_agreement_gives_its_reason_and_no_failure(
    tmp_path: Path, content: str, reason: str
) -> None:
    file = tmp_path / "odd.csv"
    file.write_text(content)
    result = CliRunner().invoke(main, ["statistics", str(file), "--json"])
    assert (result.exit_code, json.loads(result.stdout)["undefined"]["icc(A,k)"]) == (0, reason)


def test_separated_blocks_are_called_so(tmp_path: Path) -> None:
    file = tmp_path / "blocks.csv"
    file.write_text("90,80,,\n70,75,,\n,,60,65\n,,80,70\n")
    found = json.loads(CliRunner().invoke(main, ["statistics", str(file), "--json"]).stdout)
    assert (found["connected"], "reml_two_way_random" in found["undefined"]) == (False, True)


def test_a_constant_rater_does_not_hide_the_others(tmp_path: Path) -> None:
    file = tmp_path / "constant.csv"
    file.write_text("90,80,85\n70,80,72\n60,80,66\n")
    found = json.loads(CliRunner().invoke(main, ["statistics", str(file), "--json"]).stdout)
    assert found["results"]["icc(A,k)"]["value"] < 1
