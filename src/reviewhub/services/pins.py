"""What the templates and campaigns in the database name, and the plugins installed now do not offer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from reviewhub.db.models import Bureau, Campaign, EarlierRevision, TemplateRevision
from reviewhub.db.session import EVERY_BUREAU
from reviewhub.domain.errors import NotAllowed, PluginError
from reviewhub.domain.policy import SYSTEM
from reviewhub.domain.words import Reason
from reviewhub.plugin.registry import Registry, pinned
from reviewhub.services.budget_policies.own import is_own
from reviewhub.services.templates import template_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class MissingPin:
    """A published template or a campaign of a bureau, and the plugin that it misses."""

    bureau: str
    name: str
    why: Reason


def missing_pins(work: Work) -> tuple[MissingPin, ...]:
    """List what published templates and campaigns miss, over all bureaus; only the installation may ask.

    A template needs its keys in any version; a campaign has pinned versions, and another one is missing too.
    """
    if work.actor != SYSTEM:
        raise NotAllowed("not_allowed")
    with work.reading() as session:
        names = {row.id: row.name for row in session.execute(select(Bureau)).scalars()}
        revisions = session.execute(
            select(TemplateRevision).order_by(TemplateRevision.id), execution_options=EVERY_BUREAU
        ).scalars()
        found = [
            MissingPin(names[row.bureau_id], f"{row.key}@{row.number}", why)
            for row in revisions
            for why in _missing(_offered(work.registry), sorted(template_of(row).needs()))
        ]
        campaigns = session.execute(
            select(Campaign).options(joinedload(Campaign.revision)).order_by(Campaign.id),
            execution_options=EVERY_BUREAU,
        ).scalars()
        earlier = session.execute(
            select(EarlierRevision)
            .options(joinedload(EarlierRevision.campaign))
            .order_by(EarlierRevision.id),
            execution_options=EVERY_BUREAU,
        ).scalars()
        found += [
            MissingPin(names[row.bureau_id], row.name, why) for row in campaigns for why in _pins(work, row)
        ]
        found += [
            MissingPin(names[row.bureau_id], row.campaign.name, why)
            for row in earlier
            for why in _template_pins(work, row)
        ]
    return tuple(found)


def _pins(work: Work, campaign: Campaign) -> Iterator[Reason]:
    registry = work.registry
    yield from _missing(registry.aggregators, [campaign.aggregator])
    yield from _template_pins(work, campaign)
    yield from _missing(registry.policies, [one for one in (campaign.policy,) if one and not is_own(one)])
    yield from _missing(registry.conflict_rules, campaign.conflict_rules)


def _template_pins(work: Work, row: Campaign | EarlierRevision) -> Iterator[Reason]:
    """List what is missing of what was pinned of a template, now or before the campaign moved on."""
    yield from _missing(work.registry.grade_scales, filter(None, (row.grade_scale, row.conclusion_scale)))
    yield from _missing(work.registry.scorers, row.scorers)


def _offered(registry: Registry) -> dict[str, Any]:
    return {**registry.scorers, **registry.grade_scales}


def _missing(offered: Any, pins: Iterable[str]) -> Iterator[Reason]:
    for pin in pins:
        try:
            pinned(offered, pin)
        except PluginError as error:
            yield Reason(error.code, error.values)
