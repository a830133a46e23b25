"""Stand-ins: they look like the plugin's own scorers, and one that is slow again and again is let rest."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Words
from reviewhub.plugin.apart.scorers import PATIENCE, ApartScorer, any_apart
from reviewhub.plugin.manager import load_plugins

CRITERION = Criterion("1.1", (), Words("", ""), Decimal(5), "x.y", {})
DESCRIBED = {"key": "x.y", "version": "1", "title": {"zh": "甲", "en": "A"}, "parameters": {}}
PAGE = Path(__file__).parents[4] / "docs/plugins/writing.md"


class Answers:
    """Stands where the process stands: gives or raises one answer after the other."""

    def __init__(self, *answers: Any) -> None:
        self.answers: Iterator[Any] = iter(answers)
        self.asked = 0

    def ask(self, **_: object) -> Any:
        """Give the next answer."""
        self.asked += 1
        answer = next(self.answers)
        if isinstance(answer, Exception):
            raise answer
        return answer


def scorer(*answers: Any) -> tuple[ApartScorer, Answers]:
    process: Any = Answers(*answers)
    return ApartScorer(process, DESCRIBED), process


def test_answers_become_points_problems_and_failures() -> None:
    points = {"value": Decimal(4), "reasons": ()}
    refused = ({"path": "", "code": "a", "values": {}},)
    one, _ = scorer(
        {"given": points}, {"given": None}, {"refused": refused}, {"failed": "no"}, {"given": refused}
    )
    assert one.score(CRITERION, {}) == Points(Decimal(4))
    assert one.score(CRITERION, {}) is None
    with pytest.raises(Invalid) as said:
        one.score(CRITERION, {})
    assert said.value.problems == (Problem("", "a"),)
    with pytest.raises(RuntimeError, match="no"):
        one.score(CRITERION, {})
    assert one.problems(CRITERION) == (Problem("", "a"),)


def test_one_that_is_too_slow_again_and_again_is_not_asked_for_a_while() -> None:
    one, process = scorer(*[TimeoutError()] * PATIENCE, {"given": None})
    for _ in range(PATIENCE + 3):
        with pytest.raises(TimeoutError):
            one.score(CRITERION, {})
    assert process.asked == PATIENCE


def test_one_slip_is_forgiven() -> None:
    one, process = scorer(TimeoutError(), {"given": None}, TimeoutError(), {"given": None})
    for _ in range(2):
        with pytest.raises(TimeoutError):
            one.score(CRITERION, {})
        assert one.score(CRITERION, {}) is None
    assert process.asked == 4


def test_only_strangers_run_apart(tmp_path: Path) -> None:
    module = PAGE.read_text("utf-8").partition("```python\n")[2].partition("```")[0]
    (tmp_path / "pass_or_fail.py").write_text(module, "utf-8")
    scorers = load_plugins(tmp_path, 5).scorers
    assert {key for key, one in scorers.items() if isinstance(one, ApartScorer)} == {
        "example.pass",
        *(key for key in scorers if key.split(".")[0] not in {"builtin", "example"}),
    }
    assert any_apart(scorers.values())
    assert not any_apart(load_plugins(tmp_path).scorers.values())
    passing = Criterion("1", (), Words("", ""), Decimal(5), "example.pass", {"pass_mark": Decimal(95)})
    here, there = load_plugins(tmp_path).scorers["example.pass"], scorers["example.pass"]
    assert there.inputs(passing) == tuple(here.inputs(passing))
    values = {"value": Decimal(96)}
    assert there.score(passing, values) == here.score(passing, values) == Points(Decimal(5))
