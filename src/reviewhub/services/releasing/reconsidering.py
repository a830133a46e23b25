"""Reconsideration: a unit asks to look at its released result again, an officer answers once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import (
    Account,
    Project,
    Reconsideration,
    ReconsiderationAnswer,
    Release,
    ReleaseLine,
    Task,
)
from reviewhub.db.queries.projects import of_unit
from reviewhub.db.queries.releasing.releases import released_lines
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.releasing.release import ReleaseState
from reviewhub.services.work import Work

LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request with its answer; ``admitted`` is None while nobody answered."""

    id: int
    line: int
    task: int
    project: str
    reason: str
    by: str
    asked_at: datetime
    admitted: bool | None
    answer: str
    answered_at: datetime | None


def ask_reconsideration(work: Work, line_id: int, reason: str) -> int:
    """Ask to look at one's own released result again; gives the request.

    Raises :class:`NotFound` for another's result, :class:`WrongState` while one is open or the result is no
    longer the newest.
    """
    actor = require(work.actor, Act.READ_OWN_RESULTS)
    with work.transaction() as session:
        line = _own_line(session, line_id, actor.unit)
        if released_lines(session, [line.task_id])[-1].line != line_id:
            raise WrongState("reconsideration.newer_result")
        if any(one.admitted is None for one in requests_on(session, ReleaseLine.id == line_id)):
            raise WrongState("reconsideration.already_asked")
        _require_text(reason)
        row = Reconsideration(
            line_id=line_id, reason=reason.strip(), account_id=actor.account, asked_at=work.now()
        )
        session.add(row)
        session.flush()
        work.record("ask_reconsideration", row, line=line_id)
        return row.id


def answer_reconsideration(work: Work, request_id: int, *, admitted: bool, reason: str) -> None:
    """Answer a request: the result is looked at again, or it stands; raises :class:`WrongState` twice."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        asked = session.get(Reconsideration, request_id)
        if asked is None:
            raise NotFound("not_found")
        (line,) = requests_on(session, Reconsideration.id == request_id)
        if walled_tasks(session, actor.account, [line.task]):
            raise NotAllowed("release.tied")
        if line.admitted is not None:
            raise WrongState("reconsideration.answered")
        _require_text(reason)
        row = ReconsiderationAnswer(
            reconsideration_id=request_id,
            admitted=admitted,
            reason=reason.strip(),
            account_id=actor.account,
            answered_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("answer_reconsideration", row, admitted=admitted)


def requests_on(session: Session, *wanted: ColumnElement[bool]) -> tuple[RequestLine, ...]:
    """Give the wanted requests with their answers, the newest first."""
    rows = session.execute(
        select(Reconsideration, ReconsiderationAnswer, ReleaseLine.task_id, Project.name, Account.name)
        .join(ReleaseLine, ReleaseLine.id == Reconsideration.line_id)
        .join(Task, Task.id == ReleaseLine.task_id)
        .join(Project, Project.id == Task.project_id)
        .join(Account, Account.id == Reconsideration.account_id)
        .outerjoin(ReconsiderationAnswer, ReconsiderationAnswer.reconsideration_id == Reconsideration.id)
        .where(*wanted)
        .order_by(Reconsideration.id.desc())
    )
    return tuple(_line(*row) for row in rows)


def _line(
    asked: Reconsideration, answer: ReconsiderationAnswer | None, task: int, project: str, by: str
) -> RequestLine:
    return RequestLine(
        id=asked.id,
        line=asked.line_id,
        task=task,
        project=project,
        reason=asked.reason,
        by=by,
        asked_at=asked.asked_at,
        admitted=answer.admitted if answer else None,
        answer=answer.reason if answer else "",
        answered_at=answer.answered_at if answer else None,
    )


def _own_line(session: Session, line_id: int, unit: int | None) -> ReleaseLine:
    line = session.execute(
        select(ReleaseLine)
        .join(Release, Release.id == ReleaseLine.release_id)
        .join(Task, Task.id == ReleaseLine.task_id)
        .join(Project, Project.id == Task.project_id)
        .where(ReleaseLine.id == line_id, Release.state == ReleaseState.RELEASED, of_unit(unit))
        .options(joinedload(ReleaseLine.conclusion))
    ).scalar_one_or_none()
    if line is None:
        raise NotFound("not_found")
    return line


def _require_text(text: str) -> None:
    if not text.strip() or len(text) > LONGEST:
        raise Invalid([Problem("reason", "reconsideration.needs_reason", {"longest": LONGEST})])
