"""Trying a template out before anybody scores by it: the form as experts will see it, with sample answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.measured_value import Note
from reviewhub.domain.scoring.sheet import (
    Points,
    SoFar,
    flat_names,
    flat_problems,
    points_of,
    read_flat,
    score_so_far,
)
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.words import Reason
from reviewhub.plugin.templates import read_toml
from reviewhub.services.scoring.desk import CriterionForm
from reviewhub.services.template_drafts import check_source, found_draft
from reviewhub.services.work import Work

NOTHING: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Trial:
    """The sheet of a draft, filled in by whoever writes it; ``said`` gives the scorers' reasons by criterion.

    It is neither sealed nor closed: it stands for no assignment, has no measured values and is kept nowhere.
    """

    draft: int
    template: ScoringTemplate
    forms: tuple[CriterionForm, ...]
    flat: Mapping[str, str]
    so_far: SoFar
    said: Mapping[str, tuple[Reason, ...]]
    notes: Mapping[str, Note] = field(default_factory=dict)
    sealed: None = None
    closed: str = ""


def try_draft(work: Work, draft_id: int, flat: Mapping[str, str] = NOTHING) -> Trial:
    """Score sample answers by a draft.

    Raises :class:`WrongState` while the draft is not sound, and :class:`Invalid` for fields it does not ask.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        source = read_toml(found_draft(session, draft_id).toml)
    template = check_source(work.registry, source).template
    if template is None:
        raise WrongState("template.not_sound")
    scorers = {key: HostedScorer(one) for key, one in work.registry.scorers.items()}
    problems: list[Problem] = list(flat_problems(flat_names(template, scorers), flat))
    if problems:
        raise Invalid(problems)
    answers = read_flat(template, scorers, flat)
    forms = tuple(CriterionForm(one, scorers[one.scorer].inputs(one.as_scored)) for one in template.criteria)
    so_far = score_so_far(template, answers, scorers)
    return Trial(draft_id, template, forms, flat, so_far, _said(template, answers, scorers))


def _said(
    template: ScoringTemplate, answers: Mapping[str, Answer], scorers: Mapping[str, HostedScorer]
) -> dict[str, tuple[Reason, ...]]:
    given = {
        one.id: points_of(one, answers[one.id], scorers[one.scorer])
        for one in template.criteria
        if answers[one.id].values or answers[one.id].not_applicable
    }
    return {name: one.reasons for name, one in given.items() if isinstance(one, Points) and one.reasons}
