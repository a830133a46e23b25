"""Conclusions: freezing results with their digests, one by one or a whole campaign at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Campaign, Conclusion, Project, Sheet, Task
from reviewhub.db.queries.budget.money import UNKNOWN, KnownMoney, known_money
from reviewhub.db.queries.commissions import waiting_for_reports
from reviewhub.db.queries.findings import redos, undecided
from reviewhub.db.queries.results import Standing, campaign_sheets
from reviewhub.db.queries.scoring_rounds import open_rounds
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.elsewhere import SealedTasks
from reviewhub.domain.errors import Invalid, Problem, ReviewhubError, StaleWrite, WrongState
from reviewhub.domain.grade import Band
from reviewhub.domain.ledger import digest
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.recommendation import Action
from reviewhub.domain.result import MoneyFacts, Result, snapshot
from reviewhub.domain.scoring.precondition import Chosen, settled
from reviewhub.domain.visibility import Phase
from reviewhub.domain.words import Reason
from reviewhub.services.campaigns import CampaignHead, found, head_of
from reviewhub.services.outcome.computed import Beside, beside_of, result_of
from reviewhub.services.outcome.elsewhere import elsewhere_of, sealed_tasks
from reviewhub.services.outcome.limits import require_within
from reviewhub.services.outcome.results import conclusions_of, found_task
from reviewhub.services.phases import by_task, phase_of
from reviewhub.services.scoring.rules import Ruling, current_rulings, require_as_concluded, ruling_of
from reviewhub.services.work import Work

WHOLE_FEN: Final = 2


@dataclass(frozen=True, slots=True)
class Concluding:
    """What the officer decides: a cut in yuan where the policy asks for one, and reasons.

    ``standing`` is how many conclusions the form knew of, so that two officers cannot conclude unaware of
    each other; ``reason`` is needed when an earlier conclusion is corrected; ``preconditions`` is what the
    officer made of the proposed ones.
    """

    standing: int
    cut: Decimal | None = None
    cut_reason: str = ""
    reason: str = ""
    preconditions: Chosen = field(default_factory=Chosen)


@dataclass(frozen=True, slots=True)
class Ready:
    """A task that needs no figure from anybody; ``digest`` is that of the snapshot that would be frozen."""

    task: int
    number: int
    project: str
    total: Decimal
    grade: Band
    action: str
    asked: Decimal
    amount: Decimal
    digest: str


@dataclass(frozen=True, slots=True)
class NotReady:
    """A task that is left out, and why."""

    task: int
    number: int
    project: str
    why: Reason


@dataclass(frozen=True, slots=True)
class DryRun:
    """What concluding a campaign at once would freeze and what it would leave."""

    campaign: CampaignHead
    ready: tuple[Ready, ...]
    left: tuple[NotReady, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """A task to conclude: its rules, the sheets that stand, what is still waited for.

    ``sealed`` knows the campaign's sealed tasks.
    """

    task: Task
    ruling: Ruling
    sheets: Sequence[Standing]
    beside: Beside
    waits_for_report: bool
    sealed: SealedTasks
    in_round: bool
    undecided: bool
    known: KnownMoney
    to_redo: bool = False

    @property
    def money(self) -> MoneyFacts:
        """What a policy may know while the officer has decided nothing."""
        return self.known.facts(self.task.asked)


def conclude(work: Work, task_id: int, decided: Concluding) -> str:
    """Freeze the result of a sealed task; gives the digest of the snapshot.

    Raises :class:`WrongState` before every sheet is in, :class:`Invalid` when a figure or reason is missing.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        # A round that is opened at the same moment waits for this conclusion, or this for it.
        session.execute(select(Task.id).where(Task.id == task_id).with_for_update())
        task = found_task(session, task_id)
        before = conclusions_of(session, task_id)
        if len(before) != decided.standing:
            raise StaleWrite("stale", current=len(before), given=decided.standing)
        known = known_money(session, [task_id]).get(task_id, UNKNOWN)
        money = known.facts(task.asked, _possible(task.asked, decided.cut), decided.cut_reason.strip())
        ruling = ruling_of(session, task, before[-1].snapshot if before else None)
        if before:
            require_as_concluded(ruling, before[-1].snapshot)
        campaign = campaign_sheets(session, task.campaign_id)
        standing = by_task(campaign).get(task_id, [])
        beside = beside_of(session, ruling.revision, [one.sheet for one in standing if one.sheet])
        pending = Pending(
            task,
            ruling,
            standing,
            beside,
            waits_for_report=task_id in waiting_for_reports(session, [task_id]),
            sealed=sealed_tasks(campaign),
            in_round=bool(open_rounds(session, [task_id])),
            undecided=bool(undecided(session, [task_id])),
            known=known,
        )
        result = _decided(_concludable(work, pending, money), before, decided)
        conclusion = _frozen(task, result, money, before)
        require_within(session, [conclusion], task.campaign_id)
        _sign(work, actor, conclusion, decided.reason)
        session.add(conclusion)
        session.flush()
        work.record("conclude", conclusion, digest=conclusion.digest)
        return conclusion.digest


def preview_conclusions(work: Work, campaign_id: int) -> DryRun:
    """Show what concluding every sealed task of a campaign would freeze; writes nothing."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        head = head_of(found(session, campaign_id))
        seen = [_look(work, one) for one in _unconcluded(work, session, campaign_id)]
    return DryRun(
        head,
        tuple(one for one in seen if isinstance(one, Ready)),
        tuple(one for one in seen if isinstance(one, NotReady)),
    )


def conclude_many(work: Work, campaign_id: int, shown: Mapping[int, str]) -> tuple[Ready, ...]:
    """Freeze every task of ``shown`` exactly as the dry run showed it, all or none.

    ``shown`` gives the digest by task. Raises :class:`StaleWrite` naming the project when a result has
    changed since, is no longer to be had, or was concluded by somebody else.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not shown:
        raise Invalid([Problem("", "conclusion.nothing_chosen")])
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        tasks = {one.task.id: one for one in _unconcluded(work, session, campaign_id)}
        done = [_as_shown(work, tasks.get(task), expected) for task, expected in shown.items()]
        conclusions = [_frozen(task, result, tasks[task.id].money, ()) for task, result, _ in done]
        require_within(session, conclusions, campaign_id)
        for conclusion in conclusions:
            _sign(work, actor, conclusion, "")
            session.add(conclusion)
        session.flush()
        work.record("conclude_many", campaign, count=len(done))
    return tuple(ready for _, _, ready in done)


def columns_of(result: Result) -> dict[str, object]:
    """Give what a conclusion repeats beside its snapshot, for lists."""
    given = result.recommendation
    return {
        "total": result.printed_total,
        "grade": result.grade.id,
        "conclusion": result.conclusion.id if result.conclusion else "",
        "action": given.action.value if given else "",
        "asked": result.asked,
        "amount": given.amount if given and given.amount is not None else result.asked,
        "cut": given.cut if given and given.cut is not None else Decimal(0),
    }


def _unconcluded(work: Work, session: Session, campaign_id: int) -> list[Pending]:
    """Give the tasks to conclude, without those that the actor keeps away from."""
    tasks = _open_tasks(session, campaign_id)
    if not tasks:
        return []
    walled = walled_tasks(session, work.actor.account if work.actor else 0, [one.id for one in tasks])
    rulings = current_rulings(session, tasks[0].campaign, [one.id for one in tasks])
    every = select(Task.id).where(Task.campaign_id == campaign_id)
    campaign, waiting = campaign_sheets(session, campaign_id), waiting_for_reports(session, every)
    sheets, sealed, open_ = by_task(campaign), sealed_tasks(campaign), open_rounds(session, every)
    waits, again = (ask(session, [one.id for one in tasks]) for ask in (undecided, redos))
    known = known_money(session, [one.id for one in tasks])
    answered = select(Sheet.id).where(Sheet.task_id.in_(every))
    beside = beside_of(session, tasks[0].campaign.revision, answered)
    return [
        Pending(
            task=task,
            ruling=rulings[task.id],
            sheets=sheets.get(task.id, []),
            beside=beside,
            waits_for_report=task.id in waiting,
            sealed=sealed,
            in_round=task.id in open_,
            undecided=task.id in waits,
            known=known.get(task.id, UNKNOWN),
            to_redo=task.id in again,
        )
        for task in tasks
        if task.id not in walled
    ]


def _open_tasks(session: Session, campaign_id: int) -> Sequence[Task]:
    concluded = select(Conclusion.task_id).join(Task, Task.id == Conclusion.task_id)
    statement = (
        select(Task)
        .where(
            Task.campaign_id == campaign_id,
            Task.id.not_in(concluded.where(Task.campaign_id == campaign_id)),
        )
        .options(
            joinedload(Task.campaign).joinedload(Campaign.revision),
            joinedload(Task.project).joinedload(Project.unit),
        )
        .order_by(Task.number)
    )
    return session.execute(statement).scalars().all()


def _look(work: Work, pending: Pending) -> Ready | NotReady:
    task, money = pending.task, pending.money
    try:
        return _ready(pending, _concludable(work, pending, money), money)
    except Invalid as error:
        why = Reason(error.problems[0].code, error.problems[0].values)
    except ReviewhubError as error:
        why = Reason(error.code, error.values)
    return NotReady(task.id, task.number, task.project.name, why)


def _ready(pending: Pending, result: Result, money: MoneyFacts) -> Ready:
    """Say what would be frozen; what needs an officer's word or is done anew is concluded alone."""
    task = pending.task
    if pending.to_redo:
        raise Invalid([Problem("", "conclusion.to_redo")])
    if result.proposed:
        unmet = {"count": len(result.proposed)}
        raise Invalid([Problem("preconditions", "conclusion.preconditions_unmet", unmet)])
    conclusion = _frozen(task, result, money, ())
    return Ready(
        task=task.id,
        number=task.number,
        project=task.project.name,
        total=result.printed_total,
        grade=result.grade,
        action=conclusion.action,
        asked=task.asked,
        amount=conclusion.amount,
        digest=conclusion.digest,
    )


def _as_shown(work: Work, pending: Pending | None, expected: str) -> tuple[Task, Result, Ready]:
    """Give the task with its result if it is still the one that was shown."""
    if pending is None:
        raise StaleWrite("conclusion.changed_since")
    task, money = pending.task, pending.money
    try:
        result = _concludable(work, pending, money)
        ready = _ready(pending, result, money)
    except (Invalid, WrongState) as error:
        raise StaleWrite("conclusion.changed_since", project=task.project.name) from error
    if ready.digest != expected:
        raise StaleWrite("conclusion.changed_since", project=task.project.name)
    return task, result, ready


def _concludable(work: Work, pending: Pending, money: MoneyFacts) -> Result:
    if phase_of(pending.sheets, concluded=False) is Phase.SCORING:
        raise WrongState("conclusion.sheets_missing")
    if pending.waits_for_report:
        raise WrongState("conclusion.report_not_approved")
    if pending.in_round:
        raise WrongState("conclusion.round_open")
    if pending.undecided:
        raise WrongState("conclusion.conflict_undecided")
    rules = pending.ruling.rules(work.registry)
    elsewhere = elsewhere_of(rules, pending.sealed, pending.sheets)
    return result_of(rules, pending.sheets, pending.beside, money, elsewhere)


def _decided(result: Result, before: Sequence[Conclusion], decided: Concluding) -> Result:
    """Give the result with its check-list; refuse everything that is missing or too much, all at once."""
    problems = []
    if before and not decided.reason.strip():
        problems.append(Problem("reason", "conclusion.correction_needs_reason"))
    problems += _money_problems(result, decided)
    try:
        listed = settled(result.proposed, decided.preconditions)
    except Invalid as error:
        raise Invalid([*problems, *error.problems]) from error
    if problems:
        raise Invalid(problems)
    return replace(result, preconditions=listed)


def _money_problems(result: Result, decided: Concluding) -> list[Problem]:
    """List a missing or surplus figure, one out of range, a missing reason, a fact that nobody registered."""
    given, problems = result.recommendation, []
    cuts = given is not None and given.action is Action.CUT
    waits = given is not None and given.amount is None
    if waits and not cuts and given:
        problems.append(Problem("", "conclusion.facts_missing"))
    if decided.cut is None:
        problems += [Problem("cut", "conclusion.cut_missing")] if cuts and waits else []
    elif not cuts:
        problems.append(Problem("cut", "conclusion.cut_not_asked"))
    else:
        problems += _cut_problems(result.asked, decided.cut) or _left_aside(result, decided.cut)
    if cuts and (waits or decided.cut is not None) and not decided.cut_reason.strip():
        problems.append(Problem("cut_reason", "conclusion.cut_needs_reason"))
    return problems


def _left_aside(result: Result, cut: Decimal) -> list[Problem]:
    """Name a figure that the policy does not take: out of its range, or none is asked for."""
    given = result.recommendation
    if given is None or given.cut == cut:
        return []
    refused = next((one for one in given.reasons if one.code == "policy.term.range_left"), None)
    if refused is not None:
        return [Problem("cut", refused.code, refused.values)]
    limited = any(one.name == "limit" for one in given.steps)
    return [] if given.amount is None or limited else [Problem("cut", "conclusion.cut_not_asked")]


def _possible(asked: Decimal, cut: Decimal | None) -> Decimal | None:
    return cut if cut and not _cut_problems(asked, cut) else None


def _cut_problems(asked: Decimal, cut: Decimal) -> list[Problem]:
    whole_fen = cut == round(cut, WHOLE_FEN)
    if 0 < cut <= asked and whole_fen:
        return []
    return [Problem("cut", "conclusion.cut_out_of_range", {"most": f"{asked / 10_000:.2f}"})]


def _frozen(task: Task, result: Result, money: MoneyFacts, before: Sequence[Conclusion]) -> Conclusion:
    given = result.recommendation
    if given is not None and given.amount is None:
        raise Invalid([Problem("cut", "conclusion.cut_missing")])
    frozen = snapshot(result, money)
    return Conclusion(
        task_id=task.id,
        number=len(before) + 1,
        supersedes_id=before[-1].id if before else None,
        snapshot=frozen,
        digest=digest(frozen),
        **columns_of(result),
    )


def _sign(work: Work, actor: Actor, conclusion: Conclusion, reason: str) -> None:
    conclusion.reason, conclusion.account_id, conclusion.concluded_at = (
        reason.strip(),
        actor.account,
        work.now(),
    )
