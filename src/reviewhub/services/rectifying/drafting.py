"""What an officer sees when writing a notice or a hold: the task, where points were lost, the usual term."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from reviewhub.db.models import Rectification
from reviewhub.db.queries.releasing.releases import standing_lines
from reviewhub.domain.policy import Act, require
from reviewhub.domain.rectifying.rectification import usual_term
from reviewhub.domain.words import Words
from reviewhub.services.outcome.results import conclusions_of, found_task
from reviewhub.services.scoring.rules import ruling_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion with the points that the panel took away, None where there is no conclusion."""

    id: str
    title: Words
    lost: Decimal | None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A task about to get a notice or a hold; ``due_on`` is the usual term from the release, else from today.

    ``notices`` are the task's notices as id and number.
    """

    task: int
    campaign: str
    project: str
    unit: str
    released: bool
    today: date
    due_on: date
    criteria: tuple[CriterionLine, ...]
    notices: tuple[tuple[int, int], ...]


def draft_page(work: Work, task_id: int) -> DraftPage:
    """Give what a notice or a hold of a task starts from."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    today = work.now().astimezone(work.zone).date()
    with work.reading() as session:
        task = found_task(session, task_id)
        frozen = [one.snapshot for one in conclusions_of(session, task_id)]
        template = ruling_of(session, task, frozen[-1] if frozen else None).template
        means = frozen[-1]["criterion_means"] if frozen else [None] * len(template.criteria)
        line = standing_lines(session, [task_id]).get(task_id)
        released_on = line.released_at.astimezone(work.zone).date() if line else today
        notices = session.execute(
            select(Rectification.id, Rectification.number).where(Rectification.task_id == task_id)
        ).all()
        return DraftPage(
            task=task_id,
            campaign=task.campaign.name,
            project=task.project.name,
            unit=task.project.unit.name,
            released=line is not None,
            today=today,
            due_on=max(usual_term(released_on), today),
            criteria=tuple(
                CriterionLine(one.id, one.title, None if mean is None else one.points - Decimal(mean))
                for one, mean in zip(template.criteria, means, strict=False)
            ),
            notices=tuple((id_, number) for id_, number in notices),
        )
