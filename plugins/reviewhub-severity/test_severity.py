from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import reviewhub_severity
from click.testing import CliRunner
from reviewhub_severity.adjusted_mean import AdjustedMean
from reviewhub_severity.layout import connected
from reviewhub_severity.shrinkage import habits

from reviewhub.cli import main
from reviewhub.plugin.protocols import Elsewhere, Scores
from reviewhub.testing import check_aggregator

FULL = (Decimal(100),)
# Six experts of whom every task has four; strict and lenient by these points, and nothing else.
TRUE = (Decimal(-6), Decimal(0), Decimal(2), Decimal(4), Decimal(-3), Decimal(3))
WORTH = tuple(Decimal(one) for one in (60, 65, 70, 75, 80, 62, 71, 68, 77))
ABSENT = ((4, 5), (0, 1), (2, 3), (0, 4), (1, 5), (2, 4), (0, 3), (1, 2), (3, 5))
ADJUSTED = AdjustedMean()


def panel(rows: Sequence[Sequence[Decimal | None]], experts: int, **more: Any) -> Scores:
    """Take the first column as the task in question; the rows after the experts' are colleagues'."""
    totals = [(row[0],) for row in rows[:experts]]
    others = tuple(tuple(row[1:]) for row in rows)
    scores = Scores.of(FULL, totals)
    return replace(scores, elsewhere=Elsewhere(others[:experts], others[experts:]), **more)


def made(noise: Mapping[tuple[int, int], Decimal] | None = None) -> list[list[Decimal | None]]:
    """Make totals of worth, habit and noise, None where an expert was absent."""
    return [
        [
            None if expert in absent else worth + habit + (noise or {}).get((expert, task), Decimal(0))
            for task, (worth, absent) in enumerate(zip(WORTH, ABSENT, strict=True))
        ]
        for expert, habit in enumerate(TRUE)
    ]


def noise(seed: int) -> dict[tuple[int, int], Decimal]:
    dice = np.random.default_rng(seed)
    return {
        (expert, task): Decimal(int(dice.integers(-300, 301))).scaleb(-2)
        for expert in range(len(TRUE))
        for task in range(len(WORTH))
    }


def columns(rows: Sequence[Sequence[Decimal | None]]) -> list[dict[int, int]]:
    return [
        {place: int(one * 100) for place, one in enumerate(column) if one is not None}
        for column in zip(*rows, strict=True)
    ]


def blup(rows: Sequence[Sequence[Decimal | None]]) -> np.ndarray[Any, Any]:
    """Fit tasks and scorers by the normal equations of the mixed model, with variances by moments."""
    matrix = np.array([[np.nan if one is None else float(one) for one in row] for row in rows]).T
    tasks, scorers = np.nonzero(~np.isnan(matrix))
    y, n, k = matrix[tasks, scorers], *matrix.shape
    x, z = np.eye(n)[tasks], np.eye(k)[scorers]
    both = np.hstack([x, z])
    residual = y - both @ np.linalg.lstsq(both, y, rcond=None)[0]
    alone = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    error = residual @ residual / (y.size - n - k + 1)
    swept = z - x @ np.linalg.lstsq(x, z, rcond=None)[0]
    between = (alone @ alone - residual @ residual - (k - 1) * error) / np.trace(z.T @ swept)
    left = np.block([[x.T @ x, x.T @ z], [z.T @ x, z.T @ z + np.eye(k) * error / between]])
    effects: np.ndarray[Any, Any] = np.linalg.solve(left, np.concatenate([x.T @ y, z.T @ y]))[n:]
    return effects


def test_everything_it_offers_keeps_its_contract(check_plugin: Callable[..., Any]) -> None:
    check_plugin(reviewhub_severity)


def test_it_has_a_number_of_every_made_panel() -> None:
    assert len(check_aggregator(ADJUSTED)) == 98  # 49 made panels, alone and with other tasks


def test_where_scores_are_worth_and_habit_alone_a_project_gets_its_worth_whoever_sat_there() -> None:
    rows = made()
    strict_missing = [rows[one] for one in (0, 1, 2, 3, 4, 5)]
    result = ADJUSTED.aggregate(panel(strict_missing, 4), {})
    assert result.value == 60  # their mean says 60.00: habits of the four sum to zero
    shifted = [rows[one] for one in (2, 3, 4, 5, 0, 1)]
    without_two = [[row[1], row[0], *row[2:]] for row in shifted]
    raw = [row[1] for row in shifted[:4] if row[1] is not None]
    assert sum(raw, Decimal(0)) / len(raw) == Decimal("66.5")
    assert ADJUSTED.aggregate(panel(without_two, 4), {}).value == 65


@pytest.mark.parametrize("seed", range(5))
def test_habits_are_the_best_linear_unbiased_prediction(seed: int) -> None:
    rows = made(noise(seed))
    found = habits(columns(rows))
    assert found is not None
    ours = [float(found.shrunken[place]) for place in range(len(rows))]
    np.testing.assert_allclose(ours, blup(rows), rtol=1e-9, atol=1e-9)
    assert sum(found.shrunken.values()) == 0


def test_with_complete_tasks_the_deviation_counts_by_n_over_n_plus_the_ratio_of_variances() -> None:
    rows = [[Decimal(one) for one in row] for row in ((70, 80, 92), (75, 84, 93), (80, 91, 97), (71, 83, 90))]
    found = habits(columns(rows))
    assert found is not None
    x = np.array(rows, dtype=float)  # experts by tasks
    k, n = x.shape
    effects = x.mean(axis=1) - x.mean()
    residual = ((x - x.mean(axis=1, keepdims=True) - x.mean(axis=0) + x.mean()) ** 2).sum()
    error = residual / ((n - 1) * (k - 1))
    between = (n * (effects**2).sum() / (k - 1) - error) / n
    np.testing.assert_allclose([float(found.raw[one]) for one in range(k)], effects)
    shrunken = [float(found.shrunken[one]) for one in range(k)]
    np.testing.assert_allclose(shrunken, effects * n / (n + error / between))


def test_where_everybody_scored_everything_habits_cancel_and_it_says_so() -> None:
    rows: list[list[Decimal | None]] = [
        [worth + habit + noise(3)[expert, task] for task, worth in enumerate(WORTH)]
        for expert, habit in enumerate(TRUE)
    ]
    scores = panel(rows, len(rows))
    result = ADJUSTED.aggregate(scores, {})
    assert result.value == sum(scores.totals, Decimal(0)) / len(rows)
    assert result.reasons[-1].code == "aggregator.severity_cancels"


def test_reasons_name_the_code_the_habit_and_what_was_given_back() -> None:
    reasons = ADJUSTED.aggregate(panel(made(), 4, numbers=(1, 2, 3, 7)), {}).reasons
    assert [(one.code.removeprefix("aggregator.severity_"), dict(one.values)) for one in reasons] == [
        ("adjusted", {"experts": 6, "tasks": 9}),
        ("strict", {"number": 1, "habit": "6.00", "moved": "6.00"}),
        ("lenient", {"number": 3, "habit": "2.00", "moved": "2.00"}),
        ("lenient", {"number": 7, "habit": "4.00", "moved": "4.00"}),
        ("cancels", {}),
    ]


def test_an_adjusted_total_never_leaves_the_scale() -> None:
    high = [[None if one is None else one + 25 for one in row] for row in made()]
    top = [[Decimal(100) if place == 0 else row[0], *row[1:]] for place, row in enumerate(high)]
    scores = panel(top, 4)
    result = ADJUSTED.aggregate(scores, {})
    assert result.value <= 100
    given_back = [one for one in result.reasons if one.values.get("number") == 1]
    assert given_back == []  # a strict expert's full marks stay full marks


@pytest.mark.parametrize(
    ("rows", "experts", "parameters", "code", "values"),
    [
        ([row[:4] for row in made()], 4, {}, "few_tasks", {"count": 2, "least": 5}),
        (made(), 4, {"least_tasks": 7}, "few_tasks", {"count": 6, "least": 7}),
        ([[Decimal(one) for one in range(8)]] * 2, 2, {}, "few_experts", {"count": 2, "least": 3}),
        ([[Decimal(one) for one in range(8)]] * 4, 4, {}, "no_difference", {"tasks": 8}),
    ],
)
def test_with_too_little_to_go_by_it_does_not_adjust_and_says_why(
    rows: list[list[Decimal | None]], experts: int, parameters: Any, code: str, values: Any
) -> None:
    scores = panel(rows, experts)
    result = ADJUSTED.aggregate(scores, parameters)
    assert result.value == sum(scores.totals, Decimal(0)) / experts
    assert [(one.code, dict(one.values)) for one in result.reasons] == [
        (f"aggregator.severity_{code}", values)
    ]


def test_a_table_of_scores_is_adjusted_by_what_each_expert_gave_its_other_projects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "severity.py").write_text("from reviewhub_severity import *\n", "utf-8")
    monkeypatch.setenv("REVIEWHUB_PLUGINS_DIR", str(tmp_path))
    ids = ",".join(f"{a}.{b}" for a in range(1, 6) for b in range(1, 5))
    lines = [
        f"路{task},100,{name}," + ",".join([str(Decimal(3) + habit)] * 20)
        for task in range(6)
        for name, habit in (("甲", -1), ("乙", 0), ("丙", Decimal("0.5")))
        if (task, name) != (0, "甲")
    ]
    (tmp_path / "scores.csv").write_text(f"项目,金额（元）,专家,{ids}\n" + "\n".join(lines) + "\n", "utf-8")
    options = ["--template", "prior-assessment-national", "--aggregator", ADJUSTED.key]
    answer = CliRunner().invoke(main, ["assess", str(tmp_path / "scores.csv"), *options, "--language", "zh"])
    assert answer.exit_code == 0
    table = answer.output.splitlines()[3:9]
    assert [line.split()[3] for line in table] == ["56.67"] * 6  # the middle of the three, whoever was there
    assert "专家2 偏宽 13.33 分，已减去 13.33 分。" in answer.output


def test_what_hangs_together_with_nothing_here_does_not_count() -> None:
    here, linked, apart, alone = {0: 1, 1: 2}, {1: 3, 2: 4}, {7: 1, 8: 2}, {0: 9}
    assert connected([here, apart, alone, linked]) == [here, linked]
    assert connected([{0: 1}, linked]) == []


def test_the_reference_of_a_habit_is_the_panel_s_middle() -> None:
    found = habits(columns(made()))
    assert found is not None
    assert [found.raw[place] for place in range(len(TRUE))] == [Fraction(one) for one in TRUE]
