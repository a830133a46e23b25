"""Who follows on seats that were given up: asked by itself until the cut-off, and by an officer after it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment
from reviewhub.db.queries.inviting.invitations import OpenInvitation
from reviewhub.services.drawing.replacing import replace_seat
from reviewhub.services.notifying.asking import ask_panel, ladder_of
from reviewhub.services.work import Work


def follow(
    work: Work,
    session: Session,
    rows: Sequence[Assignment],
    invited: Sequence[OpenInvitation],
    reason_code: str,
) -> str:
    """Invite who follows on every seat; tells "followed", or "empty" where a seat stays without anybody.

    Call it after the states of ``rows`` were set, inside the act that set them.
    """
    if not invited or any(work.now() >= ladder_of(work, one).cut_off for one in invited):
        return "empty"
    session.flush()
    seated = [replace_seat(work, session, row, reason_code) for row in rows]
    session.flush()
    ask_panel(work, session, invited[0].panel)
    return "followed" if all(seated) else "empty"
