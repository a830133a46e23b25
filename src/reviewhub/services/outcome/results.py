"""Results: what the sheets of a task say, computed anew each time, a concluded one from what was frozen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import (
    Assignment,
    Campaign,
    Conclusion,
    Document,
    Project,
    Sheet,
    SheetAnswer,
    SheetReturn,
    Task,
)
from reviewhub.db.queries.budget.money import UNKNOWN, known_money
from reviewhub.db.queries.commissions import waiting_for_reports
from reviewhub.db.queries.draws import sealed_codes
from reviewhub.db.queries.goals.reviewed_amounts import standing_amount
from reviewhub.db.queries.measured_values import recorded
from reviewhub.db.queries.results import Standing, campaign_sheets, decimal_points, standing_sheets
from reviewhub.db.queries.sheets import latest_sheets
from reviewhub.domain.errors import NotFound, ReviewhubError
from reviewhub.domain.policy import Act, Role, require
from reviewhub.domain.result import Result
from reviewhub.domain.scoring.template import Kind, ScoringTemplate
from reviewhub.domain.visibility import Fact, Phase, may_see
from reviewhub.domain.words import Reason
from reviewhub.domain.workflow import ACTIVE
from reviewhub.services.agreement.assurance import Assurance, assurance_of
from reviewhub.services.agreement.consistency import Consistency, consistency_of
from reviewhub.services.campaigns import CampaignHead, head_of
from reviewhub.services.conflicts.redoing import Redo, redos_of
from reviewhub.services.drawing.origins import Origin, origins_of_task
from reviewhub.services.outcome.adjusted import Adjusted, Judged, adjusted_tasks
from reviewhub.services.outcome.computed import beside_of, frozen_result, result_of
from reviewhub.services.outcome.concluded import ConclusionLine, Line, checklist_of, conclusion_line
from reviewhub.services.outcome.elsewhere import elsewhere_of, sealed_tasks
from reviewhub.services.phases import by_task, phase_of
from reviewhub.services.scoring.measured_lines import MeasuredLine, asked_by, contradictions_of, lines_of
from reviewhub.services.scoring.rules import Ruling, require_as_concluded, ruling_of
from reviewhub.services.work import Work

SEALED: Final = (None, Reason("result.sealed"))


@dataclass(frozen=True, slots=True)
class Member:
    """One assignment on a task's page.

    ``name`` is empty where this reader may not see names. ``number``, ``submitted_at`` and ``sheet`` are None
    where they would tell whose sheet is whose to a reader who may know the names but not that. ``voided``
    tells that a sheet was submitted and counts no more, because its writer is off the task.
    """

    assignment: int
    number: int | None
    name: str
    kind: str
    state: str
    answer_reason: str
    submitted: bool
    submitted_at: datetime | None
    returned: str
    voided: bool
    sheet: int | None
    version: int


@dataclass(frozen=True, slots=True)
class CodedSheet:
    """One counted sheet under its code: points in the template's order, reasons by criterion.

    ``assignment`` is given where this reader may open the signed opinion sheet.
    """

    number: int
    sheet: int
    total: Decimal
    points: tuple[Decimal | None, ...]
    reasons: Mapping[str, str]
    opinion: str
    assignment: int | None


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A document of the task."""

    id: int
    name: str
    purpose: str
    media_type: str
    size: int
    sha256: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a goal review recommends, in yuan, and why; the file it stands in by digest."""

    amount: Decimal
    reason: str
    file: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task as this reader may see it; ``result`` is None while hidden or not to be had, with ``why``.

    ``adjusted`` is for information only, where the aggregator does not adjust for severity itself.
    ``template`` is what the task is scored by, fitted to it where that was decided; ``checklist`` says how
    the pre-conditions of the conclusion that stands stand; ``waits_for_report`` tells that an agency's report
    is still to be approved before anything can be concluded; ``redo`` says why all must be done anew;
    ``reviewed`` is the result of a goal review.
    """

    id: int
    number: int
    code: str
    project: str
    unit: str
    department: str
    nature: str
    fund: str
    asked: Decimal
    campaign: CampaignHead
    template: ScoringTemplate
    phase: Phase
    waits_for_report: bool
    members: tuple[Member, ...]
    origins: tuple[Origin, ...]
    sheets: tuple[CodedSheet, ...]
    materials: tuple[MaterialLine, ...]
    measured: tuple[MeasuredLine, ...]
    result: Result | None
    why: Reason | None
    consistency: Consistency | None
    assurance: Assurance | None
    adjusted: Adjusted | None
    conclusions: tuple[ConclusionLine, ...]
    checklist: tuple[Line, ...]
    redo: Redo | None
    reviewed: Reviewed | None

    @property
    def needs_cut(self) -> bool:
        """Tell whether concluding asks the officer for the amount to cut."""
        given = self.result.recommendation if self.result else None
        return given is not None and given.asks_officer


@dataclass(frozen=True, slots=True)
class _Sight:
    """What the reader may see: names, scores by code, which belongs to whom, the result, names under seal."""

    named: bool
    scored: bool
    linked: bool
    result: bool
    drawn: bool

    @classmethod
    def of(cls, role: Role, phase: Phase) -> "_Sight":
        named = may_see(role, Fact.EXPERT_NAMES, phase)
        linked = may_see(role, Fact.SCORES_WITH_NAMES, phase) or not named
        scored, result = (may_see(role, one, phase) for one in (Fact.SHEETS_BY_CODE, Fact.RESULT))
        return cls(named, scored, linked, result, may_see(role, Fact.DRAWN_NAMES, phase))


def review_result(work: Work, task_id: int) -> TaskPage:
    """Give a task with its result by code names, in a constant number of queries."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        task = found_task(session, task_id)
        standing, concluded = standing_sheets(session, [task_id]), conclusions_of(session, task_id)
        last, phase = (concluded or (None,))[-1], phase_of(standing, concluded=bool(concluded))
        sight, origins = _Sight.of(actor.role, phase), origins_of_task(session, task_id)
        ruling = ruling_of(session, task, last.snapshot if last else None)
        campaign = campaign_sheets(session, task.campaign_id) if sight.result else None
        result, why = _shown(work, session, (task, ruling, standing, last), campaign)
        around = same_panel(campaign, standing) if result and campaign else []
        return TaskPage(
            id=task.id,
            number=task.number,
            code=task.project.code,
            project=task.project.name,
            unit=task.project.unit.name,
            department=task.project.department.name if task.project.department else "",
            nature=task.project.nature,
            fund=task.project.fund,
            asked=task.asked,
            campaign=head_of(task.campaign),
            template=ruling.template,
            phase=phase,
            waits_for_report=task_id in waiting_for_reports(session, [task_id]),
            members=tuple(_members(session, sight, task_id, origins)),
            origins=origins,
            sheets=_coded(session, sight, task_id, result),
            materials=_materials(session, task_id),
            measured=_measured(work, session, (task, ruling), standing if sight.scored else None),
            result=result,
            why=why,
            consistency=consistency_of(around, task_id) if around else None,
            assurance=assurance_of(around, task_id, result.rules.grade_scale) if result else None,
            adjusted=_adjusted(around, task_id, result) if result else None,
            conclusions=tuple(conclusion_line(one) for one in concluded),
            checklist=checklist_of(session, last),
            redo=redos_of(session, [task_id]).get(task_id),
            reviewed=_reviewed(session, task),
        )


def found_task(session: Session, task_id: int) -> Task:
    """Give the row with campaign, revision, project and unit; raises :class:`NotFound`."""
    task = session.execute(
        select(Task)
        .where(Task.id == task_id)
        .options(
            joinedload(Task.campaign).joinedload(Campaign.revision),
            joinedload(Task.project).options(joinedload(Project.unit), joinedload(Project.department)),
        )
    ).scalar_one_or_none()
    if task is None:
        raise NotFound("not_found")
    return task


def conclusions_of(session: Session, task_id: int) -> list[Conclusion]:
    """Give the conclusions of a task, the newest last."""
    statement = select(Conclusion).where(Conclusion.task_id == task_id).order_by(Conclusion.number)
    return list(session.execute(statement).scalars())


def sheets_by_number(
    session: Session, task_id: int, kept: Iterable[tuple[int, str]], **options: Any
) -> dict[int, Sheet]:
    """Give the sheets that a result names by code number and digest; of equal revisions the newest.

    ``options`` are execution options.
    """
    wanted = set(kept)
    rows = session.execute(
        select(Assignment.number, Sheet)
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .where(Sheet.task_id == task_id)
        .order_by(Sheet.id),
        execution_options=options,
    )
    return {number: sheet for number, sheet in rows if (number, sheet.digest) in wanted}


def _shown(
    work: Work,
    session: Session,
    facts: tuple[Task, Ruling, Sequence[Standing], Conclusion | None],
    campaign: Iterable[Standing] | None,
) -> tuple[Result | None, Reason | None]:
    """Compute the result as it was frozen, else as it would be concluded now, or say why there is none.

    ``campaign`` is None where this reader may not see it.
    """
    if campaign is None:
        return SEALED
    task, ruling, standing, last = facts
    try:
        rules = ruling.rules(work.registry)
        if last is None:
            beside = beside_of(session, ruling.revision, [one.sheet for one in standing if one.sheet])
            elsewhere = elsewhere_of(rules, sealed_tasks(campaign), standing)
            money = known_money(session, [task.id]).get(task.id, UNKNOWN).facts(task.asked)
            return result_of(rules, standing, beside, money, elsewhere), None
        require_as_concluded(ruling, last.snapshot)
        sheets = sheets_by_number(session, task.id, named_sheets(last.snapshot))
        return frozen_result(rules, last.snapshot, sheets)[0], None
    except ReviewhubError as error:
        return None, Reason(error.code, error.values)


def named_sheets(snapshot: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Give code number and digest of every sheet a conclusion rests on."""
    return [(kept["number"], kept["digest"]) for kept in snapshot["sheets"]]


def same_panel(campaign: Iterable[Standing], sheets: Sequence[Standing]) -> list[Standing]:
    """Sheets of the same panel on all sealed tasks of the campaign: what agreement is measured on."""
    panels = {one.panel for one in sheets if one.panel is not None}
    grouped = by_task(one for one in campaign if one.panel in panels)
    sealed = [rows for rows in grouped.values() if all(one.sheet is not None for one in rows)]
    return [one for rows in sealed for one in rows]


def _adjusted(around: Sequence[Standing], task: int, result: Result) -> Adjusted | None:
    if result.rules.adjust:
        return None
    judged = Judged(result.rules, [one.vetoes for one in result.sheets])
    return adjusted_tasks(around, {task: judged}).get(task)


def _members(session: Session, sight: _Sight, task_id: int, origins: Iterable[Origin]) -> list[Member]:
    rows = session.execute(
        select(Assignment)
        .where(Assignment.task_id == task_id)
        .options(joinedload(Assignment.expert), joinedload(Assignment.agency))
        .order_by(Assignment.number)
    ).scalars()
    assignments = list(rows)
    latest = latest_sheets(session, [one.id for one in assignments])
    is_coded = sight.named and not sight.drawn and any(one.is_sealed for one in origins)
    codes = sealed_codes(session, task_id) if is_coded else {}
    members = [_member(one, latest.get(one.id, (None, None)), sight, codes) for one in assignments]
    return members if sight.linked else sorted(members, key=lambda one: (one.name, one.assignment))


def _member(
    one: Assignment,
    standing: tuple[Sheet | None, SheetReturn | None],
    sight: _Sight,
    codes: Mapping[int, str],
) -> Member:
    sheet, returned = standing
    person = one.expert.name if one.expert else one.agency.name if one.agency else ""
    person = codes.get(one.expert_id or 0, person)
    counting = sheet if sheet and not returned else None
    shown = counting if sight.linked or not sight.scored else None
    return Member(
        assignment=one.id,
        number=one.number if sight.linked else None,
        name=person if sight.named else "",
        kind="expert" if one.expert_id else "agency",
        state=one.state,
        answer_reason=one.answer_reason or one.ended_reason,
        submitted=counting is not None,
        submitted_at=shown.submitted_at if shown else None,
        returned=returned.reason if returned else "",
        voided=counting is not None and one.state not in ACTIVE,
        sheet=shown.id if shown else None,
        version=one.version,
    )


def _coded(session: Session, sight: _Sight, task_id: int, result: Result | None) -> tuple[CodedSheet, ...]:
    """Lay the counted sheets out by code, with the reasons their writers gave."""
    if result is None or not sight.scored:
        return ()
    counted = sheets_by_number(session, task_id, [(one.number, one.digest) for one in result.sheets])
    reasons: dict[int, dict[str, str]] = defaultdict(dict)
    answers = select(SheetAnswer.sheet_id, SheetAnswer.criterion, SheetAnswer.reason).where(
        SheetAnswer.sheet_id.in_([sheet.id for sheet in counted.values()]), SheetAnswer.reason != ""
    )
    for sheet_id, criterion, reason in session.execute(answers):
        reasons[sheet_id][criterion] = reason
    return tuple(
        CodedSheet(
            number=number,
            sheet=sheet.id,
            total=sheet.total,
            points=decimal_points(sheet.points),
            reasons=reasons[sheet.id],
            opinion=sheet.opinion,
            assignment=sheet.assignment_id if sight.linked else None,
        )
        for number, sheet in sorted(counted.items())
    )


def _reviewed(session: Session, task: Task) -> Reviewed | None:
    row = standing_amount(session, task.id) if task.campaign.kind == Kind.GOAL_REVIEW else None
    return None if row is None else Reviewed(row.amount, row.reason, row.file, row.recorded_at)


def _materials(session: Session, task_id: int) -> tuple[MaterialLine, ...]:
    rows = session.execute(
        select(Document).where(Document.task_id == task_id).order_by(Document.id)
    ).scalars()
    return tuple(
        MaterialLine(one.id, one.name, one.purpose, one.media_type, one.size, one.sha256, one.uploaded_at)
        for one in rows
    )


def _measured(
    work: Work, session: Session, facts: tuple[Task, Ruling], sheets: Sequence[Standing] | None
) -> tuple[MeasuredLine, ...]:
    """List the measured values; what sheets say against them is part of the sheets."""
    task, ruling = facts
    asked, records = asked_by(work, ruling), recorded(session, [task.id])
    if sheets is None or not records:
        return lines_of(asked, records)
    return lines_of(asked, records, contradictions_of(session, asked, records, sheets))
