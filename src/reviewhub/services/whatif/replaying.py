"""Computing concluded tasks again, from what their conclusions froze."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reviewhub.db.models import Conclusion, Sheet
from reviewhub.domain.errors import Invalid, ReviewhubError, WrongState
from reviewhub.domain.ledger import digest
from reviewhub.domain.result import Result, Rules, snapshot
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.whatif.other_rules import OtherRules
from reviewhub.domain.whatif.replay import Replayed, frozen_outcome, outcome_of
from reviewhub.domain.words import Reason
from reviewhub.services.outcome.computed import Pointed, frozen_result
from reviewhub.services.outcome.results import named_sheets
from reviewhub.services.scoring.campaign_rules import CampaignRules
from reviewhub.services.whatif.rescoring import Rescored

SheetsByName = Mapping[tuple[int, str], Sheet]


@dataclass(frozen=True, slots=True)
class Played:
    """What a replay runs on: pinned rules, what takes their place, the sheets of every task.

    With another ``template``, ``rescored`` has every sheet under it by id, and ``published`` the digests of
    the campaign's own revisions: a task that was fitted by itself has a template with another.
    """

    rules: CampaignRules
    other: OtherRules
    sheets: Mapping[int, SheetsByName]
    template: ScoringTemplate | None = None
    rescored: Mapping[int, Rescored | Invalid] = field(default_factory=dict)
    published: frozenset[str] = frozenset()


def named(conclusion: Conclusion, sheets: Mapping[int, SheetsByName]) -> dict[int, Sheet]:
    """Give the sheets that a conclusion rests on by code number; one that is gone is not there."""
    known = sheets.get(conclusion.task_id, {})
    wanted = named_sheets(conclusion.snapshot)
    return {name[0]: known[name] for name in wanted if name in known}


def replayed(conclusion: Conclusion, played: Played) -> Replayed:
    """Compute one concluded task; what stands in the way becomes its reason."""
    task, frozen = conclusion.task, conclusion.snapshot
    result, why = None, None
    try:
        result, again = _computed(conclusion, played)
    except Invalid as error:
        problem = error.problems[0] if error.problems else None
        why = Reason(problem.code, problem.values) if problem else Reason(error.code, error.values)
        again = ""
    except ReviewhubError as error:
        why, again = Reason(error.code, error.values), ""
    return Replayed(
        task=task.id,
        number=task.number,
        code=task.project.code,
        project=task.project.name,
        asked=conclusion.asked,
        before=frozen_outcome(frozen),
        after=outcome_of(result) if result else None,
        why=why,
        identical=again == conclusion.digest,
    )


def _computed(conclusion: Conclusion, played: Played) -> tuple[Result, str]:
    """Give the result and the digest of what would be frozen."""
    own = played.rules.of(conclusion.task_id)
    frozen = conclusion.snapshot
    if own.template.digest != frozen["pins"]["template_digest"]:
        raise WrongState("conclusion.rules_gone")
    sheets: Mapping[int, Pointed] = named(conclusion, played.sheets)
    rules = played.other.applied(own)
    if played.template is not None:
        rules, sheets = _under(played, own, rules, named(conclusion, played.sheets))
    result, money = frozen_result(rules, frozen, sheets)
    return result, digest(snapshot(result, money))


def _under(
    played: Played, own: Rules, rules: Rules, sheets: Mapping[int, Sheet]
) -> tuple[Rules, dict[int, Pointed]]:
    """Put another template in place; its points are those that its scorers give."""
    if played.template is None or own.template.digest not in played.published:
        raise WrongState("replay.fitted")
    found: dict[int, Pointed] = {}
    for number, sheet in sheets.items():
        given = played.rescored[sheet.id]
        if isinstance(given, Invalid):
            raise given
        found[number] = given
    return replace(rules, template=played.template), found


def all_replayed(concluded: Sequence[Conclusion], played: Played) -> tuple[Replayed, ...]:
    """Compute every concluded task."""
    return tuple(replayed(one, played) for one in concluded)
