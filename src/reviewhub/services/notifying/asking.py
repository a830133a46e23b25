"""Asking experts: an invitation is written down with its panel, or by the sweep where that is missing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from reviewhub.db.queries.draws import sealed_on_panels
from reviewhub.db.queries.inviting.invitations import OpenInvitation, open_invitations
from reviewhub.db.queries.inviting.recipients import experts
from reviewhub.domain.appointing.ladder import Asked, Ladder, ladder
from reviewhub.domain.appointing.messages import TO_ANSWER, Purpose
from reviewhub.services.notifying.posting import Said, post, tell_officers
from reviewhub.services.work import Work


def ladder_of(work: Work, invited: OpenInvitation) -> Ladder:
    """Set the rules of an invitation's campaign on the bureau's calendar."""
    return ladder(invited.rules, invited.closes_at, invited.rules.working_time(work.zone))


def ask_panel(work: Work, session: Session, panel: int) -> None:
    """Write the invitation of everybody on a panel who was not asked yet."""
    for invited in open_invitations(session, panel=panel):
        if invited.asked is None:
            ask(work, session, invited)


def ask(work: Work, session: Session, invited: OpenInvitation) -> None:
    """Write one invitation; from now on the time to answer runs. Officers hear where nothing reaches."""
    if not say(work, session, invited, Purpose.INVITATION, Purpose.INVITATION):
        report(work, session, invited, Purpose.UNREACHABLE, {})


def say(work: Work, session: Session, invited: OpenInvitation, purpose: Purpose, rule: str) -> bool:
    """Write one message to the expert of an invitation; tells whether some channel reaches them."""
    steps, asked = ladder_of(work, invited), invited.asked or Asked(work.now())
    said = Said(
        subject=invited.subject,
        rule=rule,
        purpose=purpose,
        values={
            **_about(invited),
            "answer_by": steps.answer_by(asked).isoformat(),
            "closes_at": invited.closes_at.isoformat(),
        },
        panel=invited.panel,
        assignment=invited.anchor or invited.assignments[0],
        not_before=steps.time.sendable(work.now()),
        link_until=steps.limit(asked) if purpose in TO_ANSWER else None,
    )
    return post(work, session, said, experts(session, [invited.expert]))


def report(
    work: Work, session: Session, invited: OpenInvitation, purpose: Purpose, values: Mapping[str, Any]
) -> None:
    """Tell the officers something about one invitation; a name under seal stays there."""
    (expert,) = experts(session, [invited.expert])
    sealed = sealed_on_panels(session, [invited.panel])
    name = sealed.get((invited.panel, invited.expert), expert.name)
    said = Said(
        subject=invited.subject,
        rule=purpose,
        purpose=purpose,
        values={**_about(invited), "expert": name, **values},
        panel=invited.panel,
        assignment=invited.anchor or invited.assignments[0],
    )
    tell_officers(work, session, said)


def _about(invited: OpenInvitation) -> dict[str, Any]:
    return {
        "assignments": list(invited.assignments),
        "tasks": len(invited.assignments),
        "panel": invited.panel_name,
        "campaign": invited.campaign_name,
        "campaign_id": invited.campaign,
    }
