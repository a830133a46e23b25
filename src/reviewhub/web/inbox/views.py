"""My messages; reading one is an act, so that a look at the list changes nothing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.appointing.messages import TO_ANSWER, Purpose
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.language.words import speaker
from reviewhub.edge.letters.writing import Writer
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.sessions import who_is_there
from reviewhub.edge.unit import current_work, parts
from reviewhub.services.notifying import inbox
from reviewhub.services.notifying.inbox import InboxMessage

area = Blueprint("inbox", __name__)


@area.get("/inbox")
@guard(Act.READ_MESSAGES)
def index() -> str:
    """List my messages."""
    return _page()


@area.post("/inbox/<int:message>/read")
@guard(Act.READ_MESSAGES)
def read(message: int) -> Response:
    """Mark one as read and go where it leads."""
    return redirect(_place(inbox.mark_read(current_work(), message)))


@area.post("/inbox/read", endpoint="read_all")
@guard(Act.READ_MESSAGES)
def read_all() -> Response:
    """Mark all as read."""
    inbox.mark_all_read(current_work())
    return redirect(url_for("inbox.index"))


@area.post("/inbox/address")
@guard(Act.READ_MESSAGES)
def address() -> Response | tuple[str, int]:
    """Leave an address to which messages go too."""
    try:
        inbox.save_address(current_work(), request.form.get("email", ""))
    except Invalid as error:
        return _page(error.problems[0]), 422
    flash(_("邮箱地址已保存。"), "good")
    return redirect(url_for("inbox.index"))


def _page(fault: Problem | None = None) -> str:
    work, there = current_work(), who_is_there()
    listing = shown(inbox.messages(work, asked_from_request(("unread",))))
    bureau, unread = (there.bureau_name, there.unread) if there else ("", 0)
    writer = Writer(speaker(), parts().registry, parts().settings.zone, bureau)
    return render_template(
        "inbox/index.html",
        messages=listing,
        letters=[(one, writer.letter(one.purpose, one.values)) for one in listing.items],
        unread=unread,
        email=request.form.get("email", "") if fault else inbox.own_address(work),
        fault=fault,
        has_place=lambda one: _place(one) != url_for("inbox.index"),
    )


def _place(message: InboxMessage) -> str:
    """Give the page that a message is about."""
    if message.purpose in TO_ANSWER and message.panel:
        return url_for("desk.invitation", panel=message.panel)
    if message.purpose == Purpose.RELEASED:
        return url_for("released.index")
    if "rectification" in message.values:
        return url_for("rectifications.show", rectification=message.values["rectification"])
    if message.purpose == Purpose.HOLD:
        return url_for("rectifications.index")
    campaign = message.values.get("campaign_id")
    is_for_officers = "expert" in message.values or "empty" in message.values or "channel" in message.values
    if campaign and is_for_officers:
        return url_for("campaigns.show", campaign=campaign) + "#panels"
    return url_for("inbox.index")
