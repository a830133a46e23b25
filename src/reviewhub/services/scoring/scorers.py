"""The pinned scorers of a campaign as its score sheets need them: what they ask for is found out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign
from reviewhub.db.queries.sheets import OwnSheet
from reviewhub.domain.errors import PluginError
from reviewhub.domain.scoring.answer import Input, Value
from reviewhub.domain.scoring.sheet import Points, Scorer, flat_names
from reviewhub.domain.scoring.template import Criterion, ScoringTemplate
from reviewhub.domain.words import Words
from reviewhub.plugin.registry import Registry
from reviewhub.services.campaigns import scorers_of
from reviewhub.services.templates import template_of
from reviewhub.services.work import Work


class HostedScorer:
    """A scorer as the host calls it: inputs are remembered, and what breaks the contract becomes an error."""

    def __init__(self, scorer: Scorer) -> None:
        self.key: str = scorer.key
        self.version: str = scorer.version
        self.title: Words = scorer.title
        self.parameters: Mapping[str, Any] = scorer.parameters
        self._scorer = scorer
        self._asked: dict[str, tuple[Input, ...]] = {}

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        """Give what the scorer asks for; being pure, it is asked once."""
        asked = self._asked.get(criterion.id)
        if asked is None:
            asked = self._asked[criterion.id] = tuple(self._scorer.inputs(criterion))
        return asked

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the scorer's points; raises :class:`PluginError` when it fails or leaves its range."""
        try:
            given = self._scorer.score(criterion, values)
        except Exception as error:
            raise PluginError("scorer.failed", key=self.key, criterion=criterion.id) from error
        if given is not None and not 0 <= given.value <= criterion.points:
            raise PluginError("scorer.out_of_range", key=self.key, criterion=criterion.id)
        return given


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
    """Give the empty sheet that a campaign hands out."""
    key = (id(work.registry), own.template_digest, tuple(own.scorers))
    if key not in _BLANKS:
        campaign = session.get_one(Campaign, own.campaign)
        template = template_of(campaign.revision)
        scorers = {key: HostedScorer(one) for key, one in scorers_of(work.registry, campaign).items()}
        _BLANKS[key] = BlankSheet(work.registry, template, scorers, flat_names(template, scorers))
    return _BLANKS[key]
