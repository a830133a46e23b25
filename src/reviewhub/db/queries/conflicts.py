"""What conflict rules are told of many scorers and many tasks, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Assignment,
    Campaign,
    Commission,
    Employment,
    Expert,
    ExpertProfile,
    InvolvedPerson,
    Objection,
    Organization,
    OrganizationMerge,
    Project,
    Task,
    Tie,
    TieWithdrawal,
)
from reviewhub.domain.conflicts import facts
from reviewhub.domain.conflicts.facts import Related, Relation, ScorerFacts, SubjectFacts
from reviewhub.domain.experts.identity import Person
from reviewhub.domain.organizations.bodies import Bodies, Entered
from reviewhub.domain.workflow import ACTIVE, AssignmentState

Subject = tuple[int, Project, Campaign]  # the task's id, and what is under review in it
TOOK_PART: Final = (AssignmentState.ACCEPTED,)


@dataclass(frozen=True, slots=True)
class Facts:
    """Scorers by the id of the expert (or agency), subjects by the id of the task: for ``find_conflicts``."""

    scorers: Mapping[int, ScorerFacts]
    subjects: Mapping[int, SubjectFacts]


def facts_of(session: Session, experts: Sequence[int], tasks: Sequence[int]) -> Facts:
    """Tell of experts and tasks all that rules may ask; an id of another bureau is absent. Eleven queries."""
    bodies = bodies_of(session)
    chosen = _subject_rows(session, tasks)
    same = _same_projects(session, bodies, chosen)
    scorers = _experts(session, bodies, experts, {id_ for ids in same.values() for id_ in ids})
    return Facts(scorers, _subjects(session, bodies, chosen, same))


def agency_facts_of(session: Session, agencies: Sequence[int], tasks: Sequence[int]) -> Facts:
    """Tell the same of agencies, each employed by itself and by the bodies it belongs to."""
    bodies = bodies_of(session)
    chosen = _subject_rows(session, tasks)
    same = _same_projects(session, bodies, chosen)
    rows = session.execute(select(Organization.id, Organization.name).where(Organization.id.in_(agencies)))
    scorers = {id_: _agency(bodies, id_, name) for id_, name in rows}
    return Facts(scorers, _subjects(session, bodies, chosen, same))


def bodies_of(session: Session) -> Bodies:
    """Tell which rows of the bureau's organisations are one body, and what belongs to what."""
    columns = (Organization.id, Organization.name, Organization.former_names, Organization.credit_code)
    rows = session.execute(select(*columns, Organization.parent_id))
    merged = session.execute(select(OrganizationMerge.loser_id, OrganizationMerge.winner_id))
    return Bodies((Entered(*row) for row in rows), ((loser, winner) for loser, winner in merged))


def _agency(bodies: Bodies, id_: int, name: str) -> ScorerFacts:
    own = bodies.body(id_)
    jobs = [
        facts.Employment(one, bodies.name(one) or name, None, current=True, record=f"organizations:{one}")
        for one in (own, *bodies.parents(own))
    ]
    return ScorerFacts(name, tuple(jobs), agency=own)


def _experts(
    session: Session, bodies: Bodies, experts: Sequence[int], projects: Iterable[int]
) -> dict[int, ScorerFacts]:
    jobs = _employments(session, bodies, experts)
    ties = _ties(session, bodies, experts)
    served = _served(session, experts, projects)
    rows = session.execute(
        select(Expert.id, Expert.name, Expert.code, func.coalesce(ExpertProfile.phone, ""))
        .outerjoin(ExpertProfile, ExpertProfile.expert_id == Expert.id)
        .where(Expert.id.in_(experts))
    )
    return {
        id_: ScorerFacts(
            name,
            tuple(jobs[id_]),
            expert=id_,
            person=Person(name, code=code, phone=phone),
            ties=tuple(ties[id_]),
            served=tuple(served[id_]),
        )
        for id_, name, code, phone in rows
    }


def _employments(
    session: Session, bodies: Bodies, experts: Sequence[int]
) -> defaultdict[int, list[facts.Employment]]:
    rows = session.execute(
        select(Employment, Organization.name)
        .join(Organization, Organization.id == Employment.organization_id)
        .where(Employment.expert_id.in_(experts))
        .order_by(Employment.id)
    )
    found: defaultdict[int, list[facts.Employment]] = defaultdict(list)
    for row, name in rows:
        body = bodies.body(row.organization_id)
        job = facts.Employment(body, name, row.until, row.current, f"employments:{row.id}")
        found[row.expert_id].append(job)
    return found


def _ties(session: Session, bodies: Bodies, experts: Sequence[int]) -> defaultdict[int, list[facts.Tie]]:
    rows = session.execute(
        select(Tie)
        .outerjoin(TieWithdrawal, TieWithdrawal.tie_id == Tie.id)
        .where(Tie.expert_id.in_(experts), TieWithdrawal.id.is_(None))
        .order_by(Tie.id)
    ).scalars()
    found: defaultdict[int, list[facts.Tie]] = defaultdict(list)
    for row in rows:
        known = bodies.body(row.organization_id) if row.organization_id else None
        tie = facts.Tie(
            facts.TieKind(row.kind),
            organization=known or bodies.find(row.organization_name),
            organization_name=row.organization_name,
            person=row.person,
            project=row.project_id,
            project_name=row.project_name,
            since=row.since,
            until=row.until,
            record=f"ties:{row.id}",
        )
        found[row.expert_id].append(tie)
    return found


def _served(
    session: Session, experts: Sequence[int], projects: Iterable[int]
) -> defaultdict[int, list[facts.Served]]:
    rows = session.execute(
        select(
            Assignment.expert_id,
            Task.project_id,
            Campaign.name,
            Campaign.kind,
            Campaign.fiscal_year,
            Assignment.id,
        )
        .join(Task, Task.id == Assignment.task_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .where(
            Assignment.expert_id.in_(experts),
            Assignment.state.in_(TOOK_PART),
            Task.project_id.in_(projects),
        )
        .order_by(Assignment.id)
    )
    found: defaultdict[int, list[facts.Served]] = defaultdict(list)
    for expert, project, campaign, kind, year, id_ in rows:
        if expert is not None:
            found[expert].append(facts.Served(project, campaign, kind, year, f"assignments:{id_}"))
    return found


def _subject_rows(session: Session, tasks: Sequence[int]) -> list[Subject]:
    rows = session.execute(
        select(Task.id, Project, Campaign)
        .join(Project, Project.id == Task.project_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .where(Task.id.in_(tasks))
        .order_by(Task.number, Task.id)
    )
    return [(task, project, campaign) for task, project, campaign in rows]


def _same_projects(session: Session, bodies: Bodies, chosen: Sequence[Subject]) -> dict[int, frozenset[int]]:
    """Give for every task the ids of its project in all years: one code, or one name of one unit."""
    codes, names = {one.code for _, one, _ in chosen}, {one.name for _, one, _ in chosen}
    rows = session.execute(
        select(Project.id, Project.code, Project.name, Project.unit_id).where(
            or_(Project.code.in_(codes), Project.name.in_(names))
        )
    )
    by_code, by_name = defaultdict(set), defaultdict(set)
    for id_, code, name, unit in rows:
        by_code[code].add(id_)
        by_name[name, bodies.body(unit)].add(id_)
    return {
        task: frozenset(by_code[one.code] | by_name[one.name, bodies.body(one.unit_id)])
        for task, one, _ in chosen
    }


def _subjects(
    session: Session, bodies: Bodies, chosen: Sequence[Subject], same: Mapping[int, frozenset[int]]
) -> dict[int, SubjectFacts]:
    projects = sorted({id_ for ids in same.values() for id_ in ids})
    people, objections = _people(session, projects), _objections(session, projects)
    given = _commissions(session, bodies, chosen)
    return {
        task: SubjectFacts(
            one.name,
            bodies.body(one.unit_id),
            bodies.body(one.department_id) if one.department_id else None,
            related=tuple(_related(bodies, one, given.now.get(task))),
            people=tuple(found for id_ in sorted(same[task]) for found in people[id_]),
            objections=tuple(objections[one.id]),
            agencies=tuple(given.earlier[bodies.body(one.unit_id)]),
            projects=same[task],
            kind=campaign.kind,
            year=campaign.fiscal_year,
        )
        for task, one, campaign in chosen
    }


def _related(bodies: Bodies, project: Project, agency: int | None) -> Iterator[Related]:
    unit = bodies.body(project.unit_id)
    yield Related(unit, bodies.name(unit), Relation.UNIT)
    seen = {unit}
    around = [(one, Relation.PARENT) for one in bodies.parents(unit)]
    around += [(one, Relation.SUBSIDIARY) for one in bodies.subsidiaries(unit)]
    if project.department_id is not None:
        around.insert(0, (bodies.body(project.department_id), Relation.DEPARTMENT))
    if agency is not None:
        around.append((agency, Relation.AGENCY))
    for body, relation in around:
        if body not in seen:
            seen.add(body)
            yield Related(body, bodies.name(body), relation)


def _people(session: Session, projects: Sequence[int]) -> defaultdict[int, list[facts.Involved]]:
    found: defaultdict[int, list[facts.Involved]] = defaultdict(list)
    rows = session.execute(
        select(InvolvedPerson).where(InvolvedPerson.project_id.in_(projects)).order_by(InvolvedPerson.id)
    ).scalars()
    for row in rows:
        person = Person(row.name, code=row.code, phone=row.phone)
        part = facts.Involvement(row.part)
        found[row.project_id].append(facts.Involved(person, part, f"involved_people:{row.id}"))
    return found


def _objections(session: Session, projects: Sequence[int]) -> defaultdict[int, list[facts.Objected]]:
    found: defaultdict[int, list[facts.Objected]] = defaultdict(list)
    rows = session.execute(
        select(Objection).where(Objection.project_id.in_(projects)).order_by(Objection.id)
    ).scalars()
    for row in rows:
        found[row.project_id].append(facts.Objected(row.expert_id, row.grounds, f"objections:{row.id}"))
    return found


@dataclass(frozen=True, slots=True)
class _Given:
    """Which agency has a task now, and which had one of a unit in some year."""

    now: dict[int, int]
    earlier: defaultdict[int, list[facts.EarlierAgency]]


def _commissions(session: Session, bodies: Bodies, chosen: Sequence[Subject]) -> _Given:
    units = {one.unit_id for _, one, _ in chosen}
    rows = session.execute(
        select(Commission.id, Commission.task_id, Commission.agency_id, Project.unit_id, Campaign.fiscal_year)
        .join(Assignment, and_(Assignment.id == Commission.assignment_id, Assignment.state.in_(ACTIVE)))
        .join(Task, Task.id == Commission.task_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .join(Project, Project.id == Task.project_id)
        .where(Project.unit_id.in_(units))
        .order_by(Commission.id)
    )
    given = _Given({}, defaultdict(list))
    for id_, task, agency, unit, year in rows:
        body = bodies.body(agency)
        given.now[task] = body
        given.earlier[bodies.body(unit)].append(facts.EarlierAgency(body, year, f"commissions:{id_}"))
    return given
