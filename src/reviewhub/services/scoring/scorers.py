"""The pinned scorers of a campaign as its score sheets need them: what they ask for is found out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign
from reviewhub.db.queries.sheets import OwnSheet
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.sheet import flat_names
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.plugin.registry import Registry
from reviewhub.services.campaigns import scorers_of
from reviewhub.services.templates import template_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class BlankSheet:
    """A pinned template with its scorers and every flat name a sheet of it can carry."""

    registry: Registry
    template: ScoringTemplate
    scorers: Mapping[str, HostedScorer]
    names: frozenset[str]


# By registry, template and pins; an entry keeps its registry alive, so that the id stays its own.
_BLANKS: Final[dict[tuple[int, str, tuple[str, ...]], BlankSheet]] = {}


def blank_sheet(work: Work, session: Session, own: OwnSheet) -> BlankSheet:
    """Give the empty sheet that a campaign hands out; it is kept once every scorer says what it asks for."""
    key = (id(work.registry), own.template_digest, tuple(own.scorers))
    found = _BLANKS.get(key)
    if found is None:
        campaign = session.get_one(Campaign, own.campaign)
        template = template_of(campaign.revision)
        scorers = {key: HostedScorer(one) for key, one in scorers_of(work.registry, campaign).items()}
        found = BlankSheet(work.registry, template, scorers, flat_names(template, scorers))
        if not any(one.broken for one in scorers.values()):
            _BLANKS[key] = found
    return found
