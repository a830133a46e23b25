"""Deadlines of an expert as calendar files: of one invitation, of all tasks."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from flask import Response

from reviewhub.domain.workflow import ACTIVE, AssignmentState
from reviewhub.edge.language.words import sentence
from reviewhub.edge.letters.calendar import MEDIA_TYPE, Deadline, calendar_file
from reviewhub.edge.unit import parts
from reviewhub.services.panels.invitations import Invitation
from reviewhub.services.scoring.desk import DeskState, TaskToScore

OVER = (DeskState.SUBMITTED, DeskState.MISSED)


def of_invitation(invitation: Invitation) -> list[Deadline]:
    """Give until when to answer, and until when to score; nothing once it was declined or is over."""
    if invitation.state not in ACTIVE:
        return []
    found = [_scoring(f"panel-{invitation.panel}", invitation.campaign, invitation.closes_at)]
    by = invitation.terms.answer_by
    if by and invitation.state == AssignmentState.INVITED:
        title = sentence("calendar.answer", {"campaign": invitation.campaign})
        found.insert(0, Deadline(f"answer-{invitation.panel}", title, by))
    return found


def of_tasks(tasks: Iterable[TaskToScore]) -> Iterator[Deadline]:
    """Give until when each task that is still to do has to be submitted."""
    yield from (
        _scoring(f"assignment-{one.assignment}", one.project, one.closes_at)
        for one in tasks
        if one.state not in OVER
    )


def calendar_answer(deadlines: Iterable[Deadline]) -> Response:
    """Hand deadlines out as a file for a calendar."""
    written = calendar_file(deadlines, parts().now())
    headers = {"Content-Disposition": 'attachment; filename="reviewhub.ics"'}
    return Response(written, content_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


def _scoring(uid: str, what: str, at: datetime) -> Deadline:
    return Deadline(uid, sentence("calendar.score", {"what": what}), at)
