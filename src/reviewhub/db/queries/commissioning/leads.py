"""What conflict rules are told of lead evaluators: own ties, and those of the expert they are, if any."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from reviewhub.db.queries.commissioning.agencies import LeadLine
from reviewhub.db.queries.conflicts import Facts, bodies_of, facts_of
from reviewhub.domain.conflicts.facts import Employment, ScorerFacts
from reviewhub.domain.experts.identity import Person
from reviewhub.domain.organizations.bodies import Bodies


def lead_facts_of(session: Session, leads: Sequence[LeadLine], task_id: int) -> Facts:
    """Tell of lead evaluators, by their ids, and of one task all that rules may ask.

    That somebody works for the agency itself is no tie of theirs and is left out.
    """
    experts = sorted({one.expert for one in leads if one.expert is not None})
    known, bodies = facts_of(session, experts, [task_id]), bodies_of(session)
    scorers = {one.id: _scorer(bodies, one, known) for one in leads}
    return Facts(scorers, known.subjects)


def _scorer(bodies: Bodies, lead: LeadLine, known: Facts) -> ScorerFacts:
    blank = ScorerFacts(lead.name, (), person=Person(lead.name))
    base = known.scorers.get(lead.expert, blank) if lead.expert is not None else blank
    own = {bodies.body(lead.agency), *bodies.parents(lead.agency)}
    jobs = [one for one in base.employments if one.organization not in own]
    if lead.came_from is not None:
        body = bodies.body(lead.came_from)
        record = f"lead_evaluators:{lead.id}"
        jobs.append(Employment(body, bodies.name(body), lead.came_on, current=False, record=record))
    return replace(base, employments=tuple(jobs))
