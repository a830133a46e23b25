"""What is asked of a unit on its own projects: material, answers, comments on a draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import (
    Assignment,
    ChecklistItem,
    Clarification,
    Commission,
    DraftComment,
    Project,
    Task,
)
from reviewhub.db.queries.commissioning.checklists import ListedItem, listed_items
from reviewhub.db.queries.commissioning.clarifications import Thread, threads
from reviewhub.db.queries.commissioning.comments import CommentLine, comments_of
from reviewhub.db.queries.commissioning.milestones import Scheduled, scheduled
from reviewhub.db.queries.projects import of_unit
from reviewhub.domain.commissioning.clarification import ClarificationState
from reviewhub.domain.commissioning.comment import TAKING, Source
from reviewhub.domain.commissioning.milestone import Milestone
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.policy import Act, require
from reviewhub.domain.workflow import ACTIVE
from reviewhub.services.commissioning.desk.comments import draft_out
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What is asked of a unit about one task; days are the nearest of what is still open."""

    task: int
    project: str
    campaign_name: str
    items: int
    items_open: int
    items_due: date | None
    clarifications: int
    unanswered: int
    answer_due: date | None
    commission: int | None
    comments: int
    comments_open: bool
    comments_until: date | None
    late: bool

    @property
    def is_open(self) -> bool:
        """Tell whether something waits for the unit."""
        return bool(self.items_open or self.unanswered or self.comments_open)

    @property
    def due(self) -> date:
        """The nearest day of what is open, for sorting."""
        comments = self.comments_until if self.comments_open else None
        return min((one for one in (self.items_due, self.answer_due, comments) if one), default=date.max)


@dataclass(slots=True)
class _Asked:
    """What was found of one task."""

    items: list[ListedItem] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    comments: list[CommentLine] = field(default_factory=list)
    schedule: Scheduled | None = None


def asked_of_unit(work: Work) -> tuple[AskedLine, ...]:
    """List the reader's tasks of which something is or was asked, what is due first at the top."""
    actor = require(work.actor, Act.COMMENT_ON_DRAFTS)
    with work.reading() as session:
        tasks = _tasks(session, actor.unit)
        found = _gathered(session, [one.id for one in tasks])
    today = work.now().date()
    lines = [_line(one, found[one.id], today) for one in tasks if one.id in found]
    return tuple(sorted(lines, key=lambda one: (not one.is_open, one.due, one.task)))


def _tasks(session: Session, unit: int | None) -> Sequence[Task]:
    own = select(Project.id).where(of_unit(unit))
    return (
        session.execute(
            select(Task)
            .where(Task.project_id.in_(own))
            .options(joinedload(Task.project), joinedload(Task.campaign))
            .order_by(Task.id.desc())
        )
        .scalars()
        .all()
    )


def _gathered(session: Session, tasks: Sequence[int]) -> dict[int, _Asked]:
    found: dict[int, _Asked] = {}
    of_units = ChecklistItem.supplier == Party.UNIT
    for item in listed_items(session, ChecklistItem.task_id.in_(tasks), of_units):
        found.setdefault(item.task, _Asked()).items.append(item)
    asked = (Clarification.asker == Party.UNIT) | (Clarification.asked == Party.UNIT)
    for thread in threads(session, Clarification.task_id.in_(tasks), asked):
        found.setdefault(thread.task, _Asked()).threads.append(thread)
    place = _commissions(session, tasks)
    for commission, along in scheduled(session, list(place)).items():
        if draft_out(along) is not None:
            found.setdefault(place[commission], _Asked()).schedule = along
    own = DraftComment.source == Source.UNIT
    for comment in comments_of(session, DraftComment.commission_id.in_(list(place)), own):
        found.setdefault(place[comment.commission], _Asked()).comments.append(comment)
    return found


def _commissions(session: Session, tasks: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(Commission.id, Commission.task_id)
        .join(Assignment, Assignment.id == Commission.assignment_id)
        .where(Commission.task_id.in_(tasks), Assignment.state.in_(ACTIVE))
    )
    return dict(rows.all())


def _line(task: Task, found: _Asked, today: date) -> AskedLine:
    items = [one for one in found.items if one.is_open]
    open_threads = [
        one for one in found.threads if one.asked == Party.UNIT and one.state is ClarificationState.OPEN
    ]
    along = found.schedule
    until = along.terms.get(Milestone.COMMENTS) if along else None
    return AskedLine(
        task=task.id,
        project=task.project.name,
        campaign_name=task.campaign.name,
        items=len(found.items),
        items_open=len(items),
        items_due=_nearest(one.due for one in items),
        clarifications=len(found.threads),
        unanswered=len(open_threads),
        answer_due=_nearest(one.due for one in open_threads),
        commission=along.commission if along else None,
        comments=len(found.comments),
        comments_open=along is not None and along.state in TAKING,
        comments_until=until,
        late=any(one.is_late(today) for one in items) or any(one.is_late(today) for one in open_threads),
    )


def _nearest(days: Iterable[date | None]) -> date | None:
    return min((one for one in days if one is not None), default=None)
