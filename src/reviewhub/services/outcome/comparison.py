"""Which grades of a campaign would be others if the sheets were made one number in another way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy.orm import joinedload

from reviewhub.db.models import Campaign
from reviewhub.domain.aggregate import Aggregator
from reviewhub.domain.errors import NotFound, ReviewhubError
from reviewhub.domain.grade import Band
from reviewhub.domain.policy import Act, require
from reviewhub.domain.recommendation import recommend
from reviewhub.domain.result import Rules
from reviewhub.domain.words import Reason, Words
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.outcome.adjusted import Adjusted
from reviewhub.services.outcome.batches import PanelSheets, panel_totals
from reviewhub.services.outcome.elsewhere import elsewhere_of, sealed_tasks
from reviewhub.services.outcome.standings import OpenTask, TaskLine, standings_of, tasks_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Changed:
    """A task whose grade would be another; ``moved`` is what its amount would move by in yuan, if known."""

    line: TaskLine
    total: Decimal
    grade: Band
    moved: Decimal | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """What one installed aggregator makes of the campaign.

    ``compared`` counts the tasks that have a total both ways; ``moved`` adds up the amounts, and ``open``
    counts changed tasks whose amount an officer would have to fill in. ``failed`` says why there is nothing.
    """

    key: str
    title: Words
    pinned: bool
    compared: int
    mean: Decimal | None
    changed: tuple[Changed, ...]
    moved: Decimal | None
    open: int
    failed: Reason | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A campaign's aggregator beside all the others; ``adjusted`` has what is shown for information only."""

    campaign: CampaignHead
    adjusts: bool
    alternatives: tuple[Alternative, ...]
    lines: tuple[TaskLine, ...]
    adjusted: Mapping[int, Adjusted]


def compare_aggregators(work: Work, campaign_id: int) -> Comparison:
    """Try every installed aggregator on the tasks whose result this reader may see.

    A constant number of queries, whatever the number of tasks and aggregators.
    """
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaign = session.get(Campaign, campaign_id, options=[joinedload(Campaign.revision)])
        if campaign is None:
            raise NotFound("not_found")
        (standings,) = standings_of(work, session, actor, [campaign])
        tasks = [one for one in tasks_of(work, session, actor, campaign) if one.visible and one.sheets]
        head = head_of(campaign)
    lines = {one.id: one for one in standings.lines if one.total is not None}
    known = [one for one in tasks if one.facts.id in lines]
    offered = work.registry.aggregators
    pinned = head.aggregator.partition("@")[0]
    found = [_alternative(one, known, lines, pinned=key == pinned) for key, one in offered.items()]
    return Comparison(
        campaign=head,
        adjusts=standings.adjusts,
        alternatives=tuple(sorted(found, key=lambda one: not one.pinned)),
        lines=tuple(lines.values()),
        adjusted=standings.adjusted,
    )


def _alternative(
    aggregator: Aggregator, tasks: Sequence[OpenTask], lines: Mapping[int, TaskLine], *, pinned: bool
) -> Alternative:
    nothing = Alternative(aggregator.key, aggregator.title, pinned, 0, None, (), None, 0)
    try:
        totals = panel_totals(_panels(aggregator, tasks))
    except ReviewhubError as error:
        return replace(nothing, failed=Reason(error.code, error.values))
    given = [(one, total) for one, total in zip(tasks, totals, strict=True) if total is not None]
    if not given:
        return nothing
    changed = tuple(_changed(given, lines))
    moved = [one.moved for one in changed if one.moved is not None]
    return replace(
        nothing,
        compared=len(given),
        mean=sum((total for _, total in given), Decimal(0)) / len(given),
        changed=changed,
        moved=sum(moved, Decimal(0)) if any(one.rules.policy for one, _ in given) else None,
        open=len(changed) - len(moved),
    )


def _panels(aggregator: Aggregator, tasks: Sequence[OpenTask]) -> list[PanelSheets]:
    """Give the tasks other rules; those that were judged alike stay so, for the batches."""
    other = {id(one.rules): _with(one.rules, aggregator) for one in tasks}
    sealed = sealed_tasks(mark for one in tasks for mark in one.marks)
    return [
        one.panel._replace(rules=rules, elsewhere=elsewhere_of(rules, sealed, one.marks))
        for one in tasks
        for rules in [other[id(one.rules)]]
    ]


def _with(rules: Rules, aggregator: Aggregator) -> Rules:
    """Swap the aggregator; parameters were written for the pinned one only."""
    if aggregator.key == rules.aggregator.key:
        return rules
    return replace(rules, aggregator=aggregator, parameters={})


def _changed(given: Sequence[tuple[OpenTask, Decimal]], lines: Mapping[int, TaskLine]) -> Iterator[Changed]:
    for one, total in given:
        line, grade = lines[one.facts.id], one.rules.grade_scale.grade(total)
        if line.grade is not None and grade.id != line.grade.id:
            yield Changed(line, total, grade, _moved(one, line, total, grade))


def _moved(task: OpenTask, line: TaskLine, total: Decimal, grade: Band) -> Decimal | None:
    policy = task.rules.policy
    if policy is None or line.amount is None:
        return None
    amount = recommend(policy, task.known.facts(line.asked).judged(grade.id, total)).amount
    return None if amount is None else abs(amount - line.amount)
