"""Measured values of a task: recording them with their source, withdrawing them, and whom that concerns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Campaign, Document, MeasuredValue, Task
from reviewhub.db.queries.measured_values import Recorded, newest, recorded
from reviewhub.db.queries.results import Standing, standing_sheets
from reviewhub.db.queries.sheets import is_concluded
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.scoring.measured_value import AskedFact
from reviewhub.domain.words import Words, shown
from reviewhub.services.scoring.measured_lines import MeasuredLine, asked_by, lines_of, moved_since
from reviewhub.services.scoring.rules import standing_ruling
from reviewhub.services.work import Work

LIMITS: Final = {"source": 200, "evidence": 300, "reason": 300}


@dataclass(frozen=True, slots=True)
class Typed:
    """What an officer typed for one measured value; a blank ``value`` withdraws the one that stands."""

    value: str
    source: str
    evidence: str = ""
    document: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resting:
    """A submitted sheet that rests on values which have changed since: whose it is, and which values."""

    scorer: str
    values: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    """The measured values of one task; ``version`` counts the revisions, ``history`` has the newest first."""

    task: int
    project: str
    campaign: int
    campaign_name: str
    version: int
    concluded: bool
    lines: tuple[MeasuredLine, ...]
    history: tuple[Recorded, ...]
    documents: tuple[tuple[int, str], ...]
    resting: tuple[Resting, ...]


def measured_page(work: Work, task_id: int) -> MeasuredPage:
    """Give what a task's template asks for, what stands, and which submitted sheets rest on other values."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        task = _found(session, task_id)
        asked, records = asked_by(work, standing_ruling(session, task)), recorded(session, [task_id])
        return MeasuredPage(
            task=task.id,
            project=task.project.name,
            campaign=task.campaign_id,
            campaign_name=task.campaign.name,
            version=len(records),
            concluded=is_concluded(session, task_id),
            lines=lines_of(asked, records),
            history=tuple(reversed(records)),
            documents=_documents(session, task_id),
            resting=_resting(session, asked, records, standing_sheets(session, [task_id])),
        )


def record_measured_values(work: Work, task_id: int, given: Mapping[str, Typed], version: int) -> int:
    """Record what has changed of a task's measured values, all or nothing; gives how many that is.

    Raises :class:`WrongState` once the task is concluded, :class:`StaleWrite` when somebody recorded values
    in between, and :class:`Invalid` with every problem at ``fact <name>``.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        task = _found(session, task_id, locked=True)
        records = recorded(session, [task_id])
        if is_concluded(session, task_id):
            raise WrongState("measured.concluded")
        if len(records) != version:
            raise StaleWrite("stale", current=len(records), given=version)
        asked, standing = asked_by(work, standing_ruling(session, task)), newest(records)
        changed = {
            name: one for name, one in given.items() if _changes(standing.get(name), one, asked.get(name))
        }
        problems = list(_problems(asked, standing, changed, dict(_documents(session, task_id))))
        if problems:
            raise Invalid(problems)
        rows = [revision(task_id, asked[name], standing.get(name), one) for name, one in changed.items()]
        for row in rows:
            row.account_id, row.recorded_at = actor.account or None, work.now()
        session.add_all(rows)
        if rows:
            work.record("record_measured_values", f"tasks:{task_id}", names=sorted(changed))
    return len(rows)


def revision(task: int, fact: AskedFact, before: Recorded | None, typed: Typed) -> MeasuredValue:
    """Make the next revision of a measured value; nobody has signed it yet."""
    return MeasuredValue(
        task_id=task,
        name=fact.name,
        number=before.number + 1 if before else 1,
        value=read_number(typed.value),
        unit=fact.unit.zh,
        source=typed.source if typed.value else "",
        evidence=typed.evidence if typed.value else "",
        document_id=typed.document if typed.value else None,
        reason=typed.reason,
    )


def _text_problems(place: str, typed: Typed) -> Iterator[Problem]:
    """Say what is wrong with a value and its source, whatever stands."""
    if read_number(typed.value) is None:
        yield Problem(place, "measured.not_a_number", {"given": shown(typed.value)})
    if not typed.source:
        yield Problem(place, "measured.source_missing")
    for name, limit in LIMITS.items():
        length = len(getattr(typed, name))
        if length > limit:
            yield Problem(place, "table.too_long", {"length": length, "limit": limit})


def _found(session: Session, task_id: int, *, locked: bool = False) -> Task:
    """Give the row with campaign, revision and project; submissions wait while it is ``locked``."""
    statement = (
        select(Task)
        .where(Task.id == task_id)
        .options(joinedload(Task.campaign).joinedload(Campaign.revision), joinedload(Task.project))
    )
    if locked:
        statement = statement.with_for_update(of=Task, key_share=True)
    task = session.execute(statement).scalar_one_or_none()
    if task is None:
        raise NotFound("not_found")
    return task


def _documents(session: Session, task_id: int) -> tuple[tuple[int, str], ...]:
    rows = session.execute(
        select(Document.id, Document.name)
        .where(Document.task_id == task_id, Document.purpose == "material")
        .order_by(Document.id)
    )
    return tuple((one, name) for one, name in rows)


def _changes(before: Recorded | None, typed: Typed, fact: AskedFact | None) -> bool:
    """Tell whether anything was typed that does not stand already; a number counts, however it is written."""
    standing = before if before is not None and before.value is not None else None
    if standing is None:
        return bool(typed.value or typed.source or typed.evidence or typed.document)
    unit = fact.unit.zh if fact else standing.unit
    was = (standing.value, standing.source, standing.evidence, standing.document, standing.unit)
    return was != (read_number(typed.value), typed.source, typed.evidence, typed.document, unit)


def _problems(
    asked: Mapping[str, AskedFact],
    standing: Mapping[str, Recorded],
    changed: Mapping[str, Typed],
    documents: Mapping[int, str],
) -> Iterator[Problem]:
    for name, typed in changed.items():
        place, before = f"fact {name}", standing.get(name)
        if name not in asked:
            yield Problem(place, "measured.not_asked")
        elif typed.value:
            yield from _text_problems(place, typed)
        elif before is None or before.value is None:
            yield Problem(place, "measured.value_missing")
        elif not typed.reason:
            yield Problem(place, "measured.withdrawal_needs_reason")
        if typed.document is not None and typed.document not in documents:
            yield Problem(place, "measured.other_document")


def _resting(
    session: Session,
    asked: Mapping[str, AskedFact],
    records: Sequence[Recorded],
    sheets: Sequence[Standing],
) -> tuple[Resting, ...]:
    """List by name, as progress is: by code, the moment of a change would tell whose code it is."""
    moved = {
        one.assignment: moved_since(asked, records, one.submitted_at)
        for one in sheets
        if one.submitted_at is not None
    }
    rows = session.execute(
        select(Assignment)
        .where(Assignment.id.in_([assignment for assignment, names in moved.items() if names]))
        .options(joinedload(Assignment.expert), joinedload(Assignment.agency))
    ).scalars()
    found = [Resting(_name(one), tuple(asked[name].label for name in moved[one.id])) for one in rows]
    return tuple(sorted(found, key=lambda one: one.scorer))


def _name(assignment: Assignment) -> str:
    scorer = assignment.expert or assignment.agency
    return scorer.name if scorer else ""
