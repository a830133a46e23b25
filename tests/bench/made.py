"""The data both sides are measured on: 1,000 tasks with 3 sheets each, and a pile of tasks to score."""

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from integration.world import EXPERTS, World
from reviewhub.db.models import Assignment, Project, Sheet, Task
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services import campaigns
from reviewhub.services.work import Work

TASKS: Final = 1_000
SHEETS: Final = 3
CRITERIA: Final = 20
TO_SCORE: Final = 600
SCORER: Final = "zj0001"


@dataclass(frozen=True, slots=True)
class Made:
    """What the requests need to name: the big campaign, and assignments that wait for a sheet."""

    campaign: int
    assignments: tuple[int, ...]


def make(world: World) -> Made:
    """Fill the bureau of the integration tests with as much as a province would have."""
    officer = world.work("officer")
    projects = _projects(world, officer, TASKS)
    big = _campaign(world, officer, projects)
    _sheets(world, officer, big)
    small = _campaign(world, officer, projects[:TO_SCORE])
    return Made(big, _to_score(world, officer, small))


def _projects(world: World, work: Work, count: int) -> list[int]:
    units = list(world.facts.organizations.values())
    with work.transaction() as session:
        rows = [
            Project(
                fiscal_year=2026,
                code=f"B{number:06}",
                name=f"第{number}号市政设施改造与运行维护项目",
                unit_id=units[number % len(units)],
                department_id=units[0],
                asked=Decimal(1_000_000 + 1_234 * number),
            )
            for number in range(count)
        ]
        session.add_all(rows)
        session.flush()
        work.record("import_projects", "projects", count=count)
        return [row.id for row in rows]


def _campaign(world: World, work: Work, projects: list[int]) -> int:
    campaign = world.new_campaign(Kind.PRIOR_ASSESSMENT)
    campaigns.add_tasks(work, campaign, projects)
    campaigns.open_campaign(work, campaign, campaigns.campaign_head(work, campaign).version)
    return campaign


def _assignment(world: World, task: int, number: int, code: str) -> Assignment:
    return Assignment(
        task_id=task,
        expert_id=world.facts.experts[code],
        number=number,
        state=AssignmentState.ACCEPTED,
        invited_at=world.parts.now(),
    )


def _sheets(world: World, work: Work, campaign: int) -> None:
    random.seed(20261122)
    tasks = list(world.tasks(campaign).values())
    actor = world.actor(SCORER)
    with work.transaction() as session:
        revision = session.get_one(Task, tasks[0]).campaign.template_revision_id
        assignments = [
            _assignment(world, task, place + 1, EXPERTS[place][0])
            for task in tasks
            for place in range(SHEETS)
        ]
        session.add_all(assignments)
        session.flush()
        for number, assignment in enumerate(assignments):
            points = [random.randrange(6, 11) * 5_000 for _ in range(CRITERIA)]
            session.add(
                Sheet(
                    assignment_id=assignment.id,
                    task_id=assignment.task_id,
                    number=1,
                    template_revision_id=revision,
                    points=points,
                    total=Decimal(sum(points)).scaleb(-4),
                    digest=f"{number:064}",
                    idempotency_key=f"{number}",
                    submitted_at=world.parts.now(),
                    account_id=actor.account,
                )
            )
        session.flush()
        work.record("bench_sheets", "sheets", count=len(assignments))


def _to_score(world: World, work: Work, campaign: int) -> tuple[int, ...]:
    tasks = list(world.tasks(campaign).values())
    with work.transaction() as session:
        rows = [_assignment(world, task, 1, SCORER.upper()) for task in tasks]
        session.add_all(rows)
        session.flush()
        work.record("bench_assignments", "assignments", count=len(rows))
        return tuple(row.id for row in rows)
