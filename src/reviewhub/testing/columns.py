"""A scorer gives a column of answers exactly what it gives each of them alone."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

import numpy as np

from reviewhub.domain.errors import Invalid
from reviewhub.plugin.columns import POINTS, VALUES, BatchScorer
from reviewhub.plugin.protocols import Criterion, Input, InputKind, Scorer, Value
from reviewhub.testing.contract import require


class ColumnScorer(Scorer, BatchScorer, Protocol):
    """A scorer that does both: one by one, and a column at once."""


def check_columns(
    scorer: ColumnScorer,
    criterion: Criterion,
    inputs: Sequence[Input],
    answers: Sequence[Mapping[str, Value]],
) -> None:
    """Score many answers at once and compare where the scorer says that it scored them."""
    if not answers:
        return
    columns = {
        one.name: np.array([_number(one, values[one.name]) for values in answers], dtype=np.int64)
        for one in inputs
    }
    for column in columns.values():
        column.flags.writeable = False
    many = scorer.score_many(criterion, columns)
    shapes = (many.points.shape, many.given.shape)
    require(shapes == ((len(answers),),) * 2, f"{scorer.key}: one place an answer, not {shapes}")
    for values, points, given in zip(answers, many.points.tolist(), many.given.tolist(), strict=True):
        alone = _alone(scorer, criterion, values)
        same = not given or alone == Decimal(points).scaleb(-POINTS)
        require(same, f"{scorer.key}: at once {points} ten-thousandths, alone {alone}, for {dict(values)}")


def _number(one: Input, value: Value) -> int:
    if isinstance(value, Decimal):
        return int(value.scaleb(VALUES))
    if one.kind is InputKind.CHOICE:
        return [choice.id for choice in one.choices].index(str(value))
    return int(value)


def _alone(scorer: Scorer, criterion: Criterion, values: Mapping[str, Value]) -> Decimal | None:
    try:
        given = scorer.score(criterion, values)
    except Invalid:
        return None
    return given.value if given else None
