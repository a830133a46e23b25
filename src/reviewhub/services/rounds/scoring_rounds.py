"""The second round as the officer meets it: which trigger fired, opening the round, closing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import RoundClosing, ScoringRound, Task
from reviewhub.db.queries.budget.money import UNKNOWN, known_money
from reviewhub.db.queries.results import Standing, campaign_sheets, standing_sheets
from reviewhub.db.queries.scoring_rounds import round_of, round_sheets, taking_part, triggers_of
from reviewhub.db.queries.sheets import is_concluded
from reviewhub.domain.errors import Invalid, NotFound, Problem, ReviewhubError, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.result import Result
from reviewhub.domain.scoring.template import Criterion, ScoringTemplate
from reviewhub.domain.scoring_round import (
    SECOND,
    Flag,
    Reply,
    Triggers,
    addressees,
    fired,
    flagged_criteria,
    read_flag,
)
from reviewhub.domain.visibility import Fact, Phase, may_see
from reviewhub.services.outcome.computed import beside_of, result_of
from reviewhub.services.outcome.elsewhere import elsewhere_of, sealed_tasks
from reviewhub.services.outcome.results import found_task
from reviewhub.services.phases import phase_of
from reviewhub.services.scoring.rules import ruling_of, standing_ruling
from reviewhub.services.work import Work

USUAL_DAYS: Final = 3
MOST_DAYS: Final = 30


class RoundState(StrEnum):
    """Whether a second round is only offered, is being answered, or is over."""

    OFFERED = "offered"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class RoundCard:
    """The second round of a task; ``numbers`` are the code numbers of those who are or would be asked.

    ``answered`` is how many did; ``reason`` and ``deadline`` are empty while a round is only offered.
    """

    task: int
    state: RoundState
    reply: Reply
    flags: tuple[Flag, ...]
    criteria: tuple[Criterion, ...]
    numbers: tuple[int, ...]
    answered: int = 0
    reason: str = ""
    deadline: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it is being answered."""
        return self.state is RoundState.OPEN


@dataclass(frozen=True, slots=True)
class _Offer:
    """What would be opened now."""

    reply: Reply
    flags: tuple[Flag, ...]
    criteria: tuple[str, ...]
    numbers: tuple[int, ...]
    template: ScoringTemplate


def campaign_triggers(work: Work, campaign_id: int) -> Triggers:
    """Give the triggers of a campaign; all off where nothing was set."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        return triggers_of(session, campaign_id)


def round_card(work: Work, task_id: int) -> RoundCard | None:
    """Give the second round of a task, or the one that its campaign's triggers offer; None for neither."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        task = found_task(session, task_id)
        standing = standing_sheets(session, [task_id])
        phase = phase_of(standing, concluded=is_concluded(session, task_id))
        if not may_see(actor.role, Fact.RESULT, phase):
            return None
        known = round_of(session, task_id)
        if known is not None:
            return _card(session, task, *known)
        offer = _offer(work, session, task, standing) if phase is Phase.SEALED else None
    if offer is None:
        return None
    criteria = _criteria(offer.template, offer.criteria)
    return RoundCard(task_id, RoundState.OFFERED, offer.reply, offer.flags, criteria, offer.numbers)


def open_round(work: Work, task_id: int, reason: str, days: int = USUAL_DAYS) -> None:
    """Open the second round of a sealed task for some days; the first sheets stay as they are.

    Raises :class:`Invalid` without a reason or with a period out of range, :class:`WrongState` where there
    was a round already, no trigger fires, a sheet is missing, or the task is concluded.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    _require_words(reason, days)
    with work.transaction() as session:
        task = _in_turn(session, task_id)
        standing = standing_sheets(session, [task_id])
        if phase_of(standing, concluded=is_concluded(session, task_id)) is not Phase.SEALED:
            raise WrongState("round.not_sealed")
        if round_of(session, task_id) is not None:
            raise WrongState("round.already")
        offer = _offer(work, session, task, standing)
        if offer is None:
            raise WrongState("round.no_trigger")
        round_ = ScoringRound(
            task_id=task_id,
            number=SECOND,
            reply=offer.reply.value,
            flags=[one.written() for one in offer.flags],
            criteria=list(offer.criteria),
            numbers=list(offer.numbers),
            first_sheets={str(one.number): one.sheet for one in standing},
            reason=reason.strip(),
            opened_at=work.now(),
            deadline=work.now() + timedelta(days=days),
            account_id=actor.account,
        )
        session.add(round_)
        session.flush()
        work.record("open_round", round_)


def close_round(work: Work, task_id: int) -> None:
    """End a round: what was answered counts from now on, who did not answer keeps the first values."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        _in_turn(session, task_id)
        known = round_of(session, task_id)
        if known is None or known[1] is not None:
            raise WrongState("round.not_open")
        closing = RoundClosing(round_id=known[0].id, account_id=actor.account, closed_at=work.now())
        session.add(closing)
        session.flush()
        work.record("close_round", closing)


def _in_turn(session: Session, task_id: int) -> Task:
    """Give the task; submissions and other rounds of it wait, and are waited for."""
    locked = select(Task.id).where(Task.id == task_id).with_for_update()
    if session.execute(locked).first() is None:
        raise NotFound("not_found")
    return found_task(session, task_id)


def _require_words(reason: str, days: int) -> None:
    problems = [] if reason.strip() else [Problem("reason", "reason.missing")]
    if not 1 <= days <= MOST_DAYS:
        problems.append(Problem("days", "round.days_out_of_range", {"most": MOST_DAYS}))
    if problems:
        raise Invalid(problems)


def _offer(work: Work, session: Session, task: Task, standing: Sequence[Standing]) -> _Offer | None:
    """Say what the campaign's triggers offer; None where none fires or there is nothing to differ about."""
    triggers = triggers_of(session, task.campaign_id)
    result = None if triggers.are_off else _result(work, session, task, standing)
    flags = fired(triggers, result) if result else ()
    criteria = flagged_criteria(result) if result and flags else ()
    if result is None or not criteria:
        return None
    numbers = addressees(triggers.reply, flags, [one.number for one in standing])
    return _Offer(triggers.reply, flags, criteria, numbers, result.rules.template)


def _result(work: Work, session: Session, task: Task, standing: Sequence[Standing]) -> Result | None:
    ruling = ruling_of(session, task, None)
    try:
        rules = ruling.rules(work.registry)
        beside = beside_of(session, ruling.revision, [one.sheet for one in standing if one.sheet])
        sealed = sealed_tasks(campaign_sheets(session, task.campaign_id) if rules.adjust else ())
        elsewhere = elsewhere_of(rules, sealed, standing)
        money = known_money(session, [task.id]).get(task.id, UNKNOWN).facts(task.asked)
        return result_of(rules, standing, beside, money, elsewhere)
    except ReviewhubError:
        return None  # the task's page says why there is no result


def _card(session: Session, task: Task, round_: ScoringRound, closing: RoundClosing | None) -> RoundCard:
    present = taking_part(session, task.id)
    return RoundCard(
        task=task.id,
        state=RoundState.OPEN if closing is None else RoundState.CLOSED,
        reply=Reply(round_.reply),
        flags=tuple(map(read_flag, round_.flags)),
        criteria=_criteria(standing_ruling(session, task).template, round_.criteria),
        numbers=tuple(one for one in round_.numbers if one in present),
        answered=len(round_sheets(session, round_.id)),
        reason=round_.reason,
        deadline=round_.deadline,
    )


def _criteria(template: ScoringTemplate, ids: Sequence[str]) -> tuple[Criterion, ...]:
    return tuple(one for one in template.criteria if one.id in ids)
