"""A scorer behind the host's checks: copies go in, copies come out, and every fault has a name."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Invalid, PluginError, Problem
from reviewhub.domain.scoring.answer import Choice, Input, InputKind
from reviewhub.domain.scoring.hosted import HostedScorer, plain_problems
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Reason, Words

CRITERION = Criterion("1.1", (), Words("", ""), Decimal(5), "x.y", {"list": [1]})
ASKED = Input("points", InputKind.NUMBER, Words("得分", "Points"))


class Given:
    """A scorer that asks and gives what it is told to."""

    key, version, title = "x.y", "1", Words("甲", "A")
    parameters: Mapping[str, Any] = {}

    def __init__(self, score: Callable[..., Any], asks: Any = (ASKED,)) -> None:
        self.score = score
        self.asks = asks
        self.times = 0

    def inputs(self, criterion: Criterion) -> Any:
        """Ask, and count how often."""
        del criterion
        self.times += 1
        return self.asks


def code(score: Callable[..., Any]) -> str:
    with pytest.raises(PluginError) as refused:
        HostedScorer(Given(score)).score(CRITERION, {"points": Decimal(1)})
    assert refused.value.values == {"key": "x.y", "criterion": "1.1"}
    return refused.value.code


def stopped(error: Exception) -> Callable[..., Any]:
    def score(*_: object) -> Any:
        raise error

    return score


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Decimal(4), "scorer.wrong_type"),
        (Points(4.0), "scorer.wrong_type"),  # type: ignore[arg-type]  # that is the point
        (Points(Decimal("NaN")), "scorer.wrong_type"),
        (Points(Decimal(4), ("why",)), "scorer.wrong_type"),  # type: ignore[arg-type]  # that is the point
        (Points(Decimal(6)), "scorer.out_of_range"),
        (Points(Decimal("-0.01")), "scorer.out_of_range"),
        (Points(Decimal("0.00001")), "scorer.too_fine"),
    ],
    ids=["no points", "float", "nan", "reasons", "more", "less", "finer"],
)
def test_what_is_no_points_of_the_criterion_is_named(given: object, expected: str) -> None:
    assert code(lambda *_: given) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValueError(), "scorer.failed"),
        (TimeoutError(), "scorer.too_slow"),
        (ChildProcessError(), "scorer.died"),
        (Invalid([]), "scorer.wrong_type"),
        (Invalid(["x"]), "scorer.wrong_type"),  # type: ignore[list-item]  # that is the point
    ],
    ids=["error", "late", "dead", "no reason", "no problem"],
)
def test_what_is_raised_is_named_as_exactly_as_it_can_be(error: Exception, expected: str) -> None:
    assert code(stopped(error)) == expected


def test_an_answer_that_a_scorer_refuses_is_the_person_s_problem() -> None:
    scorer = HostedScorer(Given(stopped(Invalid([Problem("", "scorer.undefined", {"n": 1})]))))
    with pytest.raises(Invalid) as refused:
        scorer.score(CRITERION, {})
    assert refused.value.problems == (Problem("", "scorer.undefined", {"n": 1}),)


def test_not_scored_is_not_a_fault() -> None:
    assert HostedScorer(Given(lambda *_: None)).score(CRITERION, {}) is None


def test_points_come_out_as_plain_copies() -> None:
    class Sly(Decimal):
        pass

    points = HostedScorer(Given(lambda *_: Points(Sly(4), [Reason("a")]))).score(CRITERION, {})  # type: ignore[arg-type]  # a list is copied
    assert points == Points(Decimal(4), (Reason("a"),))
    assert points is not None
    assert type(points.value) is Decimal


def test_neither_the_template_s_parameters_nor_the_values_can_be_changed() -> None:
    values = {"points": Decimal(1)}

    def change(criterion: Any, given: Any) -> Points:
        for table in (criterion.parameters, given):
            with pytest.raises(TypeError):
                table["points"] = 2
        assert criterion.parameters["list"] == (1,)
        return Points(Decimal(1))

    assert HostedScorer(Given(change)).score(CRITERION, values) == Points(Decimal(1))
    assert (values, CRITERION.parameters) == ({"points": Decimal(1)}, {"list": [1]})


def test_what_a_scorer_asks_for_is_asked_once() -> None:
    inner = Given(lambda *_: None)
    scorer = HostedScorer(inner)
    assert (scorer.inputs(CRITERION), scorer.inputs(CRITERION), inner.times) == ((ASKED,), (ASKED,), 1)


@pytest.mark.parametrize(
    "asks",
    [
        None,
        ["points"],
        [Input("points", InputKind.NUMBER, "Points")],  # type: ignore[arg-type]  # that is the point
        [Input("points", InputKind.NUMBER, Words("", ""), most=5)],  # type: ignore[arg-type]  # the same
        [Input("points", InputKind.CHOICE, Words("", ""), choices=("a",))],  # type: ignore[arg-type]  # the same
    ],
    ids=["nothing", "text", "label", "most", "choices"],
)
def test_a_scorer_that_cannot_say_what_it_asks_for_asks_nothing_and_its_criterion_says_so(asks: Any) -> None:
    scorer = HostedScorer(Given(lambda *_: Points(Decimal(1)), asks))
    assert scorer.inputs(CRITERION) == ()
    with pytest.raises(PluginError, match=r"scorer\.failed"):
        scorer.score(CRITERION, {})


def test_choices_are_let_through() -> None:
    asked = Input("a", InputKind.CHOICE, Words("", ""), choices=(Choice("x", Words("", "")),))
    assert HostedScorer(Given(lambda *_: None, [asked])).inputs(CRITERION) == (asked,)


def test_problems_are_copied() -> None:
    assert plain_problems([Problem("a", "b", {"c": 1})]) == (Problem("a", "b", {"c": 1}),)
