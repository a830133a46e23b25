"""Comments on drafts with what became of them, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from reviewhub.db.models import CommentAnswer, DraftComment


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One comment with the answer that counts; ``answers`` is how many were given so far."""

    id: int
    commission: int
    number: int
    document: int
    source: str
    place: str
    text: str
    at: datetime
    answers: int
    adoption: str
    reason: str
    answered_at: datetime | None


def comments_of(session: Session, *wanted: ColumnElement[bool]) -> list[CommentLine]:
    """Give the wanted comments in their order."""
    rows = list(
        session.execute(
            select(DraftComment).where(*wanted).order_by(DraftComment.commission_id, DraftComment.number)
        ).scalars()
    )
    answers = _newest(session, [row.id for row in rows])
    return [_line(row, answers.get(row.id)) for row in rows]


def _newest(session: Session, comments: Sequence[int]) -> dict[int, CommentAnswer]:
    rows = session.execute(
        select(CommentAnswer)
        .where(CommentAnswer.comment_id.in_(comments))
        .order_by(CommentAnswer.comment_id, CommentAnswer.number)
    ).scalars()
    return {row.comment_id: row for row in rows}


def _line(row: DraftComment, answer: CommentAnswer | None) -> CommentLine:
    return CommentLine(
        id=row.id,
        commission=row.commission_id,
        number=row.number,
        document=row.document_id,
        source=row.source,
        place=row.place,
        text=row.text,
        at=row.at,
        answers=answer.number if answer else 0,
        adoption=answer.adoption if answer else "",
        reason=answer.reason if answer else "",
        answered_at=answer.at if answer else None,
    )
