"""What crosses the pipe comes out as it went in, and nothing that arrives is run."""

from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.answer import Choice, Input, InputKind
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion, Evidence, ReasonRule
from reviewhub.domain.words import Reason, Words
from reviewhub.plugin.apart import wire

WORDS = Words("甲", "A")
PARAMETERS = {"d": Decimal("0.10"), "t": ({"d": "text"}, None, True, 1.5, 3), "empty": ()}


def sent(value: object) -> Any:
    return wire.read(wire.write(value))


def test_plain_data_comes_back_exactly() -> None:
    assert sent(PARAMETERS) == PARAMETERS
    assert str(sent(PARAMETERS)["d"]) == "0.10"


def test_a_criterion_comes_back() -> None:
    rules: dict[str, Any] = {
        "reason": ReasonRule.ALWAYS,
        "evidence": Evidence.REQUIRED,
        "scale": Decimal(100),
    }
    one = Criterion("1.1", (WORDS,), WORDS, Decimal(5), "x.y", PARAMETERS, guidance=WORDS, **rules)
    assert wire.criterion_from(sent(one)) == one


def test_inputs_points_and_problems_come_back() -> None:
    choice = Choice("x", WORDS, Decimal(1), WORDS)
    asked = Input("a", InputKind.CHOICE, WORDS, unit=WORDS, most=Decimal(5), choices=(choice,), fact="f")
    points = Points(Decimal("4.50"), (Reason("why", {"n": 1}),))
    problem = Problem("p", "code", {"n": "1"})
    assert wire.inputs_from(sent([asked])) == (asked,)
    assert (wire.points_from(sent(points)), wire.points_from(sent(None))) == (points, None)
    assert wire.problems_from(sent([problem])) == (problem,)


@pytest.mark.parametrize("line", [b"", b"{", b'{"x": 1, "y": 2}', b'{"d": "x"}', b'{"t": 3}', b"[" * 100_000])
def test_what_was_never_written_is_refused(line: bytes) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)):
        wire.read(line)


def test_an_object_is_no_plain_data() -> None:
    with pytest.raises(TypeError):
        wire.write(object())
