"""Checking scorers against tasks by the campaign's pinned rules, and keeping what was found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from reviewhub.db.models import Assignment, Campaign, ConflictFinding, Task
from reviewhub.db.queries.conflicts import Facts, agency_facts_of, facts_of
from reviewhub.db.queries.findings import outcomes
from reviewhub.domain.conflicts.conflict import ConflictOfInterest, ConflictRule, Severity, find_conflicts
from reviewhub.domain.conflicts.finding import Outcome, Stage, bars, fingerprint, is_open
from reviewhub.domain.errors import Problem
from reviewhub.domain.policy import Actor
from reviewhub.domain.workflow import ACTIVE
from reviewhub.services.campaigns import conflict_rules_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Hit:
    """A conflict of interest of one expert (or agency) and one task, with what was decided of it so far."""

    task: int
    project: str
    expert: int | None
    agency: int | None
    found: ConflictOfInterest
    fingerprint: str
    outcome: str | None
    is_kept: bool

    @property
    def bars(self) -> bool:
        """Tell whether it keeps the scorer off the task."""
        return bars(self.found.severity, self.outcome)

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for a second person."""
        return is_open(self.found.severity, self.outcome)

    @property
    def standing(self) -> ConflictOfInterest:
        """The hit as it stands: confirmed it blocks, cleared it is a note."""
        weight = {Outcome.CONFIRMED: Severity.BLOCK, Outcome.CLEARED: Severity.NOTE}
        pinned = self.found.severity is Severity.BLOCK or self.outcome is None
        return self.found if pinned else replace(self.found, severity=weight[Outcome(str(self.outcome))])

    @property
    def problem(self) -> Problem:
        """The hit as what stands against a form."""
        return Problem("experts", self.found.reason.code, dict(self.found.reason.values))


def check_experts(
    work: Work, session: Session, experts: Sequence[int], tasks: Sequence[int]
) -> tuple[Hit, ...]:
    """Check every expert against every task, the order given; a constant number of queries."""
    known = facts_of(session, experts, tasks)
    pairs = [(expert, task) for expert in experts for task in tasks]
    return tuple(_hits(work, session, known, pairs, of="experts"))


def check_agencies(
    work: Work, session: Session, agencies: Sequence[int], tasks: Sequence[int]
) -> tuple[Hit, ...]:
    """Check every agency against every task."""
    known = agency_facts_of(session, agencies, tasks)
    pairs = [(agency, task) for agency in agencies for task in tasks]
    return tuple(_hits(work, session, known, pairs, of="organizations"))


def check_actor(work: Work, session: Session, actor: Actor, task: int) -> tuple[Hit, ...]:
    """Check who signed in to score against one task."""
    if actor.expert is not None:
        return check_experts(work, session, [actor.expert], [task])
    return check_agencies(work, session, [actor.agency] if actor.agency else [], [task])


def check_standing(
    work: Work, session: Session, *, expert: int | None = None, project: int | None = None
) -> tuple[Hit, ...]:
    """Check the experts who take part now: those of one expert's tasks, or those of one project's."""
    wanted = [Assignment.expert_id == expert] if expert is not None else []
    wanted += [Task.project_id == project] if project is not None else []
    return _check_part(work, session, Assignment.expert_id, *wanted)


def check_seated(work: Work, session: Session, rows: Sequence[Assignment]) -> list[ConflictFinding]:
    """Check experts once more whom a draw has just seated, and keep what is new since it was committed."""
    pairs = [(row.expert_id, row.task_id) for row in rows if row.expert_id is not None]
    known = facts_of(session, sorted({one for one, _ in pairs}), sorted({one for _, one in pairs}))
    return keep(work, session, _hits(work, session, known, pairs, of="experts"), Stage.DRAW)


def check_campaign(work: Work, session: Session, campaign: int) -> tuple[Hit, ...]:
    """Check all experts and agencies who take part in a campaign now."""
    wanted = Task.campaign_id == campaign
    experts = _check_part(work, session, Assignment.expert_id, wanted)
    return experts + _check_part(work, session, Assignment.agency_id, wanted)


def _check_part(
    work: Work,
    session: Session,
    who: InstrumentedAttribute[int | None],
    *wanted: ColumnElement[bool],
) -> tuple[Hit, ...]:
    rows = session.execute(
        select(who, Assignment.task_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Assignment.state.in_(ACTIVE), who.is_not(None), *wanted)
        .distinct()
    )
    pairs = [(scorer, task) for scorer, task in rows if scorer is not None]
    are_experts = who is Assignment.expert_id
    ask = facts_of if are_experts else agency_facts_of
    known = ask(session, sorted({one for one, _ in pairs}), sorted({one for _, one in pairs}))
    return tuple(_hits(work, session, known, pairs, of="experts" if are_experts else "organizations"))


def keep(work: Work, session: Session, hits: Iterable[Hit], stage: Stage) -> list[ConflictFinding]:
    """Add the findings that are not kept yet; the caller records its act. Gives those that are new."""
    fresh = {(hit.task, hit.fingerprint): hit for hit in hits if not hit.is_kept}
    rows = [_finding(work, hit, stage) for hit in fresh.values()]
    session.add_all(rows)
    session.flush()
    return rows


def _hits(
    work: Work, session: Session, known: Facts, pairs: Sequence[tuple[int, int]], *, of: str
) -> Iterator[Hit]:
    tasks = sorted({task for _, task in pairs})
    decided = outcomes(session, tasks)
    rules = _rules(work, session, tasks)
    today = work.now().date()
    for who, task in pairs:
        subject = known.subjects[task]
        for hit in find_conflicts(rules[task], known.scorers[who], subject, today):
            print_ = fingerprint(f"{of}:{who}", hit)
            expert, agency = (who, None) if of == "experts" else (None, who)
            kept = (task, print_) in decided
            outcome = decided.get((task, print_))
            yield Hit(task, subject.project, expert, agency, hit, print_, outcome, is_kept=kept)


def _rules(work: Work, session: Session, tasks: Sequence[int]) -> dict[int, list[ConflictRule]]:
    rows = session.execute(
        select(Task.id, Campaign).join(Campaign, Campaign.id == Task.campaign_id).where(Task.id.in_(tasks))
    )
    return {task: conflict_rules_of(work.registry, campaign) for task, campaign in rows}


def _finding(work: Work, hit: Hit, stage: Stage) -> ConflictFinding:
    return ConflictFinding(
        task_id=hit.task,
        expert_id=hit.expert,
        agency_id=hit.agency,
        rule=hit.found.rule,
        rule_version=hit.found.version,
        severity=hit.found.severity,
        code=hit.found.reason.code,
        said=dict(hit.found.reason.values),
        record=hit.found.record,
        stage=stage,
        fingerprint=hit.fingerprint,
        account_id=work.actor.account if work.actor else 0,
        found_at=work.now(),
    )
