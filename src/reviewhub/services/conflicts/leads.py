"""Checking an agency's lead evaluators against a task by the campaign's pinned rules."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, Task
from reviewhub.db.queries.commissioning.agencies import LeadLine
from reviewhub.db.queries.commissioning.leads import lead_facts_of
from reviewhub.domain.conflicts.conflict import find_conflicts
from reviewhub.domain.conflicts.finding import fingerprint
from reviewhub.services.campaigns import conflict_rules_of
from reviewhub.services.conflicts.checking import Hit
from reviewhub.services.work import Work


def check_leads(
    work: Work, session: Session, leads: Sequence[LeadLine], task_id: int
) -> dict[int, tuple[Hit, ...]]:
    """Give the hits of every lead evaluator by id; each is kept, if at all, as one of the agency's."""
    known = lead_facts_of(session, leads, task_id)
    campaign = session.get_one(Campaign, session.get_one(Task, task_id).campaign_id)
    rules = conflict_rules_of(work.registry, campaign)
    subject, today = known.subjects[task_id], work.now().date()
    found = {}
    for one in leads:
        hits = find_conflicts(rules, known.scorers[one.id], subject, today)
        seen = [(hit, fingerprint(f"lead_evaluators:{one.id}", hit)) for hit in hits]
        found[one.id] = tuple(
            Hit(task_id, subject.project, None, one.agency, hit, print_, None, is_kept=False)
            for hit, print_ in seen
        )
    return found
