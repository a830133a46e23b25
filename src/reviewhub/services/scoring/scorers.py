"""The pinned scorers of a campaign as its score sheets need them: what they ask for is found out once."""

from collections.abc import Container, Mapping
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
class Names(Container[str]):
    """Every flat name a sheet can carry; of ``unsure`` criteria any, while their scorers cannot say which."""

    known: frozenset[str]
    unsure: tuple[str, ...]

    def __contains__(self, name: object) -> bool:
        return name in self.known or self.is_unsure(name)

    def is_unsure(self, name: object) -> bool:
        """Tell whether a name belongs to a criterion whose scorer cannot say now what it asks for."""
        return isinstance(name, str) and name.startswith(self.unsure)


@dataclass(frozen=True, slots=True)
class BlankSheet:
    """A pinned template with its scorers and every flat name a sheet of it can carry."""

    registry: Registry
    template: ScoringTemplate
    scorers: Mapping[str, HostedScorer]
    names: Names


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
        known = flat_names(template, scorers)
        unsure = tuple(f"{criterion}." for one in scorers.values() for criterion in one.broken)
        found = BlankSheet(work.registry, template, scorers, Names(known, unsure))
        if not unsure:
            _BLANKS[key] = found
    return found
