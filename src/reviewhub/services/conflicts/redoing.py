"""Tasks that must be done anew because a scorer had a conflict of interest: marking them, and saying so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, ConflictDecision, TaskRedo
from reviewhub.db.queries.findings import redos
from reviewhub.db.queries.sheets import is_concluded, latest_sheets
from reviewhub.domain.conflicts.conflict import ConflictOfInterest, Severity
from reviewhub.domain.conflicts.finding import Outcome, Stage, fingerprint
from reviewhub.domain.policy import Actor
from reviewhub.domain.words import Reason
from reviewhub.services.conflicts.checking import Hit, keep
from reviewhub.services.work import Work

OWN_WORD: Final = "recusal"


@dataclass(frozen=True, slots=True)
class Redo:
    """Why a task must be done anew, since when, and the finding that says so."""

    reason: str
    since: datetime
    finding: int


def redos_of(session: Session, tasks: Collection[int]) -> dict[int, Redo]:
    """Give those of the tasks that must be done anew; one query."""
    return {
        task: Redo(one.reason, one.decided_at, one.finding_id) for task, one in redos(session, tasks).items()
    }


def mark_redo(session: Session, assignment: Assignment, decided: ConflictDecision) -> None:
    """Mark the task of a scorer who leaves it, if a sheet of theirs stands or the task is concluded."""
    if _is_late(session, assignment):
        row = TaskRedo(task_id=assignment.task_id, decision_id=decided.id, marked_at=decided.decided_at)
        session.add(row)
        session.flush()


def keep_late_recusal(work: Work, session: Session, actor: Actor, assignment: Assignment) -> None:
    """Keep a recusal that comes after scoring as a finding that the scorer's own word has confirmed.

    There is nothing for a second person to clear; before scoring nothing has to be done anew, and nothing is
    kept. The caller records its act.
    """
    if not _is_late(session, assignment):
        return
    [finding] = keep(work, session, [_own_word(assignment)], Stage.LATER)
    decided = ConflictDecision(
        finding_id=finding.id,
        number=1,
        outcome=Outcome.CONFIRMED,
        reason=assignment.ended_reason,
        account_id=actor.account,
        decided_at=work.now(),
    )
    session.add(decided)
    session.flush()
    mark_redo(session, assignment, decided)


def _own_word(assignment: Assignment) -> Hit:
    person = assignment.expert or assignment.agency
    values = {"expert": person.name if person else "", "grounds": assignment.ended_reason}
    reason = Reason("conflict.recused", values)
    found = ConflictOfInterest(OWN_WORD, "1", Severity.BLOCK, reason, f"assignments:{assignment.id}")
    expert, agency = assignment.expert_id, assignment.agency_id
    scorer = f"experts:{expert}" if expert else f"organizations:{agency}"
    return Hit(
        task=assignment.task_id,
        project="",
        expert=expert,
        agency=agency,
        found=found,
        fingerprint=fingerprint(scorer, found),
        outcome=None,
        is_kept=False,
    )


def _is_late(session: Session, assignment: Assignment) -> bool:
    standing = latest_sheets(session, [assignment.id]).get(assignment.id)
    has_sheet = standing is not None and standing[1] is None
    return has_sheet or is_concluded(session, assignment.task_id)
