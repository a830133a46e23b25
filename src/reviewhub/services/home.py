"""The first page: what waits for an officer, what a leader wants to know, whether all is well."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import (
    Account,
    Assignment,
    Campaign,
    Commission,
    Conclusion,
    Entry,
    Organization,
    Panel,
    Project,
    Task,
)
from reviewhub.db.queries.findings import counted_open
from reviewhub.db.queries.releasing.waiting import (
    WaitingItems,
    WaitingRelease,
    WaitingRequest,
    waiting_items,
    waiting_releases,
    waiting_requests,
)
from reviewhub.db.schema import is_current
from reviewhub.domain.policy import Act, Role, may, require
from reviewhub.domain.visibility import Phase
from reviewhub.domain.workflow import AssignmentState, CampaignState, CommissionState
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.outcome.standings import Standings, Summary, is_doubtful, standings_of
from reviewhub.services.work import Work

MOST_CAMPAIGNS: Final = 30
NO_ITEMS: Final = WaitingItems()
LEFT: Final = (AssignmentState.DECLINED, AssignmentState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Invitations without an answer, and seats that somebody has to fill."""

    unanswered: int = 0
    vacant: int = 0


@dataclass(frozen=True, slots=True)
class CampaignCard:
    """One campaign on the first page: its sums, and what waits in it.

    ``unanswered`` counts invitations and ``vacant`` seats that were declined or not answered in time and that
    no alternate of a draw took, both on tasks that still need sheets; ``to_conclude`` counts
    sealed tasks, ``doubtful`` those of them that are close to a boundary or hang on one expert; ``findings``
    are conflicts of interest that wait for a second person.
    """

    campaign: CampaignHead
    summary: Summary
    unanswered: int
    vacant: int
    to_conclude: int
    doubtful: int
    findings: int


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An agency's report that waits to be accepted."""

    commission: int
    project: str
    agency: str


@dataclass(frozen=True, slots=True)
class Todo:
    """What the bureau's campaigns want of the reader today, the newest campaign first."""

    campaigns: tuple[CampaignCard, ...]
    reports: tuple[ReportLine, ...]
    releases: tuple[WaitingRelease, ...] = ()
    requests: tuple[WaitingRequest, ...] = ()
    items: WaitingItems = NO_ITEMS

    @property
    def waiting(self) -> int:
        """Count everything that waits for the officer."""
        inside = sum(
            one.unanswered + one.vacant + one.summary.late + one.to_conclude + one.findings
            for one in self.campaigns
        )
        return inside + len(self.reports) + len(self.releases) + len(self.requests) + sum(self.items)


@dataclass(frozen=True, slots=True)
class Installation:
    """How the installation is: accounts by role, and whether the database fits the program."""

    accounts: dict[Role, int]
    locked: int
    disabled: int
    database: str
    schema_is_current: bool
    plugins: int


@dataclass(frozen=True, slots=True)
class Verifiable:
    """What can be checked: entries in the ledger, conclusions that stand, when something last happened."""

    entries: int
    conclusions: int
    last_at: datetime | None


def todo(work: Work) -> Todo:
    """Say what waits, in a constant number of queries; for who may read results."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaigns = _campaigns(session)
        standings = standings_of(work, session, actor, campaigns)
        waiting = _waiting(session, standings)
        found = counted_open(session, [one.id for one in campaigns])
        cards = tuple(
            _card(campaign, one, waiting, found.get(campaign.id, 0))
            for campaign, one in zip(campaigns, standings, strict=True)
        )
        runs = may(actor, Act.RUN_CAMPAIGNS)
        asked = waiting_requests(session) if runs else ()
        today = work.now().astimezone(work.zone).date()
        items = waiting_items(session, today) if runs else NO_ITEMS
        return Todo(cards, _reports(session), waiting_releases(session, actor), asked, items)


def verifiable(work: Work) -> Verifiable:
    """Count what an auditor can verify."""
    actor = require(work.actor, Act.READ_LEDGER)
    with work.reading() as session:
        entries = session.execute(
            select(func.count(), func.max(Entry.at)).where(Entry.bureau_id == actor.bureau)
        ).one()
        conclusions = session.execute(select(func.count(Conclusion.id))).scalar_one()
    return Verifiable(entries[0], conclusions, entries[1])


def installation(work: Work) -> Installation:
    """Tell how the installation is."""
    require(work.actor, Act.MANAGE_ACCOUNTS)
    with work.reading() as session:
        rows = session.execute(select(Account.role, Account.disabled, Account.locked_until)).all()
    now = work.now()
    offered = work.registry
    return Installation(
        accounts={Role(role): count for role, count in sorted(Counter(row[0] for row in rows).items())},
        locked=sum(until is not None and until > now for _, _, until in rows),
        disabled=sum(disabled for _, disabled, _ in rows),
        database=work.engine.dialect.name,
        schema_is_current=is_current(work.engine),
        plugins=len(offered.scorers) + len(offered.aggregators) + len(offered.policies),
    )


def _campaigns(session: Session) -> list[Campaign]:
    statement = select(Campaign).options(joinedload(Campaign.revision))
    return list(session.execute(statement.order_by(Campaign.id.desc()).limit(MOST_CAMPAIGNS)).scalars())


def _waiting(session: Session, standings: Sequence[Standings]) -> dict[int, Waiting]:
    """Count what waits on tasks that still need sheets, by campaign; who follows comes after the panel."""
    invited, left = Assignment.state == AssignmentState.INVITED, Assignment.state.in_(LEFT)
    followed = (Panel.method == "drawn") & (Assignment.invited_at > Panel.formed_at)
    rows = session.execute(
        select(Task.campaign_id, Assignment.task_id, _count(invited), _count(left), _count(followed))
        .select_from(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(Panel, Panel.id == Assignment.panel_id)
        .where(Task.campaign_id.in_([one.campaign for one in standings]))
        .group_by(Task.campaign_id, Assignment.task_id, Assignment.panel_id)
    )
    open_tasks = {line.id for one in standings for line in one.lines if line.phase is Phase.SCORING}
    counted: dict[int, Waiting] = {}
    for campaign, task, unanswered, gone, followers in rows:
        if task in open_tasks:
            sofar = counted.get(campaign, Waiting())
            vacant = sofar.vacant + max(0, gone - followers)
            counted[campaign] = Waiting(sofar.unanswered + unanswered, vacant)
    return counted


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _card(
    campaign: Campaign, standings: Standings, waiting: dict[int, Waiting], findings: int
) -> CampaignCard:
    sealed = [line for line in standings.lines if line.phase is Phase.SEALED]
    asks = campaign.state != CampaignState.CLOSED
    waits = waiting.get(campaign.id, Waiting()) if asks else Waiting()
    return CampaignCard(
        campaign=head_of(campaign),
        summary=standings.summary,
        unanswered=waits.unanswered,
        vacant=waits.vacant,
        to_conclude=len(sealed),
        doubtful=sum(is_doubtful(line) for line in sealed),
        findings=findings,
    )


def _reports(session: Session) -> tuple[ReportLine, ...]:
    rows = session.execute(
        select(Commission.id, Project.name, Organization.name)
        .select_from(Commission)
        .join(Task, Task.id == Commission.task_id)
        .join(Project, Project.id == Task.project_id)
        .join(Organization, Organization.id == Commission.agency_id)
        .where(Commission.state == CommissionState.DELIVERED)
        .order_by(Commission.id)
    ).all()
    return tuple(ReportLine(*row) for row in rows)
