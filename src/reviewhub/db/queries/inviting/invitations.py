"""Invitations without an answer: since when, by which rules, and what was said already."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Assignment,
    Campaign,
    CampaignInvitationRules,
    InvitationAnswer,
    Notification,
    Panel,
)
from reviewhub.domain.appointing.invitation_rules import InvitationRules, read_rules
from reviewhub.domain.appointing.ladder import Asked
from reviewhub.domain.appointing.messages import Purpose
from reviewhub.domain.workflow import AssignmentState, CampaignState

LATER: Final = "later"


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """Tasks of one panel that one expert was asked about together and has not answered.

    ``anchor`` is the first of them when they were asked, and ``asked`` when that was; both None while the
    message is not written yet. ``done`` names the steps already taken.
    """

    panel: int
    panel_name: str
    expert: int
    campaign: int
    campaign_name: str
    closes_at: datetime
    rules: InvitationRules
    assignments: tuple[int, ...]
    anchor: int | None
    asked: Asked | None
    done: frozenset[str]

    @property
    def subject(self) -> str:
        """Name the row that messages about it are keyed by."""
        return f"assignments:{self.anchor or self.assignments[0]}"


@dataclass(slots=True)
class _Said:
    """What was said about the panels in question: by assignment who asked, by anchor what followed."""

    asked: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    steps: dict[int | None, set[str]] = field(default_factory=lambda: defaultdict(set))
    later: dict[int, date] = field(default_factory=dict)


def rules_of(session: Session, campaign: int) -> InvitationRules:
    """Give what a campaign decided, or the defaults."""
    statement = select(CampaignInvitationRules.rules).where(CampaignInvitationRules.campaign_id == campaign)
    return read_rules(session.execute(statement).scalar())


def open_invitations(session: Session, **wanted: int) -> list[OpenInvitation]:
    """Give every invitation that waits for an answer, in four queries.

    ``panel``, ``expert`` and ``campaign`` leave those of one.
    """
    waiting = _waiting(wanted)
    rows = session.execute(waiting.order_by(Assignment.panel_id, Assignment.expert_id, Assignment.id)).all()
    if not rows:
        return []
    said = _said(session, waiting.with_only_columns(Assignment.panel_id))
    rules = _all_rules(session, waiting.with_only_columns(Panel.campaign_id))
    groups: dict[tuple[int, int, int | None], list[Row[Any]]] = defaultdict(list)
    for row in rows:
        anchor, _ = said.asked.get(row.id, (None, None))
        groups[row.panel_id, row.expert_id, anchor].append(row)
    return [_open(group, said, rules) for group in groups.values()]


def _open(rows: Sequence[Row[Any]], said: _Said, rules: Mapping[int, InvitationRules]) -> OpenInvitation:
    first = rows[0]
    anchor, at = said.asked.get(first.id, (None, None))
    return OpenInvitation(
        panel=first.panel_id,
        panel_name=first.panel_name,
        expert=first.expert_id,
        campaign=first.campaign_id,
        campaign_name=first.campaign_name,
        closes_at=first.closes_at,
        rules=rules.get(first.campaign_id, InvitationRules()),
        assignments=tuple(row.id for row in rows),
        anchor=anchor,
        asked=Asked(at, said.later.get(anchor)) if anchor and at else None,
        done=frozenset(said.steps[anchor]),
    )


def _waiting(wanted: Mapping[str, int]) -> Select[*tuple[Any, ...]]:
    columns = {"panel": Assignment.panel_id, "expert": Assignment.expert_id, "campaign": Panel.campaign_id}
    return (
        select(
            Assignment.id,
            Assignment.panel_id,
            Assignment.expert_id,
            Panel.name.label("panel_name"),
            Panel.campaign_id,
            Campaign.name.label("campaign_name"),
            Campaign.closes_at,
        )
        .join(Panel, Panel.id == Assignment.panel_id)
        .join(Campaign, Campaign.id == Panel.campaign_id)
        .where(
            Assignment.state == AssignmentState.INVITED,
            Assignment.expert_id.is_not(None),
            Campaign.state != CampaignState.CLOSED,
            *(columns[name] == value for name, value in wanted.items()),
        )
    )


def _said(session: Session, panels: Select[*tuple[Any, ...]]) -> _Said:
    said = _Said()
    notes = session.execute(
        select(Notification.key, Notification.purpose, Notification.assignment_id, Notification.made_at)
        .add_columns(Notification.payload)
        .where(Notification.panel_id.in_(panels), Notification.assignment_id.is_not(None))
        .order_by(Notification.id)
    )
    for key, purpose, anchor, made_at, payload in notes:
        said.steps[anchor].add(key.partition("/")[2])
        if purpose == Purpose.INVITATION:
            said.asked |= dict.fromkeys(payload["assignments"], (anchor, made_at))
    said.later.update(_put_off(session, panels))
    return said


def _put_off(session: Session, panels: Select[*tuple[Any, ...]]) -> Iterator[tuple[int, date]]:
    rows = session.execute(
        select(InvitationAnswer.assignment_id, InvitationAnswer.until).where(
            InvitationAnswer.panel_id.in_(panels), InvitationAnswer.act == LATER
        )
    )
    yield from ((anchor, until) for anchor, until in rows if until is not None)


def _all_rules(session: Session, campaigns: Select[*tuple[Any, ...]]) -> dict[int, InvitationRules]:
    rows = session.execute(
        select(CampaignInvitationRules.campaign_id, CampaignInvitationRules.rules).where(
            CampaignInvitationRules.campaign_id.in_(campaigns)
        )
    )
    return {campaign: read_rules(rules) for campaign, rules in rows}
