"""A bureau at the end of its work: scored, concluded, and with a row of every audited kind."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from integration.claimed import leave_claims
from integration.drawn import leave_draw
from integration.pooled import leave_pool
from integration.registered import leave_register
from integration.world import EXPERTS, World
from reviewhub.db.models import (
    Acceptance,
    CampaignTriggers,
    Commission,
    Conclusion,
    Document,
    MeasuredValue,
    PreconditionCheck,
    Report,
    RoundClosing,
    RoundSheet,
    ScoringRound,
    Sheet,
    Task,
)
from reviewhub.domain.scoring_round import Triggers
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.scoring import sheets

SEVEN = [code for code, *_ in EXPERTS[:7]]
REFERENCE = files("reviewhub") / "demo_data" / "kunming_2021" / "prior_assessment_scores.csv"


def reference_points() -> Mapping[tuple[str, int], Sequence[str]]:
    """Give the points of the published case by project and code number."""
    rows = csv.reader(REFERENCE.read_text("utf-8-sig").splitlines())
    header = next(rows)
    first, last = header.index("1.1"), header.index("5.4")
    return {(row[0], int(row[2].removeprefix("专家"))): row[first : last + 1] for row in rows}


def reference_case(world: World) -> int:
    """Let seven experts score the six projects as they did in 2021; gives the campaign."""
    campaign, panel = world.under_way(SEVEN)
    tasks = world.tasks(campaign)
    given = reference_points()
    for number, code in enumerate(world.members(panel), start=1):
        for project, task in tasks.items():
            world.submit(code, task, given[project, number])
    return campaign


def small_case(world: World, points: Sequence[object] = ()) -> tuple[int, int]:
    """Let three experts score one project; gives campaign and task."""
    campaign = world.open_campaign(projects=["果林路管网改造"])
    panel = world.form_panel(campaign, SEVEN[:3])
    world.accept_all(panel)
    (task,) = world.tasks(campaign).values()
    for code in SEVEN[:3]:
        world.submit(code, task, points)
    return campaign, task


def concluded_case(world: World) -> int:
    """Conclude the small case, one sheet of it returned and handed in again; gives the task."""
    _, task = small_case(world)
    with world.reading() as session:
        returned = session.get(Sheet, 1)
        assert returned is not None
    sheets.return_sheet(world.work("officer"), returned.id, "请补充理由")
    world.submit(SEVEN[0], task)
    conclusions.conclude(world.work("officer"), task, Concluding(standing=0))
    return task


def deliver(world: World, task: int) -> None:
    """Leave a row of every kind that an agency's work leaves, and of what surrounds a conclusion."""
    work = world.work("officer")
    with work.transaction() as session:
        document = Document(
            task_id=task,
            purpose="report",
            name="报告.pdf",
            media_type="application/pdf",
            size=3,
            sha256="a" * 64,
            account_id=world.actor("officer").account,
            uploaded_at=work.now(),
        )
        session.add(document)
        session.flush()
        commission = Commission(
            task_id=task,
            agency_id=world.facts.agencies["agency1"],
            assignment_id=1,
            state="approved",
            due=work.now().date(),
            reason="年度计划",
            offered_at=work.now(),
        )
        session.add(commission)
        session.flush()
        report = Report(
            commission_id=commission.id, number=1, document_id=document.id, delivered_at=work.now()
        )
        session.add(report)
        session.flush()
        session.add(
            Acceptance(
                report_id=report.id,
                approved=True,
                account_id=world.actor("officer").account,
                decided_at=work.now(),
            )
        )
        leave_claims(session, report, world.actor("officer").account, work.now())
        _leave_a_round(session, task, world.actor("officer").account, work.now())
        _note_as_met(session, document, world.actor("officer").account, work.now())
        session.add(measured_value(world, task, document.id))
        leave_pool(session, world, work.now())
        leave_register(session, commission, world.actor("officer").account, work.now())
        leave_draw(session, task, work.actor.account if work.actor else 0, work.now())
        session.flush()
        work.record("deliver", commission)


def _note_as_met(session: Session, document: Document, account: int, now: datetime) -> None:
    """Leave a row of what comes after a conclusion."""
    session.add(
        PreconditionCheck(
            conclusion_id=session.execute(select(Conclusion.id)).scalars().first(),
            precondition="P1",
            number=1,
            fulfilled=True,
            fulfilled_on=now.date(),
            proof="批复",
            document_id=document.id,
            account_id=account,
            checked_at=now,
        )
    )


def _leave_a_round(session: Session, task: int, account: int, now: datetime) -> None:
    """Leave a row of everything that a second round leaves."""
    campaign = session.get_one(Task, task).campaign_id
    triggers = Triggers(spread=Decimal(5)).written()
    round_ = ScoringRound(
        task_id=task,
        number=2,
        reply="round",
        flags=[],
        criteria=["1.1"],
        numbers=[1],
        first_sheets={"1": 1},
        reason="分歧较大",
        opened_at=now,
        deadline=now,
        account_id=account,
    )
    session.add_all([CampaignTriggers(campaign_id=campaign, triggers=triggers), round_])
    session.flush()
    session.add_all(
        [
            RoundSheet(round_id=round_.id, sheet_id=1),
            RoundClosing(round_id=round_.id, account_id=account, closed_at=now),
        ]
    )


def measured_value(world: World, task: int, document: int) -> MeasuredValue:
    """Make one, with every column filled that can be."""
    return MeasuredValue(
        task_id=task,
        name="funds_spent",
        number=1,
        value=Decimal("4500.5"),
        unit="万元",
        source="国库系统",
        document_id=document,
        account_id=world.actor("officer").account,
        recorded_at=world.parts.now(),
    )
