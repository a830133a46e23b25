"""Everybody in the pool as a draw sees them: traits, and every reason that keeps somebody out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from reviewhub.db.models import Campaign, Employment, Expert, ExpertProfile, Project, Task
from reviewhub.db.queries.conflicts import bodies_of
from reviewhub.db.queries.draws import members_of, served_units
from reviewhub.db.queries.records.refusals import refused_by_thresholds
from reviewhub.db.queries.standings import confirmed_within, pool_facts
from reviewhub.domain.appointing.composition import Composition
from reviewhub.domain.appointing.traits import Traits
from reviewhub.domain.experts.eligibility import Demand, refusals
from reviewhub.domain.organizations.bodies import Bodies
from reviewhub.domain.words import Reason
from reviewhub.services.conflicts.checking import check_experts
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is drawn for: tasks of a campaign, by rules; ``left_out`` has the officer's reasons by code."""

    campaign: Campaign
    tasks: Sequence[int]
    rules: Composition
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One reason against a person: the code that the certificate carries, and what the page says."""

    code: str
    said: Reason


@dataclass(frozen=True, slots=True)
class Looked:
    """One expert as a draw sees them; with a reason against them they are not eligible."""

    expert: int
    code: str
    name: str
    employer: str
    traits: Traits
    reasons: tuple[Exclusion, ...]

    @property
    def is_eligible(self) -> bool:
        """Tell whether the lottery holds this person."""
        return not self.reasons


def look(work: Work, session: Session, wanted: Wanted) -> tuple[Looked, ...]:
    """Look at every expert of the bureau, by code, in a constant number of queries."""
    experts = _experts(session)
    reasons = _reasons(work, session, wanted, {one.id: one.code for one in experts})
    traits = _traits(session, experts, wanted.tasks)
    return tuple(
        Looked(one.id, one.code, one.name, _employer(one), traits[one.id], tuple(reasons[one.id]))
        for one in experts
    )


def against(work: Work, session: Session, wanted: Wanted, experts: Sequence[int]) -> dict[int, str]:
    """Give the first reason code against each of some people who were drawn, found now; none is absent.

    That they stand on a task by now, and what the officer left out before, is not asked again.
    """
    found = _found(work, session, wanted, experts)
    return {one: reasons[0].code for one, reasons in found.items() if reasons}


def _reasons(
    work: Work, session: Session, wanted: Wanted, experts: Mapping[int, str]
) -> dict[int, list[Exclusion]]:
    found = _found(work, session, wanted, list(experts))
    year, rest = wanted.campaign.fiscal_year, wanted.rules.rest
    rested = served_units(session, wanted.tasks, range(year - rest, year)) if rest else set()
    standing = members_of(session, wanted.tasks)
    for one, code in experts.items():
        if one in rested:
            found[one].append(_plain(Reason("draw.rotation", {"years": rest})))
        if one in standing:
            found[one].append(_plain(Reason("draw.already_there")))
        if code in wanted.left_out:
            found[one].append(_plain(Reason("draw.left_out", {"why": wanted.left_out[code]})))
    return found


def _found(
    work: Work, session: Session, wanted: Wanted, experts: Sequence[int]
) -> dict[int, list[Exclusion]]:
    """Ask the pool's own rules (standing, absences, confirmation, load), published thresholds, conflicts.

    A conflict that waits for a decision keeps out too: a draw is no place to decide it.
    """
    first = max(work.now(), wanted.campaign.opens_at).date()
    last = max(first, wanted.campaign.closes_at.date())
    demand = Demand(first, last, len(wanted.tasks), confirmed_within(session))
    facts = pool_facts(session, wanted.campaign.fiscal_year)
    served = refused_by_thresholds(session, work.now())
    found = {
        one: [_plain(reason) for reason in (*refusals(facts[one], demand), *served.get(one, ()))]
        for one in experts
    }
    for hit in check_experts(work, session, experts, wanted.tasks):
        if hit.expert is not None and (hit.bars or hit.is_open):
            found[hit.expert].append(Exclusion(f"conflict.{hit.found.rule}", hit.found.reason))
    return found


def _plain(reason: Reason) -> Exclusion:
    return Exclusion(reason.code, reason)


def _experts(session: Session) -> Sequence[Expert]:
    jobs = selectinload(Expert.employments).joinedload(Employment.organization)
    return session.execute(select(Expert).options(jobs).order_by(Expert.code)).scalars().all()


def _current(expert: Expert) -> Iterator[Employment]:
    return (job for job in expert.employments if job.current)


def _employer(expert: Expert) -> str:
    return next((job.organization.name for job in _current(expert)), "")


def _traits(session: Session, experts: Sequence[Expert], tasks: Sequence[int]) -> dict[int, Traits]:
    profiles = {one.expert_id: one for one in session.execute(select(ExpertProfile)).scalars()}
    bodies = bodies_of(session)
    inside = _inside(session, bodies, tasks)
    return {one.id: _trait(one, profiles.get(one.id), bodies, inside) for one in experts}


def _trait(expert: Expert, profile: ExpertProfile | None, bodies: Bodies, inside: set[int]) -> Traits:
    employers = [bodies.body(job.organization_id) for job in _current(expert)]
    return Traits(
        expert_class=expert.expert_class,
        title=expert.title,
        fields=tuple(expert.fields),
        gender=profile.gender if profile else "",
        region=profile.region if profile else "",
        employer=str(employers[0]) if employers else "",
        is_outside=not inside & set(employers),
    )


def _inside(session: Session, bodies: Bodies, tasks: Sequence[int]) -> set[int]:
    """Give the units and departments under review: who works there is no outsider."""
    rows = session.execute(
        select(Project.unit_id, Project.department_id)
        .join(Task, Task.project_id == Project.id)
        .where(Task.id.in_(tasks))
    )
    return {bodies.body(one) for row in rows for one in row if one is not None}
