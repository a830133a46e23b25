"""Scoring many sheets of one template at once, exactly as one by one: to compute again what was submitted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reviewhub.domain.errors import Invalid, PluginError
from reviewhub.domain.hosting import blamed
from reviewhub.domain.scoring.answer import Answer, Input, InputKind, Value, read_values
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.sheet import is_left_out, points_of, score
from reviewhub.domain.scoring.template import Criterion, Evidence, NotApplicable, ReasonRule, ScoringTemplate
from reviewhub.plugin.columns import POINTS, VALUES, BatchScorer, Column, Many, half_up, nothing_given, whole

BLANK: Final = Answer()
NOT_APPLICABLE: Final = attrgetter("not_applicable")
TYPED: Final = attrgetter("values")
REASON: Final = attrgetter("reason")
EVIDENCE: Final = attrgetter("evidence")
Mask = NDArray[np.bool_]
Stored = tuple[list[int | None], Decimal]
Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class _Scored:
    """One criterion of every sheet: points in ten-thousandths, who left it out, and where that is all."""

    points: Column
    left_out: Mask
    clean: Mask


def score_sheets(
    template: ScoringTemplate, sheets: Sequence[Answers], scorers: Mapping[str, HostedScorer]
) -> list[Stored | Invalid]:
    """Score sheets: points as they are stored and the total, or what :func:`score` raises.

    What fits whole numbers goes through ``score_many`` column by column; a sheet with anything beside that,
    a problem above all, is scored alone, so that both ways agree by construction.
    """
    if not sheets:
        return []
    columns = [
        _column(one, [sheet.get(one.id, BLANK) for sheet in sheets], scorers[one.scorer])
        for one in template.criteria
    ]
    ids = {one.id for one in template.criteria}
    known = np.fromiter((sheet.keys() <= ids for sheet in sheets), bool, len(sheets))
    clean = known & np.logical_and.reduce([one.clean for one in columns])
    full = [whole(one.points, POINTS) for one in template.criteria]
    if None in full:
        clean[:] = False
    many = _stored(columns, [one or 0 for one in full])
    return [
        ready if good else _alone(template, sheet, scorers)
        for sheet, ready, good in zip(sheets, many, clean.tolist(), strict=True)
    ]


def _alone(
    template: ScoringTemplate, sheet: Answers, scorers: Mapping[str, HostedScorer]
) -> Stored | Invalid:
    try:
        scored = score(template, sheet, scorers)
    except Invalid as refused:
        return refused
    return [None if one is None else int(one.scaleb(POINTS)) for one in scored.points], scored.total


def _stored(columns: Sequence[_Scored], full: Sequence[int]) -> Iterable[Stored]:
    """Total every sheet, rescaled to all full marks where something was left out."""
    points = np.stack([one.points for one in columns], axis=1)
    left_out = np.stack([one.left_out for one in columns], axis=1)
    attainable = np.where(left_out, 0, np.array(full, dtype=np.int64)).sum(axis=1)
    gained = np.where(left_out, 0, points).sum(axis=1)
    divisor = 200 * np.maximum(attainable, 1)
    hundredths = np.where(attainable > 0, (2 * gained * sum(full) + divisor // 2) // divisor, 0)
    rows: list[list[int | None]] = points.tolist()
    for row, place in zip(*np.nonzero(left_out), strict=True):
        rows[row][place] = None
    return zip(rows, (Decimal(one).scaleb(-2) for one in hundredths.tolist()), strict=True)


def _column(criterion: Criterion, answers: Sequence[Answer], scorer: HostedScorer) -> _Scored:
    """Score one criterion of every sheet; ``clean`` says where points are all there is to say."""
    count = len(answers)
    skipped = np.fromiter(map(NOT_APPLICABLE, answers), bool, count)
    if isinstance(scorer.scorer, BatchScorer):
        points, given = _at_once(criterion, answers, scorer, skipped)
    else:
        points, given = _one_by_one(criterion, answers, scorer, skipped)
    points = np.where(skipped, whole(criterion.points, POINTS) or 0, points)
    given |= skipped & (criterion.not_applicable is not NotApplicable.REFUSE)
    left_out = skipped & is_left_out(criterion, Answer(not_applicable=True))
    return _Scored(points, left_out, given & ~_owed(criterion, answers, points, skipped))


def _at_once(
    criterion: Criterion, answers: Sequence[Answer], scorer: HostedScorer, skipped: Mask
) -> tuple[Column, Mask]:
    seen = criterion.as_scored
    typed = list(map(TYPED, answers))
    columns = {one.name: read_column(one, typed) for one in scorer.inputs(seen)}
    asked = ~skipped & np.logical_and.reduce([column >= 0 for column in columns.values()])
    points, given = np.zeros(len(answers), dtype=np.int64), np.zeros(len(answers), dtype=bool)
    if columns and asked.any():
        many = _many(seen, {name: column[asked] for name, column in columns.items()}, scorer)
        worth = _worth(criterion, many)
        points[asked], given[asked] = worth.points, worth.given
    return points, given


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


def _many(seen: Criterion, columns: Mapping[str, Column], scorer: HostedScorer) -> Many:
    """Ask the plugin; an answer of the wrong shape, or none, leaves the column to be scored one by one."""
    for column in columns.values():
        column.flags.writeable = False
    try:
        with blamed("scorer.failed", key=scorer.key, criterion=seen.id):
            return _checked(seen, columns, scorer.scorer)
    except PluginError:
        return nothing_given(columns)


def _checked(seen: Criterion, columns: Mapping[str, Column], scorer: Any) -> Many:
    points, given = scorer.score_many(seen, columns)
    expected = nothing_given(columns)
    if (points.shape, given.shape) != (expected.points.shape, expected.given.shape):
        raise ValueError(points.shape)
    points = points.astype(np.int64, casting="same_kind")
    most = whole(seen.points, POINTS) or 0
    return Many(points, given.astype(bool) & (points >= 0) & (points <= most))


def _worth(criterion: Criterion, many: Many) -> Many:
    """Bring points on the criterion's own scale to what they are worth in the total."""
    if criterion.scale is None:
        return many
    scale, full = whole(criterion.scale, POINTS), whole(criterion.points, POINTS)
    if scale is None or full is None:
        return Many(many.points, np.zeros_like(many.given))
    return Many(half_up(many.points * full, scale), many.given)


def _one_by_one(
    criterion: Criterion, answers: Sequence[Answer], scorer: HostedScorer, skipped: Mask
) -> tuple[Column, Mask]:
    points, given = np.zeros(len(answers), dtype=np.int64), np.zeros(len(answers), dtype=bool)
    for place in np.flatnonzero(~skipped).tolist():
        one = points_of(criterion, answers[place], scorer)
        exact = None if isinstance(one, list) else whole(one.value, POINTS)
        points[place], given[place] = exact or 0, exact is not None
    return points, given


def _owed(criterion: Criterion, answers: Sequence[Answer], points: Column, skipped: Mask) -> Mask:
    """Tell where a reason or the evidence is still owed."""
    owed = skipped | _needs_reason(criterion, points)
    if owed.any():
        owed &= _blank(list(map(REASON, answers)))
    if criterion.evidence is Evidence.REQUIRED:
        owed |= ~skipped & _blank(list(map(EVIDENCE, answers)))
    return owed


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
