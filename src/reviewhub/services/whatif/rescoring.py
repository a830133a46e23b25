"""Sheets of one revision of a template, scored by another from the answers as they were typed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from reviewhub.db.queries.results import StoredPoints
from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.sheet import Scorer
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.services.outcome.recount import typed_answers
from reviewhub.services.scoring.batches import score_sheets


class Rescored(NamedTuple):
    """The points of a sheet in the order of the other template."""

    points: StoredPoints


def rescored(
    session: Session, template: ScoringTemplate, scorers: Mapping[str, Scorer], sheets: Sequence[int]
) -> dict[int, Rescored | Invalid]:
    """Score sheets by another template, by id; answers to what it no longer asks are left aside.

    What it asks and nobody answered makes a sheet :class:`Invalid`.
    """
    asked = {one.id for one in (*template.criteria, *template.beside)}
    answers = [
        {id_: one for id_, one in given.items() if id_ in asked}
        for given in typed_answers(session, sheets).values()
    ]
    scored = score_sheets(template, answers, {key: HostedScorer(one) for key, one in scorers.items()})
    return {
        sheet: one if isinstance(one, Invalid) else Rescored(one[0])
        for sheet, one in zip(sheets, scored, strict=True)
    }
