"""Campaigns: pinning rules, choosing projects, opening and closing."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, CampaignTriggers, Organization, Project, Task
from reviewhub.domain.conflicts.conflict import ConflictRule
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.money import YUAN_PER_WAN
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.template import Kind, ScoringTemplate
from reviewhub.domain.scoring_round import Triggers
from reviewhub.domain.workflow import CAMPAIGN, CampaignState, Schedule, move
from reviewhub.plugin.registry import Registry, pinned
from reviewhub.services.budget_policies.choosing import (
    link_own_policy,
    pin_of,
    policies_offered,
    policy_faults,
)
from reviewhub.services.listing import Asked, Listing, count, window
from reviewhub.services.templates import offered, publish, template_of
from reviewhub.services.work import Work, require_version

PLAIN_NUMBER: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What an officer decides; keys name installed methods, which are pinned with their versions."""

    name: str
    kind: Kind
    fiscal_year: int
    template: str
    aggregator: str
    policy: str
    opens_at: datetime
    closes_at: datetime
    blind: bool = False
    triggers: Triggers = field(default_factory=Triggers)


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One campaign in a list."""

    id: int
    name: str
    kind: Kind
    fiscal_year: int
    state: CampaignState
    opens_at: datetime
    closes_at: datetime
    tasks: int
    asked: Decimal


@dataclass(frozen=True, slots=True)
class CampaignHead:
    """A campaign with everything it pinned."""

    id: int
    name: str
    kind: Kind
    fiscal_year: int
    state: CampaignState
    opens_at: datetime
    closes_at: datetime
    blind: bool
    template: ScoringTemplate
    aggregator: str
    grade_scale: str
    conclusion_scale: str
    policy: str
    scorers: tuple[str, ...]
    conflict_rules: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class ProjectChoice:
    """A project that could become a task; ``asked`` in yuan."""

    id: int
    code: str
    name: str
    unit: str
    nature: str
    asked: Decimal


@dataclass(frozen=True, slots=True)
class Choosing:
    """The projects to choose from: one page of them, the yuan that all of them ask, the natures there are."""

    campaign: CampaignHead
    projects: Listing[ProjectChoice]
    asked: Decimal
    natures: tuple[str, ...]


def create_campaign(work: Work, new: NewCampaign) -> int:
    """Make a campaign and pin key and version of everything that will compute its results; gives its id.

    Raises :class:`Invalid` with every fault of the choice.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        template = offered(work, session).get(new.template)
        policies = policies_offered(work, session)
        scale = work.registry.grade_scales.get(template.grade_scale) if template else None
        money = policy_faults(policies, new.policy, scale)
        problems = [*_faults(work.registry, new, template), *money, *_time_faults(new)]
        if problems or template is None:
            raise Invalid(problems)
        campaign = Campaign(
            name=new.name,
            kind=new.kind,
            fiscal_year=new.fiscal_year,
            revision=publish(work, session, template),
            opens_at=new.opens_at,
            closes_at=new.closes_at,
            blind=new.blind,
            state=CampaignState.PREPARING,
            created_at=work.now(),
            policy=pin_of(policies, new.policy),
            **_pins(work.registry, new, template),
        )
        session.add(campaign)
        session.flush()
        link_own_policy(session, campaign)
        if not new.triggers.are_off:
            session.add(CampaignTriggers(campaign_id=campaign.id, triggers=new.triggers.written()))
            session.flush()
        work.record("create_campaign", campaign, template=template.digest)
        return campaign.id


def list_campaigns(work: Work, asked: Asked) -> Listing[CampaignLine]:
    """List campaigns with their tasks and the yuan asked for; filters: ``q`` (name), ``kind``, ``state``.

    The newest come first unless another order is asked for.
    """
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        statement = _lines(asked)
        total = count(session, statement)
        limit, offset = window(asked, total)
        rows = session.execute(statement.limit(limit).offset(offset)).all()
    return Listing(
        tuple(_line(campaign, tasks or 0, sum_ or Decimal(0)) for campaign, tasks, sum_ in rows), total, asked
    )


def campaign_head(work: Work, campaign_id: int) -> CampaignHead:
    """Give one campaign with its pins; raises :class:`NotFound`."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        return head_of(found(session, campaign_id))


def choosing(work: Work, campaign_id: int, asked: Asked) -> Choosing:
    """List the year's projects that are not yet tasks; filters: ``q``, ``nature``, ``above`` (万元)."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        statement = _choices(campaign, asked)
        chosen = statement.order_by(None).subquery()
        total, sum_ = session.execute(
            select(func.count(), func.sum(chosen.c.asked)).select_from(chosen)
        ).one()
        limit, offset = window(asked, total)
        rows = session.execute(statement.limit(limit).offset(offset)).all()
        natures = session.execute(
            select(Project.nature).where(Project.fiscal_year == campaign.fiscal_year).distinct()
        ).scalars()
        projects = Listing(tuple(ProjectChoice(*row) for row in rows), total, asked)
        return Choosing(head_of(campaign), projects, sum_ or Decimal(0), tuple(sorted(filter(None, natures))))


def add_tasks(work: Work, campaign_id: int, projects: Sequence[int]) -> int:
    """Make a task of every project that is not one already; gives how many were new."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        return _add_tasks(work, session, found(session, campaign_id), set(projects))


def add_all_tasks(work: Work, campaign_id: int, asked: Asked) -> int:
    """Make a task of every project that the filters leave, on whatever page it stands; gives how many."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        chosen = {row.id for row in session.execute(_choices(campaign, asked))}
        return _add_tasks(work, session, campaign, chosen)


def open_campaign(work: Work, campaign_id: int, version: int) -> None:
    """Let scoring begin; refused while there is nothing to score."""
    _move(work, campaign_id, "open", version)


def close_campaign(work: Work, campaign_id: int, version: int) -> None:
    """End scoring for good."""
    _move(work, campaign_id, "close", version)


def _add_tasks(work: Work, session: Session, campaign: Campaign, projects: set[int]) -> int:
    if campaign.state == CampaignState.CLOSED:
        move(CAMPAIGN, campaign.state, "add_tasks")
    present = set(session.execute(select(Task.project_id).where(Task.campaign_id == campaign.id)).scalars())
    rows = session.execute(
        select(Project)
        .where(Project.id.in_(projects - present), Project.fiscal_year == campaign.fiscal_year)
        .order_by(Project.code)
    ).scalars()
    new = [
        Task(campaign_id=campaign.id, project_id=project.id, number=number, asked=project.asked)
        for number, project in enumerate(rows, start=len(present) + 1)
    ]
    session.add_all(new)
    if new:
        session.flush()
        work.record("add_tasks", campaign, count=len(new))
    return len(new)


def found(session: Session, campaign_id: int) -> Campaign:
    """Give the row or say that it is not there."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound("not_found")
    return campaign


def conflict_rules_of(registry: Registry, campaign: Campaign) -> list[ConflictRule]:
    """Give the pinned conflict rules; raises :class:`PluginError` when one is gone or has another version."""
    return [pinned(registry.conflict_rules, pin) for pin in campaign.conflict_rules]


def schedule_of(campaign: Campaign) -> Schedule:
    """When this campaign takes scores."""
    return Schedule(campaign.state, campaign.opens_at, campaign.closes_at)


def _move(work: Work, campaign_id: int, act: str, version: int) -> None:
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        require_version(campaign, version)
        empty = (
            session.execute(select(Task.id).where(Task.campaign_id == campaign.id).limit(1)).first() is None
        )
        if act == "open" and empty:
            raise Invalid([Problem("", "campaign.no_tasks")])
        campaign.state = move(CAMPAIGN, campaign.state, act)
        work.record(f"{act}_campaign", campaign)


def _faults(registry: Registry, new: NewCampaign, template: ScoringTemplate | None) -> list[Problem]:
    problems = [] if new.name.strip() else [Problem("name", "campaign.name_missing")]
    if template is None or template.kind is not new.kind:
        problems.append(Problem("template", "campaign.template_of_other_kind"))
    elif missing := missing_parts(registry, template):
        problems.append(Problem("template", "campaign.template_lacks", {"keys": "、".join(missing)}))
    if new.aggregator not in registry.aggregators:
        problems.append(Problem("aggregator", "campaign.unknown_method", {"key": new.aggregator}))
    return problems


def _time_faults(new: NewCampaign) -> list[Problem]:
    ends_early = new.closes_at <= new.opens_at
    early = [Problem("closes_at", "campaign.ends_before_start")] if ends_early else []
    return [*early, *new.triggers.problems()]


def missing_parts(registry: Registry, template: ScoringTemplate) -> list[str]:
    """Name what a template uses and no plugin offers now."""
    return sorted(template.needs() - {*registry.scorers, *registry.grade_scales})


def _pins(registry: Registry, new: NewCampaign, template: ScoringTemplate) -> dict[str, object]:
    return {
        "aggregator": f"{new.aggregator}@{registry.aggregators[new.aggregator].version}",
        "conflict_rules": [f"{key}@{rule.version}" for key, rule in sorted(registry.conflict_rules.items())],
        **template_pins(registry, template),
    }


def template_pins(registry: Registry, template: ScoringTemplate) -> dict[str, object]:
    """Pin what a template names with the versions that are installed now."""
    scales, scorers = registry.grade_scales, registry.scorers
    conclusion = template.conclusion_scale
    return {
        "grade_scale": f"{template.grade_scale}@{scales[template.grade_scale].version}",
        "conclusion_scale": f"{conclusion}@{scales[conclusion].version}" if conclusion else "",
        "scorers": [f"{key}@{scorers[key].version}" for key in sorted(template.scorers)],
    }


def _lines(asked: Asked) -> Select[Campaign, int | None, Decimal | None]:
    sums = (
        select(Task.campaign_id, func.count().label("tasks"), func.sum(Task.asked).label("asked"))
        .group_by(Task.campaign_id)
        .subquery()
    )
    statement = select(Campaign, sums.c.tasks, sums.c.asked).outerjoin(
        sums, sums.c.campaign_id == Campaign.id
    )
    wanted = asked.filters
    if wanted.get("q"):
        statement = statement.where(Campaign.name.contains(wanted["q"], autoescape=True))
    if wanted.get("kind"):
        statement = statement.where(Campaign.kind == wanted["kind"])
    if wanted.get("state"):
        statement = statement.where(Campaign.state == wanted["state"])
    orders = {
        "name": Campaign.name,
        "year": Campaign.fiscal_year,
        "closes": Campaign.closes_at,
        "tasks": sums.c.tasks,
        "asked": sums.c.asked,
    }
    if asked.sort not in orders:
        return statement.order_by(Campaign.id.desc())
    column = orders[asked.sort]
    return statement.order_by(column.desc() if asked.descending else column.asc(), Campaign.id.desc())


def _choices(campaign: Campaign, asked: Asked) -> Select[int, str, str, str, str, Decimal]:
    taken = select(Task.project_id).where(Task.campaign_id == campaign.id)
    statement = (
        select(Project.id, Project.code, Project.name, Organization.name, Project.nature, Project.asked)
        .join(Organization, Organization.id == Project.unit_id)
        .where(Project.fiscal_year == campaign.fiscal_year, Project.id.not_in(taken))
        .order_by(Project.asked.desc(), Project.code)
    )
    wanted = asked.filters
    if wanted.get("q"):
        columns = (Project.name, Organization.name, Project.code)
        statement = statement.where(or_(*(one.contains(wanted["q"], autoescape=True) for one in columns)))
    if wanted.get("nature"):
        statement = statement.where(Project.nature == wanted["nature"])
    above = _wan(wanted.get("above", ""))
    if above is not None:
        statement = statement.where(Project.asked > above)
    return statement


def _wan(text: str) -> Decimal | None:
    """Read a threshold in 万元; what is no plain number filters nothing."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    return Decimal(plain) * YUAN_PER_WAN if PLAIN_NUMBER.fullmatch(plain) else None


def _line(campaign: Campaign, tasks: int, asked: Decimal) -> CampaignLine:
    return CampaignLine(
        campaign.id,
        campaign.name,
        Kind(campaign.kind),
        campaign.fiscal_year,
        CampaignState(campaign.state),
        campaign.opens_at,
        campaign.closes_at,
        tasks,
        asked,
    )


def head_of(campaign: Campaign) -> CampaignHead:
    """Make the frozen head of a row."""
    return CampaignHead(
        id=campaign.id,
        name=campaign.name,
        kind=Kind(campaign.kind),
        fiscal_year=campaign.fiscal_year,
        state=CampaignState(campaign.state),
        opens_at=campaign.opens_at,
        closes_at=campaign.closes_at,
        blind=campaign.blind,
        template=template_of(campaign.revision),
        aggregator=campaign.aggregator,
        grade_scale=campaign.grade_scale,
        conclusion_scale=campaign.conclusion_scale,
        policy=campaign.policy,
        scorers=tuple(campaign.scorers),
        conflict_rules=tuple(campaign.conflict_rules),
        version=campaign.version,
    )
