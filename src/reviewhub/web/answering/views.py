"""Answering by a link: opening it changes nothing, an answer is posted, and nothing else can be reached."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from reviewhub.domain.appointing.panel import PLEDGE, RECUSAL_GROUNDS
from reviewhub.domain.errors import Invalid, WrongState
from reviewhub.edge.guards import public
from reviewhub.edge.letters.deadlines import calendar_answer, of_invitation
from reviewhub.edge.letters.links import PATH, key_of
from reviewhub.edge.received import day
from reviewhub.edge.unit import parts
from reviewhub.services.panels import invitation_links as links
from reviewhub.services.panels.invitation_links import LinkedInvitation, LinkKey
from reviewhub.services.work import Work

area = Blueprint("answering", __name__, url_prefix=PATH)
Posted = Answer | tuple[str, int]


@area.after_request
def unlisted(answer: Response) -> Response:
    """Keep the page out of every search engine."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@area.get("/<token>")
@public
def show(token: str) -> str:
    """Show the invitation, or why the link answers nothing any more."""
    return _page(token)


@area.post("/<token>/accept")
@public
def accept(token: str) -> Posted:
    """Sign the pledge and accept."""
    work, key = _holder(token)
    return _answered(
        token, lambda: links.accept_by_link(work, key, pledged=request.form.get("pledge") == "1")
    )


@area.post("/<token>/decline")
@public
def decline(token: str) -> Posted:
    """Decline with a reason."""
    work, key = _holder(token)
    return _answered(token, lambda: links.decline_by_link(work, key, request.form.get("reason", "")))


@area.post("/<token>/later")
@public
def put_off(token: str) -> Posted:
    """Promise an answer by a later day."""
    work, key = _holder(token)
    until = day(request.form.get("later", ""))
    return _answered(token, lambda: links.put_off_by_link(work, key, until))


@area.get("/<token>/calendar.ics")
@public
def calendar(token: str) -> Response:
    """Hand out the deadlines of the invitation."""
    invitation = _opened(token).invitation
    return calendar_answer(of_invitation(invitation) if invitation else [])


def _holder(token: str) -> tuple[Work, LinkKey]:
    """Act for the expert whom the link was sent to, and not for who may be signed in in this browser."""
    key = key_of(parts().settings.secret_key, token)
    return parts().work(links.holder_of(parts().work(None), key)), key


def _opened(token: str) -> LinkedInvitation:
    return links.linked_invitation(*_holder(token))


def _answered(token: str, answer: Callable[[], None]) -> Posted:
    """Answer and show what became of it; what the link or the time refuses is said by the page itself."""
    try:
        answer()
    except Invalid as error:
        return _page(token, error), 422
    except WrongState:
        return _page(token), 409
    return redirect(url_for("answering.show", token=token))


def _page(token: str, error: Invalid | None = None) -> str:
    return render_template(
        "answering/show.html",
        token=token,
        opened=_opened(token),
        pledge=PLEDGE,
        grounds=RECUSAL_GROUNDS,
        faults={one.path: one for one in error.problems} if error else {},
    )
