"""Checks for the authors of plugins: does it keep its contract? Built-ins are held to the same."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.answer import Answer, Input, read_values
from reviewhub.domain.scoring.sheet import EXTRAS
from reviewhub.plugin.protocols import CheckedScorer, Criterion, Points, Scorer, Value, Words
from reviewhub.plugin.shape import Validator, shape_problems

PLACE: Final = "criterion"


class ContractBroken(AssertionError):
    """A plugin does not keep its contract; the message says where."""


def criterion_for(scorer: str, points: int | str, parameters: Mapping[str, Any] | None = None) -> Criterion:
    """Make a criterion of so many points for trying a scorer out."""
    words = Words("指标", "criterion")
    return Criterion("1.1", (words,), words, Decimal(points), scorer, parameters or {})


def check_scorer(
    scorer: Scorer, criterion: Criterion, answers: Iterable[Mapping[str, str]]
) -> list[Points | None]:
    """Hold a scorer to its contract on one criterion; gives what it made of every answer.

    ``answers`` are what experts could type, by the names of the scorer's inputs. Checked are: a key with a
    package, a version, a title in both languages; parameters that fit its own schema; inputs that are the
    same whenever asked; points that are exact, between 0 and the criterion's, and the same again; values
    left as they were. Raises :class:`ContractBroken`.
    """
    _check_identity(scorer)
    problems = [one.values["message"] for one in _shape(scorer, criterion)]
    _require(not problems, f"{scorer.key}: the criterion's parameters do not fit its schema: {problems}")
    faults = [one.code for one in scorer.problems(criterion)] if isinstance(scorer, CheckedScorer) else []
    _require(not faults, f"{scorer.key}: finds fault with the criterion's parameters: {faults}")
    inputs = _checked_inputs(scorer, criterion)
    return [_checked_points(scorer, criterion, _values(inputs, given)) for given in answers]


def _check_identity(scorer: Scorer) -> None:
    package, _, name = scorer.key.partition(".")
    _require(bool(package and name), f"{scorer.key!r}: a key is package.name, so that two never collide")
    _require(bool(scorer.version), f"{scorer.key}: a version is recorded with every result")
    _require(bool(scorer.title.zh and scorer.title.en), f"{scorer.key}: a title in both languages")


def _shape(scorer: Scorer, criterion: Criterion) -> Sequence[Any]:
    Validator.check_schema(scorer.parameters)
    return list(shape_problems(Validator(scorer.parameters), criterion.parameters))


def _checked_inputs(scorer: Scorer, criterion: Criterion) -> tuple[Input, ...]:
    inputs = tuple(scorer.inputs(criterion))
    names = [one.name for one in inputs]
    _require(bool(inputs), f"{scorer.key}: asks for nothing, so there is nothing to score")
    _require(len(set(names)) == len(names), f"{scorer.key}: two inputs have one name: {names}")
    _require(not set(names) & set(EXTRAS), f"{scorer.key}: the names {EXTRAS} belong to the sheet")
    _require(inputs == tuple(scorer.inputs(criterion)), f"{scorer.key}: inputs differ from call to call")
    return inputs


def _values(inputs: Sequence[Input], given: Mapping[str, str]) -> dict[str, Value]:
    unknown = set(given) - {one.name for one in inputs}
    _require(not unknown, f"the answer {dict(given)} has values nobody asked for: {unknown}")
    values, problems = read_values(inputs, Answer(given), PLACE)
    _require(not problems, f"the answer {dict(given)} cannot be read: {[one.code for one in problems]}")
    return values


def _checked_points(scorer: Scorer, criterion: Criterion, values: dict[str, Value]) -> Points | None:
    before = dict(values)
    given = _scored(scorer, criterion, values)
    _require(values == before, f"{scorer.key}: changed the values it was given")
    _require(given == scorer.score(criterion, values), f"{scorer.key}: the same answer, other points")
    if given is not None:
        value: object = given.value  # a stranger's type is a promise, not yet a fact
        exact = isinstance(value, Decimal) and value.is_finite()
        _require(exact, f"{scorer.key}: points are exact decimals, not {value!r}")
        within = 0 <= given.value <= criterion.points
        _require(within, f"{scorer.key}: {given.value} is not between 0 and {criterion.points}")
    return given


def _scored(scorer: Scorer, criterion: Criterion, values: dict[str, Value]) -> Points | None:
    try:
        return scorer.score(criterion, values)
    except Invalid as refused:
        raise ContractBroken(
            f"the answer {values} is refused: {[one.code for one in refused.problems]}"
        ) from None


def _require(kept: bool, message: str) -> None:  # noqa: FBT001 -- reads as the sentence that must hold
    if not kept:
        raise ContractBroken(message)
