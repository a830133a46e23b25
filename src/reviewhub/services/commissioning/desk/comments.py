"""Comments on a draft: made by the unit and the bureau, adopted or not by the firm."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from reviewhub.db.models import CommentAnswer, Commission, DraftComment
from reviewhub.db.queries.commissioning.comments import CommentLine, comments_of
from reviewhub.db.queries.commissioning.milestones import MilestoneAct, Scheduled, scheduled
from reviewhub.db.queries.commissions import Commissioned, commissioned
from reviewhub.domain.commissioning.comment import (
    ANSWERING,
    TAKING,
    Adoption,
    Source,
    faults_of_answer,
    faults_of_comment,
)
from reviewhub.domain.commissioning.milestone import Milestone
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import Invalid, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import Actor
from reviewhub.services.commissioning.desk.parties import require_party
from reviewhub.services.work import Work

ENTERED_BY_BUREAU: Final = (Source.EXPERT, Source.BUREAU)


@dataclass(frozen=True, slots=True)
class CommentsPage:
    """The comments on one commission's draft as this reader may see them; ``draft`` is the one that is out.

    ``sources`` are those in whose name the reader may comment now, ``until`` the last day for it.
    """

    commission: Commissioned
    party: Party
    draft: MilestoneAct | None
    until: date | None
    lines: tuple[CommentLine, ...]
    sources: tuple[Source, ...]
    may_answer: bool

    @property
    def unanswered(self) -> int:
        """Count the comments of which the firm has not said what it makes of them."""
        return sum(not one.adoption for one in self.lines)


@dataclass(frozen=True, slots=True)
class NewComment:
    """One comment: whose it is, where in the draft, what it says."""

    source: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What the firm makes of a comment; ``standing`` is how many answers the form knew of."""

    adoption: str
    reason: str
    standing: int


def open_comments(work: Work, commission_id: int) -> CommentsPage:
    """Give the comments on a draft; a unit sees its own, once it was asked for them."""
    with work.reading() as session:
        _, party, one, found = _found(work, session, commission_id)
        wanted = [DraftComment.commission_id == commission_id]
        if party is Party.UNIT:
            wanted.append(DraftComment.source == Source.UNIT)
        lines = comments_of(session, *wanted)
    state = found.state if found else ""
    return CommentsPage(
        commission=one,
        party=party,
        draft=draft_out(found),
        until=found.terms.get(Milestone.COMMENTS) if found else None,
        lines=tuple(lines),
        sources=_sources(party) if state in TAKING else (),
        may_answer=party is Party.AGENCY and state in ANSWERING,
    )


def comment(work: Work, commission_id: int, new: NewComment) -> None:
    """Comment on the draft that is out.

    Raises :class:`WrongState` while none is, and :class:`Invalid` for a comment without text.
    """
    with work.transaction() as session:
        actor, party, _, found = _found(work, session, commission_id)
        draft = draft_out(found)
        if found is None or draft is None or draft.document is None or found.state not in TAKING:
            raise WrongState("comment.not_open")
        if new.source not in _sources(party):
            raise WrongState("comment.not_yours")
        problems = list(faults_of_comment(new.place, new.text))
        if problems:
            raise Invalid(problems)
        number = len(comments_of(session, DraftComment.commission_id == commission_id)) + 1
        row = DraftComment(
            commission_id=commission_id,
            number=number,
            document_id=draft.document,
            source=new.source,
            place=new.place.strip(),
            text=new.text.strip(),
            account_id=actor.account,
            at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("comment_on_draft", row, commission=commission_id, source=new.source)


def answer_comment(work: Work, commission_id: int, number: int, new: NewAnswer) -> None:
    """Say what becomes of a comment, or say it anew; the earlier answer stays on record."""
    with work.transaction() as session:
        actor, party, _, found = _found(work, session, commission_id)
        if party is not Party.AGENCY or found is None or found.state not in ANSWERING:
            raise WrongState("comment.not_open")
        lines = comments_of(
            session, DraftComment.commission_id == commission_id, DraftComment.number == number
        )
        if not lines:
            raise NotFound("not_found")
        if lines[0].answers != new.standing:
            raise StaleWrite("stale", current=lines[0].answers, given=new.standing)
        problems = list(faults_of_answer(new.adoption, new.reason))
        if problems:
            raise Invalid(problems)
        row = CommentAnswer(
            comment_id=lines[0].id,
            number=new.standing + 1,
            adoption=Adoption(new.adoption),
            reason=new.reason.strip(),
            account_id=actor.account,
            at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("answer_comment", row, commission=commission_id, number=number)


def draft_out(found: Scheduled | None) -> MilestoneAct | None:
    """Give the draft that was last sent out for comments, or None while none was."""
    drafts = [one for one in found.acts if one.act == "hand_in_draft"] if found else []
    opened = found is not None and any(
        one.act == "open_comments" and drafts and one.number > drafts[-1].number for one in found.acts
    )
    return drafts[-1] if opened else None


def _sources(party: Party) -> tuple[Source, ...]:
    return {Party.UNIT: (Source.UNIT,), Party.BUREAU: ENTERED_BY_BUREAU}.get(party, ())


def _found(
    work: Work, session: Session, commission_id: int
) -> tuple[Actor, Party, Commissioned, Scheduled | None]:
    """Give a commission the reader takes part in; raises :class:`NotFound` as if others did not exist."""
    found = commissioned(session, Commission.id == commission_id)
    if not found:
        raise NotFound("not_found")
    one = found[0]
    actor, party = require_party(work, session, one.task)
    along = scheduled(session, [commission_id]).get(commission_id)
    own = party is not Party.AGENCY or one.agency == actor.agency
    asked = party is not Party.UNIT or draft_out(along) is not None
    if not (own and asked):
        raise NotFound("not_found")
    return actor, party, one, along
