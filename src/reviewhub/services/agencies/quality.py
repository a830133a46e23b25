"""Judging an agency's work: the bureau's sheet and the unit's, and what both come to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from reviewhub.db.models import Commission, Project, QualitySheet, Task
from reviewhub.db.queries.commissioning.quality import Quality, qualities_of, sheets_so_far
from reviewhub.db.queries.commissions import Commissioned, commissioned
from reviewhub.db.queries.projects import of_unit
from reviewhub.domain.commissioning.quality import TEMPLATE, Side
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.grade import Band
from reviewhub.domain.policy import Act, Actor, may, require
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.measured_value import Note
from reviewhub.domain.scoring.sheet import (
    SoFar,
    flat_names,
    flat_problems,
    read_flat,
    score,
    score_so_far,
)
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.workflow import CommissionState
from reviewhub.services.agencies.grading import grade_of
from reviewhub.services.scoring.desk import CriterionForm
from reviewhub.services.templates import known, offered, publish, template_of
from reviewhub.services.work import Work

LONGEST_PAPER: Final = 120


@dataclass(frozen=True, slots=True)
class SideLine:
    """One side's sheet that stands: points in the template's order, total, who handed it in and when."""

    side: Side
    number: int
    template: ScoringTemplate
    points: tuple[Decimal | None, ...]
    answers: Mapping[str, str]
    total: Decimal
    paper: str
    correction: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class QualityLine:
    """One commission as it was judged: the total of each side that this reader may see, the grade of both."""

    commission: int
    project: str
    agency: int
    agency_name: str
    campaign: str
    totals: Mapping[Side, Decimal]
    total: Decimal | None
    grade: Band | None


@dataclass(frozen=True, slots=True)
class QualityPage:
    """One commission with the sheets; ``may_fill`` are the sides that this reader can hand in for."""

    line: QualityLine
    sheets: tuple[SideLine, ...]
    may_fill: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class QualityForm:
    """The sheet of one side as it is filled in; it stands for no assignment and has no measured values."""

    commission: int
    project: str
    agency_name: str
    side: Side
    standing: int
    template: ScoringTemplate
    forms: tuple[CriterionForm, ...]
    flat: Mapping[str, str]
    so_far: SoFar
    notes: Mapping[str, Note] = field(default_factory=dict)
    sealed: None = None
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a form about an agency's work carries: answers, and how many sheets of the side it knew of.

    ``paper`` names the unit's own form that an officer types in, ``correction`` why there is another sheet.
    """

    flat: Mapping[str, str]
    standing: int
    paper: str = ""
    correction: str = ""


def list_qualities(work: Work) -> tuple[QualityLine, ...]:
    """List accepted commissions: all of them to officers, to a unit those about its own projects."""
    actor = require(work.actor, Act.JUDGE_AGENCIES)
    with work.reading() as session:
        found = _visible(session, actor)
        known_of = qualities_of(session, [one.id for one in found])
        return tuple(_line(work, actor, one, known_of.get(one.id)) for one in found)


def open_quality(work: Work, commission_id: int) -> QualityPage:
    """Show how one commission was judged; a unit sees its own sheet only."""
    actor = require(work.actor, Act.JUDGE_AGENCIES)
    with work.reading() as session:
        one = _found(session, actor, commission_id)
        quality = qualities_of(session, [one.id]).get(one.id)
        sides = _seen(actor, quality)
        return QualityPage(
            line=_line(work, actor, one, quality),
            sheets=tuple(_side(sides[side]) for side in Side if side in sides),
            may_fill=tuple(Side) if may(actor, Act.RUN_CAMPAIGNS) else (Side.UNIT,),
        )


def quality_form(
    work: Work, commission_id: int, side: Side, flat: Mapping[str, str] | None = None
) -> QualityForm:
    """Give the sheet of a side with what was typed, else with what was handed in before."""
    actor = _judge(work, side)
    with work.reading() as session:
        one = _found(session, actor, commission_id)
        quality = qualities_of(session, [one.id]).get(one.id)
        before = quality.sheets.get(side) if quality else None
        template = known(offered(work, session), TEMPLATE)
        scorers = {key: HostedScorer(it) for key, it in work.registry.scorers.items()}
        filled = {**before.answers} if before and flat is None else dict(flat or {})
    answers = read_flat(template, scorers, filled)
    return QualityForm(
        commission=one.id,
        project=one.project,
        agency_name=one.agency_name,
        side=side,
        standing=before.number if before else 0,
        template=template,
        forms=tuple(CriterionForm(it, scorers[it.scorer].inputs(it.as_scored)) for it in template.criteria),
        flat=filled,
        so_far=score_so_far(template, answers, scorers),
    )


def judge(work: Work, commission_id: int, side: Side, given: Judged) -> int:
    """Hand in a side's sheet about an accepted commission; gives its number.

    Raises :class:`Invalid` with everything that is missing or wrong, and :class:`StaleWrite` when another
    sheet of that side came in between.
    """
    actor = _judge(work, side)
    with work.transaction() as session:
        one = _found(session, actor, commission_id)
        before = sheets_so_far(session, one.id, side)
        if before != given.standing:
            raise StaleWrite("stale", current=before, given=given.standing)
        template = known(offered(work, session), TEMPLATE)
        points, total = _scored(work, template, given)
        _require_grounds(actor, side, given, before)
        row = QualitySheet(
            commission_id=one.id,
            side=side,
            number=before + 1,
            revision=publish(work, session, template),
            answers=dict(given.flat),
            points=[None if it is None else str(it) for it in points],
            total=total,
            paper=given.paper.strip(),
            correction=given.correction.strip(),
            account_id=actor.account,
            submitted_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("judge_agency", row, commission=one.id)
        return row.number


def _judge(work: Work, side: Side) -> Actor:
    actor = require(work.actor, Act.JUDGE_AGENCIES)
    return require(work.actor, Act.RUN_CAMPAIGNS) if side is Side.BUREAU else actor


def _scored(
    work: Work, template: ScoringTemplate, given: Judged
) -> tuple[tuple[Decimal | None, ...], Decimal]:
    scorers = {key: HostedScorer(one) for key, one in work.registry.scorers.items()}
    problems = list(flat_problems(flat_names(template, scorers), given.flat))
    if problems:
        raise Invalid(problems)
    scored = score(template, read_flat(template, scorers, given.flat), scorers)
    return scored.points, scored.total


def _require_grounds(actor: Actor, side: Side, given: Judged, before: int) -> None:
    problems = []
    if side is Side.UNIT and may(actor, Act.RUN_CAMPAIGNS) and not given.paper.strip():
        problems.append(Problem("paper", "quality.paper_missing"))
    if before and not given.correction.strip():
        problems.append(Problem("correction", "quality.correction_missing"))
    if len(given.paper) > LONGEST_PAPER:
        problems.append(Problem("paper", "answer.too_long", {"most": LONGEST_PAPER}))
    if problems:
        raise Invalid(problems)


def _wanted(actor: Actor) -> ColumnElement[bool]:
    if may(actor, Act.RUN_CAMPAIGNS):
        return true()
    own = select(Task.id).join(Project, Project.id == Task.project_id).where(of_unit(actor.unit))
    return Commission.task_id.in_(own)


def _visible(session: Session, actor: Actor) -> list[Commissioned]:
    return commissioned(session, _wanted(actor), Commission.state == CommissionState.APPROVED)


def _found(session: Session, actor: Actor, commission_id: int) -> Commissioned:
    found = commissioned(session, _wanted(actor), Commission.id == commission_id)
    if not found:
        raise NotFound("not_found")
    if found[0].state != CommissionState.APPROVED:
        raise WrongState("quality.not_accepted_yet")
    return found[0]


def _seen(actor: Actor, quality: Quality | None) -> dict[Side, QualitySheet]:
    sheets = dict(quality.sheets) if quality else {}
    return sheets if may(actor, Act.RUN_CAMPAIGNS) else {k: v for k, v in sheets.items() if k is Side.UNIT}


def _line(work: Work, actor: Actor, one: Commissioned, quality: Quality | None) -> QualityLine:
    whole = quality is not None and may(actor, Act.RUN_CAMPAIGNS)
    return QualityLine(
        commission=one.id,
        project=one.project,
        agency=one.agency,
        agency_name=one.agency_name,
        campaign=one.campaign_name,
        totals={side: row.total for side, row in _seen(actor, quality).items()},
        total=quality.total if quality and whole else None,
        grade=grade_of(work, quality) if quality and whole else None,
    )


def _side(row: QualitySheet) -> SideLine:
    return SideLine(
        side=Side(row.side),
        number=row.number,
        template=template_of(row.revision),
        points=tuple(None if one is None else Decimal(one) for one in row.points),
        answers=row.answers,
        total=row.total,
        paper=row.paper,
        correction=row.correction,
        by=row.account.name,
        at=row.submitted_at,
    )
