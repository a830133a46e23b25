"""What came of a second round: both rounds side by side, code by code, with the reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Expert, ScoringRound, Sheet, SheetAnswer, Task
from reviewhub.db.queries.budget.money import UNKNOWN, known_money
from reviewhub.db.queries.results import campaign_sheets, decimal_points, standing_sheets
from reviewhub.db.queries.scoring_rounds import round_of, round_sheets
from reviewhub.db.queries.sheets import is_concluded, values_beside
from reviewhub.domain.aggregate import Row
from reviewhub.domain.elsewhere import Totals
from reviewhub.domain.errors import NotFound, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.result import Result, Rules, SubmittedSheet, review
from reviewhub.domain.scoring.sheet import marked
from reviewhub.domain.scoring_round import Convergence, Flag, convergences, outcome, read_flag
from reviewhub.domain.visibility import Fact, may_see
from reviewhub.domain.words import Reason
from reviewhub.domain.workflow import ACTIVE
from reviewhub.services.outcome.elsewhere import elsewhere_of, sealed_tasks
from reviewhub.services.outcome.results import found_task
from reviewhub.services.phases import phase_of
from reviewhub.services.scoring.rules import standing_ruling
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class ConvergencePage:
    """Both rounds of a task; ``reasons`` are those for moving or staying, by code number and criterion.

    ``before`` and ``after`` are computed by the same rules from the same experts' sheets; whom ``reasons``
    lacks did not answer, or was not asked, and keeps the first values.
    """

    task: int
    campaign: int
    campaign_name: str
    project: str
    reason: str
    flags: tuple[Flag, ...]
    criteria: tuple[Convergence, ...]
    reasons: Mapping[int, Mapping[str, str]]
    before: Result
    after: Result
    says: Reason


def convergence_page(work: Work, task_id: int) -> ConvergencePage:
    """Give what came of the second round; :class:`NotFound` without, :class:`WrongState` while one runs."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        task = found_task(session, task_id)
        phase = phase_of(standing_sheets(session, [task_id]), concluded=is_concluded(session, task_id))
        known = round_of(session, task_id)
        if known is None or not may_see(actor.role, Fact.SHEETS_BY_CODE, phase):
            raise NotFound("not_found")
        round_, closing = known
        if closing is None:
            raise WrongState("round.still_open")
        rules = standing_ruling(session, task).rules(work.registry)
        money = known_money(session, [task_id]).get(task_id, UNKNOWN).facts(task.asked)
        second = round_sheets(session, round_.id)
        told = _told(session, task, rules)
        firsts = list(round_.first_sheets.values())
        before = review(rules, _submitted(session, rules, firsts, told), money, told.colleagues)
        latest = _submitted(session, rules, _latest(round_, second), told)
        after = review(rules, latest, money, told.colleagues)
        return ConvergencePage(
            task=task_id,
            campaign=task.campaign_id,
            campaign_name=task.campaign.name,
            project=task.project.name,
            reason=round_.reason,
            flags=tuple(map(read_flag, round_.flags)),
            criteria=convergences(rules.template.criteria, _rows(before), _rows(after), round_.criteria),
            reasons=_reasons(session, second, round_.criteria),
            before=before,
            after=after,
            says=outcome(before, after),
        )


def _latest(round_: ScoringRound, second: Mapping[int, int]) -> list[int]:
    return [second.get(int(number), first) for number, first in round_.first_sheets.items()]


@dataclass(frozen=True, slots=True)
class _Told:
    """What an aggregator that compares experts is told besides: totals elsewhere by code number."""

    experts: Mapping[int, Totals]
    colleagues: tuple[Totals, ...]


def _told(session: Session, task: Task, rules: Rules) -> _Told:
    if not rules.adjust:
        return _Told({}, ())
    campaign = campaign_sheets(session, task.campaign_id)
    own = [one for one in campaign if one.task == task.id and one.total is not None]
    given = elsewhere_of(rules, sealed_tasks(campaign), own)
    numbers = [one.number for one in own]
    return _Told(dict(zip(numbers, given.experts, strict=False)), given.colleagues)


def _submitted(session: Session, rules: Rules, sheets: Sequence[int], told: _Told) -> list[SubmittedSheet]:
    beside = values_beside(session, sheets, [one.id for one in rules.template.beside])
    rows = session.execute(
        select(Sheet, Assignment.number, func.coalesce(Expert.expert_class, ""))
        .join(Assignment, Assignment.id == Sheet.assignment_id)
        .outerjoin(Expert, Expert.id == Assignment.expert_id)
        .where(Sheet.id.in_(sheets), Assignment.state.in_(ACTIVE))
    )
    return [
        SubmittedSheet(
            number,
            decimal_points(sheet.points),
            sheet.digest,
            expert_class,
            *marked(rules.template, beside.get(sheet.id, {})),
            elsewhere=told.experts.get(number, ()),
        )
        for sheet, number, expert_class in rows
    ]


def _rows(result: Result) -> dict[int, Row]:
    return {one.number: one.points for one in result.sheets}


def _reasons(
    session: Session, second: Mapping[int, int], criteria: Sequence[str]
) -> dict[int, dict[str, str]]:
    writers = {sheet: number for number, sheet in second.items()}
    found: dict[int, dict[str, str]] = {number: {} for number in second}
    rows = session.execute(
        select(SheetAnswer.sheet_id, SheetAnswer.criterion, SheetAnswer.reason).where(
            SheetAnswer.sheet_id.in_(list(writers)), SheetAnswer.criterion.in_(criteria)
        )
    )
    for sheet, criterion, reason in rows:
        found[writers[sheet]][criterion] = reason
    return found
