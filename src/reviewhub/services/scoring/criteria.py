"""One criterion of many sheets: through the scorer's ``score_many`` where it offers that, else one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

import numpy as np

from reviewhub.domain.errors import PluginError
from reviewhub.domain.hosting import blamed
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.sheet import is_left_out, points_of
from reviewhub.domain.scoring.template import Criterion, NotApplicable
from reviewhub.plugin.columns import POINTS, BatchScorer, Column, Many, half_up, nothing_given, whole
from reviewhub.services.scoring.typed import Mask, owed, read_column

NOT_APPLICABLE: Final = attrgetter("not_applicable")
TYPED: Final = attrgetter("values")


@dataclass(frozen=True, slots=True)
class Scored:
    """One criterion of every sheet: points in ten-thousandths, who left it out, and where that is all."""

    points: Column
    left_out: Mask
    clean: Mask


def score_criterion_of_all(criterion: Criterion, answers: Sequence[Answer], scorer: HostedScorer) -> Scored:
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
    return Scored(points, left_out, given & ~owed(criterion, answers, points, skipped))


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
