"""Does a scorer keep its contract? Answers as experts could type them, one by one and many at once."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, cast

from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.answer import Answer, Input, read_values
from reviewhub.domain.scoring.sheet import EXTRAS
from reviewhub.plugin.columns import BatchScorer
from reviewhub.plugin.protocols import CheckedScorer, Criterion, Points, Scorer, Value, Words
from reviewhub.plugin.shape import Validator, shape_problems
from reviewhub.testing.answers import made_answers
from reviewhub.testing.columns import ColumnScorer, check_columns
from reviewhub.testing.contract import ContractBroken, check_identity, check_reasons, require

PLACE: Final = "criterion"
DECIMALS: Final = 4


def criterion_for(scorer: str, points: int | str, parameters: Mapping[str, Any] | None = None) -> Criterion:
    """Make a criterion of so many points for trying a scorer out."""
    words = Words("指标", "criterion")
    return Criterion("1.1", (words,), words, Decimal(points), scorer, parameters or {})


def check_scorer(
    scorer: Scorer, criterion: Criterion, answers: Iterable[Mapping[str, str]] | None = None
) -> list[Points | None]:
    """Hold a scorer to its contract on one criterion; gives what it made of every answer.

    ``answers`` are what experts could type, by the names of the scorer's inputs. Without them, made ones are
    tried: lowest, highest and between in every input; there a scorer may refuse what cannot stand together.
    Checked are: identity; parameters that fit its own schema; inputs that are the same whenever asked; points
    that are exact, between 0 and the criterion's, and the same again; values left as they were; and that many
    at once give what one by one gives, where it offers that. Raises :class:`ContractBroken`.
    """
    check_identity(scorer)
    problems = [one.values["message"] for one in _shape(scorer, criterion)]
    require(not problems, f"{scorer.key}: the criterion's parameters do not fit its schema: {problems}")
    faults = [one.code for one in scorer.problems(criterion)] if isinstance(scorer, CheckedScorer) else []
    require(not faults, f"{scorer.key}: finds fault with the criterion's parameters: {faults}")
    inputs = _checked_inputs(scorer, criterion)
    made = answers is None
    typed = [_values(inputs, given) for given in (made_answers(inputs) if answers is None else answers)]
    found = [_checked_points(scorer, criterion, values, may_refuse=made) for values in typed]
    if isinstance(scorer, BatchScorer):
        check_columns(cast("ColumnScorer", scorer), criterion, inputs, typed)
    return found


def _shape(scorer: Scorer, criterion: Criterion) -> Sequence[Any]:
    Validator.check_schema(scorer.parameters)
    return list(shape_problems(Validator(scorer.parameters), criterion.parameters))


def _checked_inputs(scorer: Scorer, criterion: Criterion) -> tuple[Input, ...]:
    inputs = tuple(scorer.inputs(criterion))
    names = [one.name for one in inputs]
    require(bool(inputs), f"{scorer.key}: asks for nothing, so there is nothing to score")
    require(len(set(names)) == len(names), f"{scorer.key}: two inputs have one name: {names}")
    require(not set(names) & set(EXTRAS), f"{scorer.key}: the names {EXTRAS} belong to the sheet")
    require(inputs == tuple(scorer.inputs(criterion)), f"{scorer.key}: inputs differ from call to call")
    return inputs


def _values(inputs: Sequence[Input], given: Mapping[str, str]) -> dict[str, Value]:
    unknown = set(given) - {one.name for one in inputs}
    require(not unknown, f"the answer {dict(given)} has values nobody asked for: {unknown}")
    values, problems = read_values(inputs, Answer(given), PLACE)
    require(not problems, f"the answer {dict(given)} cannot be read: {[one.code for one in problems]}")
    return values


def _checked_points(
    scorer: Scorer, criterion: Criterion, values: dict[str, Value], *, may_refuse: bool
) -> Points | None:
    before = dict(values)
    given = _scored(scorer, criterion, values, may_refuse=may_refuse)
    require(values == before, f"{scorer.key}: changed the values it was given")
    again = _scored(scorer, criterion, values, may_refuse=may_refuse)
    require(given == again, f"{scorer.key}: the same answer, other points")
    if given is not None:
        value: object = given.value  # a stranger's type is a promise, not yet a fact
        exact = isinstance(value, Decimal) and value.is_finite()
        require(exact, f"{scorer.key}: points are exact decimals, not {value!r}")
        within = 0 <= given.value <= criterion.points
        require(within, f"{scorer.key}: {given.value} is not between 0 and {criterion.points}")
        stored = given.value == round(given.value, DECIMALS)
        require(stored, f"{scorer.key}: {given.value} is finer than {DECIMALS} decimals")
        check_reasons(scorer.key, given.reasons)
    return given


def _scored(
    scorer: Scorer, criterion: Criterion, values: dict[str, Value], *, may_refuse: bool
) -> Points | None:
    try:
        return scorer.score(criterion, values)
    except Invalid as refused:
        codes = [one.code for one in refused.problems]
        require(bool(codes), f"{scorer.key}: refuses {values} without saying why")
        if may_refuse:
            return None
        raise ContractBroken(f"the answer {values} is refused: {codes}") from None
