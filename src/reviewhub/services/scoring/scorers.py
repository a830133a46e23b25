"""The pinned scorers of a campaign as its score sheets need them: what they ask for is found out once."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign
from reviewhub.db.queries.sheets import OwnSheet
from reviewhub.domain.ledger import canonical_json
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.sheet import flat_names
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.plugin.registry import Registry
from reviewhub.services.scoring.rules import ruling_of_sheet
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


# By registry, campaign, template, fitting and pins; an entry keeps its registry alive, so that the id stays
# its own.
_BLANKS: Final[dict[tuple[object, ...], BlankSheet]] = {}
MOST_BLANKS: Final = 512


def blank_sheet(work: Work, session: Session, own: OwnSheet) -> BlankSheet:
    """Give the empty sheet that a task hands out; it is kept once every scorer says what it asks for."""
    fitting = canonical_json(own.tailoring)
    key = id(work.registry), own.campaign, own.template_digest, fitting, tuple(own.scorers)
    found = _BLANKS.get(key)
    if found is None:
        campaign = session.get_one(Campaign, own.campaign)
        ruling = ruling_of_sheet(session, campaign, own.task, own.revision)
        template = ruling.template
        scorers = {key: HostedScorer(one) for key, one in ruling.scorers(work.registry).items()}
        known = flat_names(template, scorers)
        unsure = tuple(f"{criterion}." for one in scorers.values() for criterion in one.broken)
        found = BlankSheet(work.registry, template, scorers, Names(known, unsure))
        if not unsure:
            _BLANKS[key] = found
            for oldest in list(_BLANKS)[:-MOST_BLANKS]:
                _BLANKS.pop(oldest, None)
    return found
