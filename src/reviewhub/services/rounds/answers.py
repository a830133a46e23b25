"""The second round as an expert meets it: the own points beside unsigned ones, and the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import RoundSheet, Sheet, SheetAnswer
from reviewhub.db.queries.results import decimal_points, standing_sheets
from reviewhub.db.queries.scoring_rounds import OwnRound, own_rounds, taking_part
from reviewhub.db.queries.sheets import is_concluded
from reviewhub.domain.errors import Invalid, NotFound, WrongState
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.scoring.answer import Answer, Input
from reviewhub.domain.scoring.sheet import flat_names, flat_problems, read_flat, score, write_flat
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.scoring_round import Reply, asked_again, moved
from reviewhub.domain.visibility import Fact, may_see
from reviewhub.services.phases import phase_of
from reviewhub.services.scoring.scorers import BlankSheet, blank_sheet
from reviewhub.services.scoring.sheets import append, by_key, conflicts_now, own_sheet, sealed, take_turn
from reviewhub.services.work import Work

FIXED = (".na", ".evidence")


@dataclass(frozen=True, slots=True)
class RoundToAnswer:
    """A second round that waits for the actor's answer."""

    assignment: int
    project: str
    campaign: str
    reply: Reply
    criteria: int
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Differing:
    """One flagged criterion: the own points, everybody's in rising order, the others' reasons by their text.

    Nothing tells whose is which: there is no code number, and the order says nothing.
    """

    criterion: Criterion
    inputs: tuple[Input, ...]
    own: Decimal | None
    own_reason: str
    points: tuple[Decimal, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """What an expert who is asked again sees; ``closed`` says as a code why no answer is taken now.

    ``flat`` holds the values to begin with: what was typed, else the own first values without the reasons.
    """

    assignment: int
    project: str
    campaign: str
    reply: Reply
    reason: str
    deadline: datetime
    criteria: tuple[Differing, ...]
    flat: Mapping[str, str]
    closed: str
    is_answered: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """One round of the actor's with the blank sheet it is about, and the answers of every first sheet."""

    own: OwnRound
    blank: BlankSheet
    sheets: Mapping[int, Sheet]
    answers: Mapping[int, Mapping[str, Answer]]

    @property
    def first(self) -> int:
        """The actor's own first sheet."""
        return int(self.own.scoring_round.first_sheets[str(self.own.number)])


def rounds_to_answer(work: Work) -> tuple[RoundToAnswer, ...]:
    """List the open rounds that the actor has not answered, the most urgent first."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        found = [one for one in own_rounds(session, actor) if not _refusal(work, one)]
    lines = [
        RoundToAnswer(
            one.assignment,
            one.project,
            one.campaign,
            Reply(one.scoring_round.reply),
            len(one.scoring_round.criteria),
            one.scoring_round.deadline,
        )
        for one in found
    ]
    return tuple(sorted(lines, key=lambda one: (one.deadline, one.assignment)))


def round_page(work: Work, assignment_id: int, typed: Mapping[str, str] | None = None) -> RoundPage:
    """Give what one is asked again, with what was typed; raises :class:`NotFound` for whom nobody asks."""
    actor = require(work.actor, Act.SCORE)
    with work.reading() as session:
        asked = _asked(work, session, actor, assignment_id)
    round_ = asked.own.scoring_round
    begun = write_flat({one: asked.answers[asked.first].get(one, Answer()) for one in round_.criteria})
    kept = {name: text for name, text in begun.items() if not name.endswith((".reason", *FIXED))}
    return RoundPage(
        assignment=assignment_id,
        project=asked.own.project,
        campaign=asked.own.campaign,
        reply=Reply(round_.reply),
        reason=round_.reason,
        deadline=round_.deadline,
        criteria=_differing(asked),
        flat=kept if typed is None else typed,
        closed=_refusal(work, asked.own),
        is_answered=asked.own.answered is not None,
    )


def answer_round(work: Work, assignment_id: int, flat: Mapping[str, str], key: str) -> None:
    """Append the second sheet: the first one with new values and reasons for the flagged criteria only.

    A repeated request with the same key changes nothing. Raises :class:`Invalid` with every problem by
    criterion, an answer to anything that was not asked among them; :class:`WrongState` after the deadline,
    after the closing, and for a second answer.
    """
    actor = require(work.actor, Act.SCORE)
    with work.transaction() as session:
        take_turn(session, assignment_id)
        own = own_sheet(session, actor, assignment_id)
        if by_key(session, own, key) is not None:
            return
        asked = _asked(work, session, actor, assignment_id)
        refusal = _refusal(work, asked.own)
        if refusal:
            raise WrongState(refusal)
        barring = conflicts_now(work, session, actor, own.task)
        if barring is None:
            answers = _answers(asked, flat)
            scored = score(asked.blank.template, answers, asked.blank.scorers)
            sheet = sealed(own, asked.blank.template.digest, answers, scored, own.opinion)
            sheet.idempotency_key, sheet.submitted_at, sheet.account_id = key, work.now(), actor.account
            append(session, own, sheet, answers)
            session.add(RoundSheet(round_id=asked.own.scoring_round.id, sheet_id=sheet.id))
            session.flush()
            work.record("answer_round", sheet, digest=sheet.digest)
            return
        work.record("refuse_sheet", f"assignments:{assignment_id}", rule=barring.found.rule)
    raise WrongState("sheet.conflict")


def _refusal(work: Work, own: OwnRound) -> str:
    """Give the code of why no answer is taken now, or nothing."""
    if own.answered is not None:
        return "round.answered"
    return "round.over" if own.closing is not None or work.now() >= own.scoring_round.deadline else ""


def _asked(work: Work, session: Session, actor: Actor, assignment_id: int) -> _Asked:
    found = own_rounds(session, actor, assignment_id)
    if not found:
        raise NotFound("not_found")
    own = found[-1]
    task = own.scoring_round.task_id
    phase = phase_of(standing_sheets(session, [task]), concluded=is_concluded(session, task))
    if not may_see(actor.role, Fact.UNSIGNED_SCORES, phase):
        raise NotFound("not_found")
    present = taking_part(session, task)
    firsts = [sheet for number, sheet in own.scoring_round.first_sheets.items() if int(number) in present]
    sheets = session.execute(select(Sheet).where(Sheet.id.in_(firsts))).scalars()
    answers: dict[int, dict[str, Answer]] = {one: {} for one in firsts}
    for row in session.execute(select(SheetAnswer).where(SheetAnswer.sheet_id.in_(firsts))).scalars():
        answers[row.sheet_id][row.criterion] = Answer(
            row.given or {}, row.not_applicable, row.reason, row.evidence
        )
    blank = blank_sheet(work, session, own_sheet(session, actor, assignment_id))
    return _Asked(own, blank, {one.id: one for one in sheets}, answers)


def _answers(asked: _Asked, flat: Mapping[str, str]) -> dict[str, Answer]:
    criteria, blank = asked.own.scoring_round.criteria, asked.blank
    again = asked_again(blank.template, criteria)
    names = {
        one for one in flat_names(again, blank.scorers) if "." in one and not one.endswith(FIXED)
    }  # the opinion has no dot: it stays as well
    problems = list(flat_problems(names, flat))
    if problems:
        raise Invalid(problems)
    return moved(criteria, asked.answers[asked.first], read_flat(again, blank.scorers, flat))


def _differing(asked: _Asked) -> tuple[Differing, ...]:
    template, first = asked.blank.template, asked.first
    rows = {sheet: decimal_points(one.points) for sheet, one in asked.sheets.items()}
    flagged = [
        (place, one)
        for place, one in enumerate(template.criteria)
        if one.id in asked.own.scoring_round.criteria
    ]
    return tuple(
        Differing(
            criterion=one,
            inputs=tuple(asked.blank.scorers[one.scorer].inputs(one.as_scored)),
            own=rows[first][place],
            own_reason=asked.answers[first].get(one.id, Answer()).reason,
            points=tuple(sorted(given for row in rows.values() if (given := row[place]) is not None)),
            reasons=_others(asked, one.id),
        )
        for place, one in flagged
    )


def _others(asked: _Asked, criterion: str) -> tuple[str, ...]:
    given = (
        answers.get(criterion, Answer()).reason
        for sheet, answers in asked.answers.items()
        if sheet != asked.first
    )
    return tuple(sorted(filter(None, given)))
