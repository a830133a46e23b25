"""Computing concluded tasks again, from what their conclusions froze."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from reviewhub.db.models import Conclusion, Sheet
from reviewhub.domain.errors import Invalid, PluginError, ReviewhubError, WrongState
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


class _Came(NamedTuple):
    """What came out: the result, the digest of what would be frozen, and what stood in the way."""

    result: Result | None
    digest: str
    why: Reason | None


def replayed(conclusion: Conclusion, played: Played) -> Replayed:
    """Compute one concluded task; what stands in the way becomes its reason."""
    task, came = conclusion.task, _came(conclusion, played)
    return Replayed(
        task=task.id,
        number=task.number,
        code=task.project.code,
        project=task.project.name,
        asked=conclusion.asked,
        before=frozen_outcome(conclusion.snapshot),
        after=outcome_of(came.result) if came.result else None,
        why=came.why,
        identical=came.digest == conclusion.digest,
    )


def _came(conclusion: Conclusion, played: Played) -> _Came:
    try:
        rules, sheets = _ruled(conclusion, played)
        return _computed(conclusion, rules, sheets)
    except Invalid as error:
        problem = error.problems[0] if error.problems else None
        why = Reason(problem.code, problem.values) if problem else Reason(error.code, error.values)
    except ReviewhubError as error:
        why = Reason(error.code, error.values)
    return _Came(None, "", why)


def _ruled(conclusion: Conclusion, played: Played) -> tuple[Rules, Mapping[int, Pointed]]:
    """Give the rules to compute by, and the sheets as they count under them."""
    own = played.rules.of(conclusion.task_id)
    if own.template.digest != conclusion.snapshot["pins"]["template_digest"]:
        raise WrongState("conclusion.rules_gone")
    sheets, rules = named(conclusion, played.sheets), played.other.applied(own)
    return (rules, sheets) if played.template is None else _under(played, own, rules, sheets)


def _computed(conclusion: Conclusion, rules: Rules, sheets: Mapping[int, Pointed]) -> _Came:
    """Compute the result; a policy that does not go with the grade leaves it without an amount."""
    try:
        result, money = frozen_result(rules, conclusion.snapshot, sheets)
    except PluginError as error:
        if error.code != "policy.failed" or rules.policy is None:
            raise
        given = _computed(conclusion, replace(rules, policy=None), sheets)
        title = rules.policy.title
        values = {
            "policy": title.zh,
            "policy_en": title.en,
            "grade": given.result.grade.id if given.result else "",
        }
        return given._replace(why=Reason("replay.no_amount", values))
    return _Came(result, digest(snapshot(result, money)), None)


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
