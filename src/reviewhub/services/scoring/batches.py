"""Scoring many sheets of one template at once, exactly as one by one: to compute again what was submitted."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

import numpy as np

from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.sheet import problems_beside, score
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.plugin.columns import POINTS, whole
from reviewhub.services.scoring.criteria import Scored, score_criterion_of_all

BLANK: Final = Answer()
Stored = tuple[list[int | None], Decimal]
Answers = Mapping[str, Answer]


def score_sheets(
    template: ScoringTemplate, sheets: Sequence[Answers], scorers: Mapping[str, HostedScorer]
) -> list[Stored | Invalid]:
    """Score sheets: points as they are stored and the total, or what :func:`score` raises.

    There are no measured values here and none are needed: what was sealed holds the numbers that counted, and
    a contradiction was refused or explained when it was sealed.

    What fits whole numbers goes through ``score_many`` column by column; a sheet with anything beside that,
    a problem above all, is scored alone, so that both ways agree by construction.
    """
    if not sheets:
        return []
    columns = [
        score_criterion_of_all(one, [sheet.get(one.id, BLANK) for sheet in sheets], scorers[one.scorer])
        for one in template.criteria
    ]
    ids = {one.id for one in (*template.criteria, *template.beside)}
    known = np.fromiter((sheet.keys() <= ids for sheet in sheets), bool, len(sheets))
    clean = known & np.logical_and.reduce([one.clean for one in columns])
    if template.beside:
        clean &= np.fromiter((not any(problems_beside(template, one)) for one in sheets), bool, len(sheets))
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


def _stored(columns: Sequence[Scored], full: Sequence[int]) -> Iterable[Stored]:
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
