"""Replaying what was concluded of a campaign: from the frozen sheets, under the same rules or others."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Campaign, Task, TemplateRevision
from reviewhub.db.queries.whatif.conclusions import sheets_by_task, standing_conclusions
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.policy import Act, require
from reviewhub.domain.whatif.other_rules import OtherRules
from reviewhub.domain.whatif.replay import Replayed, report
from reviewhub.domain.words import Words
from reviewhub.plugin.registry import Registry
from reviewhub.services.budget_policies.choosing import policies_offered
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.scoring.campaign_rules import rules_of_campaigns
from reviewhub.services.templates import template_of
from reviewhub.services.whatif.replaying import Played, all_replayed
from reviewhub.services.whatif.rescoring import rescored
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Other:
    """Rules to replay under, by key; "" keeps what was pinned, ``revision`` 0 the version of the template."""

    revision: int = 0
    aggregator: str = ""
    scale: str = ""
    policy: str = ""

    @property
    def is_same(self) -> bool:
        """Tell whether nothing is other."""
        return self == Other()


@dataclass(frozen=True, slots=True)
class Replay:
    """A replay: its tasks, and the report in canonical JSON.

    ``revisions`` are the published versions of the campaign's template, ``policies`` the titles of what could
    be applied; ``open`` counts tasks without a
    conclusion, which are no part of it.
    """

    campaign: CampaignHead
    tasks: tuple[Replayed, ...]
    text: str
    revisions: tuple[int, ...]
    policies: Mapping[str, Words]
    open: int

    @property
    def digest(self) -> str:
        """SHA-256 of the report as a file."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def before(self) -> Decimal:
        """Yuan as concluded, over the tasks that could be computed."""
        return _sum(one.before.amount for one in self.tasks if one.after)

    @property
    def after(self) -> Decimal:
        """Yuan as they would have been, likewise."""
        return _sum(one.after.amount for one in self.tasks if one.after)


def replay(work: Work, campaign_id: int, other: Other) -> Replay:
    """Compute every concluded task of a campaign again; writes nothing.

    Without anything other each conclusion must come out as it was frozen. Raises :class:`Invalid` for what is
    not installed or published.
    """
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaign = session.get(Campaign, campaign_id, options=[joinedload(Campaign.revision)])
        if campaign is None:
            raise NotFound("not_found")
        revisions = _revisions(session, campaign)
        registry = replace(work.registry, policies=policies_offered(work, session))
        problems = list(_problems(registry, other, revisions))
        if problems:
            raise Invalid(problems)
        concluded = standing_conclusions(session, campaign_id)
        played = _played(registry, session, campaign, other, revisions)
        tasks = all_replayed(concluded, played)
        count = select(func.count()).select_from(Task).where(Task.campaign_id == campaign_id)
        open_ = session.execute(count).scalar_one() - len(tasks)
        head = head_of(campaign)
    text = report(_about(head), _rules(registry, head, other), tasks)
    titles = {key: one.title for key, one in registry.policies.items()}
    return Replay(head, tasks, text, tuple(revisions), titles, open_)


def campaign_named(work: Work, name: str) -> int:
    """Find a campaign by its id or its whole name; raises :class:`NotFound`."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        if name.isascii() and name.isdecimal() and session.get(Campaign, int(name)) is not None:
            return int(name)
        found = session.execute(select(Campaign.id).where(Campaign.name == name)).scalars().all()
    if len(found) != 1:
        raise NotFound("not_found")
    return found[0]


def _revisions(session: Session, campaign: Campaign) -> dict[int, TemplateRevision]:
    """Give the published versions of a campaign's template; of two with one number the later one."""
    rows = session.execute(
        select(TemplateRevision)
        .where(TemplateRevision.key == campaign.revision.key)
        .order_by(TemplateRevision.number, TemplateRevision.id)
    ).scalars()
    return {one.number: one for one in rows}


def _problems(registry: Registry, other: Other, revisions: Mapping[int, object]) -> Iterator[Problem]:
    asked = (
        ("aggregator", other.aggregator, registry.aggregators),
        ("scale", other.scale, registry.grade_scales),
        ("policy", other.policy, registry.policies),
    )
    for name, key, known in asked:
        if key and key not in known:
            yield Problem(f"field {name}", "campaign.unknown_method", {"key": key})
    if other.revision and other.revision not in revisions:
        known_numbers = "、".join(map(str, revisions))
        yield Problem("field revision", "replay.unknown_revision", {"known": known_numbers})


def _played(
    registry: Registry,
    session: Session,
    campaign: Campaign,
    other: Other,
    revisions: Mapping[int, TemplateRevision],
) -> Played:
    swapped = OtherRules(
        aggregator=registry.aggregators.get(other.aggregator),
        grade_scale=registry.grade_scales.get(other.scale),
        policy=registry.policies.get(other.policy),
    )
    rules = rules_of_campaigns(registry, session, [campaign])[campaign.id]
    sheets = sheets_by_task(session, campaign.id)
    if not other.revision:
        return Played(rules, swapped, sheets)
    template = template_of(revisions[other.revision])
    every = sorted(sheet.id for own in sheets.values() for sheet in own.values())
    return Played(
        rules,
        swapped,
        sheets,
        template,
        rescored(session, template, registry.scorers, every),
        frozenset(one.digest for one in revisions.values()),
    )


def _about(head: CampaignHead) -> dict[str, str | int]:
    return {"name": head.name, "kind": head.kind.value, "fiscal_year": head.fiscal_year}


def _rules(registry: Registry, head: CampaignHead, other: Other) -> dict[str, str]:
    """Say what was pinned and what took its place, with the versions that computed."""

    def pin(offered: Mapping[str, Any], key: str) -> str:
        return f"{key}@{offered[key].version}" if key else ""

    return {
        "template": f"{head.template.id}@{head.template.version}",
        "aggregator": head.aggregator,
        "grade_scale": head.grade_scale,
        "policy": head.policy,
        "other_revision": str(other.revision or ""),
        "other_aggregator": pin(registry.aggregators, other.aggregator),
        "other_grade_scale": pin(registry.grade_scales, other.scale),
        "other_policy": pin(registry.policies, other.policy),
    }


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in amounts if one is not None), Decimal(0))
