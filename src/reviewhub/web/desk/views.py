"""What a scorer meets first: my tasks, invitations to answer, stepping back from a task."""

from itertools import chain

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.appointing.panel import PLEDGE, RECUSAL_GROUNDS
from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.letters.deadlines import calendar_answer, of_invitation, of_tasks
from reviewhub.edge.received import day
from reviewhub.edge.unit import current_work
from reviewhub.services.panels import invitations
from reviewhub.services.rounds import answers
from reviewhub.services.scoring import desk

area = Blueprint("desk", __name__)


@area.get("/desk")
@guard(Act.SCORE)
def index() -> str:
    """List my open invitations and my tasks."""
    work = current_work()
    return render_template(
        "desk/index.html",
        invitations=invitations.invitations(work),
        rounds=answers.rounds_to_answer(work),
        tasks=desk.my_tasks(work),
    )


@area.get("/desk/invitations/<int:panel>")
@guard(Act.SCORE)
def invitation(panel: int) -> str:
    """Show what I am asked, and the pledge."""
    return _asked(panel)


@area.post("/desk/invitations/<int:panel>/accept")
@guard(Act.SCORE)
def accept(panel: int) -> Response | tuple[str, int]:
    """Sign the pledge and accept."""
    try:
        invitations.accept_invitation(current_work(), panel, pledged=request.form.get("pledge") == "1")
    except Invalid as error:
        return _asked(panel, error), 422
    flash(_("已接受邀请，可以开始打分。"), "good")
    return redirect(url_for("desk.index"))


@area.post("/desk/invitations/<int:panel>/decline")
@guard(Act.SCORE)
def decline(panel: int) -> Response | tuple[str, int]:
    """Decline with a reason."""
    try:
        invitations.decline_invitation(current_work(), panel, request.form.get("reason", ""))
    except Invalid as error:
        return _asked(panel, error), 422
    flash(_("已谢绝邀请，经办人会看到您的理由。"), "good")
    return redirect(url_for("desk.index"))


@area.post("/desk/invitations/<int:panel>/later")
@guard(Act.SCORE)
def put_off(panel: int) -> Response | tuple[str, int]:
    """Promise an answer by a later day."""
    try:
        invitations.put_off_invitation(current_work(), panel, day(request.form.get("later", "")))
    except Invalid as error:
        return _asked(panel, error), 422
    flash(_("已记下您约定的日期，当天早上会再提醒您。"), "good")
    return redirect(url_for("desk.index"))


@area.get("/desk/invitations/<int:panel>/calendar.ics")
@guard(Act.SCORE)
def invitation_calendar(panel: int) -> Response:
    """Hand out the deadlines of one invitation."""
    return calendar_answer(of_invitation(invitations.invitation(current_work(), panel)))


@area.get("/desk/calendar.ics")
@guard(Act.SCORE)
def calendar() -> Response:
    """Hand out the deadlines of all my tasks and open invitations."""
    work = current_work()
    open_ones = [of_invitation(one) for one in invitations.invitations(work)]
    return calendar_answer([*of_tasks(desk.my_tasks(work)), *chain.from_iterable(open_ones)])


@area.post("/assignments/<int:assignment>/recusal")
@guard(Act.SCORE)
def recuse(assignment: int) -> Response | tuple[str, int]:
    """Step back from one task; sight of it ends at once."""
    invitations.recuse(current_work(), assignment, request.form.get("reason", ""))
    flash(_("已回避，您不再参与这个项目的评审。"), "good")
    return redirect(url_for("desk.index"))


def _asked(panel: int, error: Invalid | None = None) -> str:
    return render_template(
        "desk/invitation.html",
        invitation=invitations.invitation(current_work(), panel),
        pledge=PLEDGE,
        grounds=RECUSAL_GROUNDS,
        faults={one.path: one for one in error.problems} if error else {},
    )
