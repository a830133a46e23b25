"""What was typed for one criterion of many sheets, in columns: every distinct text is read once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reviewhub.domain.scoring.answer import Answer, Input, InputKind, Value, read_values
from reviewhub.domain.scoring.template import Criterion, Evidence, ReasonRule
from reviewhub.plugin.columns import POINTS, VALUES, Column, whole

REASON: Final = attrgetter("reason")
EVIDENCE: Final = attrgetter("evidence")
Mask = NDArray[np.bool_]


def read_column(one: Input, typed: Sequence[Mapping[str, str]]) -> Column:
    """Read one input of every answer, each distinct text once; -1 where it cannot be read."""
    texts = [values.get(one.name, "") for values in typed]
    codes = {text: _code(one, text) for text in set(texts)}
    return np.fromiter(map(codes.__getitem__, texts), np.int64, len(texts))


def _code(one: Input, text: str) -> int:
    values, problems = read_values([one], Answer({one.name: text}), "")
    return -1 if problems else _number(one, values[one.name])


def _number(one: Input, value: Value) -> int:
    if isinstance(value, Decimal):
        return int(value.scaleb(VALUES))
    if one.kind is InputKind.CHOICE:
        return [choice.id for choice in one.choices].index(str(value))
    return int(value)


def owed(criterion: Criterion, answers: Sequence[Answer], points: Column, skipped: Mask) -> Mask:
    """Tell where a reason or the evidence is still owed."""
    found = skipped | _needs_reason(criterion, points)
    if found.any():
        found &= _blank(list(map(REASON, answers)))
    if criterion.evidence is Evidence.REQUIRED:
        found |= ~skipped & _blank(list(map(EVIDENCE, answers)))
    return found


def _blank(texts: Sequence[str]) -> Mask:
    blank = {text: not text.strip() for text in set(texts)}
    return np.fromiter(map(blank.__getitem__, texts), bool, len(texts))


def _needs_reason(criterion: Criterion, points: Column) -> Mask:
    full = whole(criterion.points, POINTS) or 0
    rules = {
        ReasonRule.ALWAYS: points >= 0,
        ReasonRule.BELOW_FULL: points < full,
        ReasonRule.EXTREME: points == full,
        ReasonRule.NEVER: points < 0,
    }
    needed: Mask = (points == 0) | rules[criterion.reason]
    return needed
