"""The project's side: who answers for it or worked on it, and whom its unit asks to step back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Expert, InvolvedPerson, Objection, Project
from reviewhub.domain.conflicts.declaring import NewObjection, NewPerson
from reviewhub.domain.conflicts.finding import Stage
from reviewhub.domain.errors import Invalid, NotFound
from reviewhub.domain.policy import Act, require
from reviewhub.services.conflicts.checking import check_standing, keep
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person around the project."""

    part: str
    name: str
    code: str
    phone: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection of the unit."""

    expert: str
    code: str
    grounds: str
    received_on: date
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class ProjectPeople:
    """A project with the people around it and the objections of its unit; experts by code to choose from."""

    project: int
    name: str
    unit: str
    year: int
    people: tuple[PersonLine, ...]
    objections: tuple[ObjectionLine, ...]
    experts: tuple[tuple[int, str, str], ...]


def project_people(work: Work, project_id: int) -> ProjectPeople:
    """Give who stands around a project."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        project = _found(session, project_id)
        people = session.execute(
            select(InvolvedPerson)
            .where(InvolvedPerson.project_id == project_id)
            .order_by(InvolvedPerson.id.desc())
        ).scalars()
        objections = session.execute(
            select(Objection)
            .where(Objection.project_id == project_id)
            .options(joinedload(Objection.expert))
            .order_by(Objection.id.desc())
        ).scalars()
        experts = session.execute(select(Expert.id, Expert.code, Expert.name).order_by(Expert.code))
        return ProjectPeople(
            project.id,
            project.name,
            project.unit.name,
            project.fiscal_year,
            tuple(PersonLine(one.part, one.name, one.code, one.phone, one.entered_at) for one in people),
            tuple(_objection(one) for one in objections),
            tuple((id_, code, name) for id_, code, name in experts),
        )


def enter_person(work: Work, project_id: int, new: NewPerson) -> int:
    """Enter somebody who answers for a project or worked on it; gives how many findings that brought."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    problems = list(new.problems())
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        _found(session, project_id)
        row = InvolvedPerson(
            project_id=project_id,
            part=new.part,
            name=new.name,
            code=new.code,
            phone=new.phone,
            account_id=actor.account,
            entered_at=work.now(),
        )
        session.add(row)
        session.flush()
        found = keep(work, session, check_standing(work, session, project=project_id), Stage.LATER)
        work.record("enter_person", row, part=new.part, findings=len(found))
        return len(found)


def enter_objection(work: Work, project_id: int, new: NewObjection) -> int:
    """Enter the unit's objection against an expert; gives how many findings that brought."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    problems = list(new.problems(work.now().date()))
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        _found(session, project_id)
        if session.get(Expert, new.expert) is None:
            raise NotFound("not_found")
        row = Objection(
            project_id=project_id,
            expert_id=new.expert,
            grounds=new.grounds,
            received_on=new.received_on,
            account_id=actor.account,
            entered_at=work.now(),
        )
        session.add(row)
        session.flush()
        found = keep(work, session, check_standing(work, session, project=project_id), Stage.LATER)
        work.record("enter_objection", row, expert=new.expert, findings=len(found))
        return len(found)


def _found(session: Session, project_id: int) -> Project:
    project = session.get(Project, project_id, options=[joinedload(Project.unit)])
    if project is None:
        raise NotFound("not_found")
    return project


def _objection(one: Objection) -> ObjectionLine:
    return ObjectionLine(one.expert.name, one.expert.code, one.grounds, one.received_on, one.entered_at)
