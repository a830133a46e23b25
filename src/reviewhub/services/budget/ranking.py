"""Selecting and ranking a campaign's tasks under an envelope: two ways side by side, one is adopted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Allotment, Project, Task
from reviewhub.db.queries.budget.envelopes import departments_of, envelope_of, standing_envelope
from reviewhub.domain.budget.envelope import Envelope
from reviewhub.domain.budget.ranking import (
    Candidate,
    Chosen,
    Limits,
    Wish,
    Worth,
    fen,
    in_order,
    wish_problems,
)
from reviewhub.domain.errors import Invalid, Problem, StaleWrite
from reviewhub.domain.ledger import digest
from reviewhub.domain.money import FEN
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.recommendation import recommend
from reviewhub.domain.result import MoneyFacts
from reviewhub.domain.visibility import Phase
from reviewhub.selection.ranking.solving import best_choice
from reviewhub.selection.ranking.values import Best, Knapsack
from reviewhub.services.campaigns import CampaignHead, found, head_of
from reviewhub.services.outcome.standings import OpenTask, TaskLine, standings_of, tasks_of
from reviewhub.services.work import Work

ORDER, BEST = "order", "best"
HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an officer tries: an envelope in yuan instead of the standing one, wishes by task, what counts."""

    total: Decimal | None = None
    wishes: Mapping[int, Wish] = field(default_factory=dict)
    worth: Worth = Worth.POINTS


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One task in order of points: what it would get in yuan, which way chooses it, whether it is a tie."""

    task: TaskLine
    department: str
    amount: Decimal
    wish: Wish
    in_order: bool
    best: bool
    tie: bool

    @property
    def is_concluded(self) -> bool:
        """Tell whether its amount is decided already."""
        return self.task.phase is Phase.CONCLUDED


@dataclass(frozen=True, slots=True)
class Adopted:
    """The ranking that was adopted last."""

    number: int
    way: str
    reason: str
    adopted_at: datetime
    chosen: int
    left: int


@dataclass(frozen=True, slots=True)
class RankingPage:
    """Both ways of choosing; ``gap`` is how far the best total could at most be exceeded, in hundredths.

    ``without`` counts tasks that have no result yet; ``problems`` says why nothing can be chosen. ``digests``
    names what each way would adopt.
    """

    campaign: CampaignHead
    wanted: Wanted
    envelope: Envelope
    lines: tuple[RankedLine, ...]
    order: Chosen | None
    best: Chosen | None
    gap: int
    without: int
    problems: tuple[Problem, ...]
    digests: Mapping[str, str]
    adopted: Adopted | None

    @property
    def surplus(self) -> Decimal:
        """The gap in points, or in points times 万元."""
        return Decimal(self.gap).scaleb(-2 if self.wanted.worth is Worth.POINTS else -8)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a ranking is made from."""

    campaign: CampaignHead
    lines: Mapping[int, TaskLine]
    candidates: tuple[Candidate, ...]
    envelope: Envelope
    names: Mapping[int, str]
    without: int

    @property
    def limits(self) -> Limits:
        total = self.envelope.total
        ceilings = {one: fen(most) for one, most in self.envelope.ceilings.items()}
        return Limits(None if total is None else fen(total), ceilings)


def ranking_page(work: Work, campaign_id: int, wanted: Wanted) -> RankingPage:
    """Choose both ways from the tasks whose result this reader may see; nothing is stored."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        ground = _ground(work, session, actor, campaign_id, wanted)
        adopted = _adopted(session, campaign_id)
    return _page(ground, wanted, adopted)


def adopt_ranking(work: Work, campaign_id: int, wanted: Wanted, shown: tuple[str, str], reason: str) -> int:
    """Let a way of choosing limit what tasks not yet concluded can get; gives the number of the allotment.

    ``shown`` is the way and the digest that its page named. Raises :class:`Invalid` without a reason or where
    nothing can be chosen, :class:`StaleWrite` when another choice would be made by now.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        ground = _ground(work, session, actor, campaign_id, wanted)
        page = _page(ground, wanted, None)
        if page.problems:
            raise Invalid(page.problems)
        way, expected = shown
        if page.digests.get(way) != expected:
            raise StaleWrite("ranking.changed_since")
        newest = select(func.max(Allotment.number)).where(Allotment.campaign_id == campaign_id)
        row = Allotment(
            campaign_id=campaign_id,
            number=(session.execute(newest).scalar() or 0) + 1,
            ranking=_written(page, way),
            digest=expected,
            reason=reason.strip(),
            account_id=actor.account,
            adopted_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("adopt_ranking", campaign, number=row.number, way=way, digest=expected)
        return row.number


def _ground(work: Work, session: Session, actor: Actor, campaign_id: int, wanted: Wanted) -> _Ground:
    campaign = found(session, campaign_id)
    (standings,) = standings_of(work, session, actor, [campaign])
    lines = {one.id: one for one in standings.lines if one.total is not None}
    tasks = [one for one in tasks_of(work, session, actor, campaign) if one.facts.id in lines]
    departments = _departments(session, campaign_id)
    standing = envelope_of(standing_envelope(session, campaign_id))
    envelope = standing if wanted.total is None else Envelope(wanted.total, standing.ceilings)
    return _Ground(
        campaign=head_of(campaign),
        lines=lines,
        candidates=tuple(
            _candidate(one, lines[one.facts.id], departments.get(one.facts.id), wanted) for one in tasks
        ),
        envelope=envelope,
        names=departments_of(session, campaign_id),
        without=len(standings.lines) - len(lines),
    )


def _departments(session: Session, campaign_id: int) -> dict[int, int | None]:
    rows = session.execute(
        select(Task.id, Project.department_id)
        .join(Project, Project.id == Task.project_id)
        .where(Task.campaign_id == campaign_id)
    )
    return {row.id: row.department_id for row in rows}


def _candidate(task: OpenTask, line: TaskLine, department: int | None, wanted: Wanted) -> Candidate:
    """A concluded task is in with its amount; an open amount counts as all that is asked."""
    concluded = line.phase is Phase.CONCLUDED
    amount = line.amount if concluded else _amount(task, line)
    wish = Wish.MUST if concluded else wanted.wishes.get(line.id, Wish.FREE)
    points = int((line.total or Decimal(0)) / HUNDREDTH)
    return Candidate(line.id, line.number, points, fen(amount or Decimal(0)), department, wish)


def _amount(task: OpenTask, line: TaskLine) -> Decimal:
    """Give what the policy recommends whatever an earlier ranking left."""
    policy = task.rules.policy
    if policy is None or line.grade is None or line.total is None:
        return line.asked
    facts = MoneyFacts(line.asked, circumstances=task.known.circumstances)
    amount = recommend(policy, facts.judged(line.grade.id, line.total)).amount
    return line.asked if amount is None else amount


def _page(ground: _Ground, wanted: Wanted, adopted: Adopted | None) -> RankingPage:
    problems = tuple(wish_problems(ground.candidates, ground.limits, ground.names))
    order = best = None
    gap = 0
    if ground.candidates and not problems:
        order = in_order(ground.candidates, ground.limits)
        best, gap = _best(ground, order, wanted.worth)
    ways = {ORDER: order, BEST: best}
    lines = tuple(_line(ground, one, order, best) for one in _by_points(ground.candidates))
    page = RankingPage(
        campaign=ground.campaign,
        wanted=wanted,
        envelope=ground.envelope,
        lines=lines,
        order=order,
        best=best,
        gap=gap,
        without=ground.without,
        problems=problems,
        digests={},
        adopted=adopted,
    )
    return replace(page, digests={way: digest(_written(page, way)) for way, one in ways.items() if one})


def _best(ground: _Ground, order: Chosen, worth: Worth) -> tuple[Chosen, int]:
    """Ask for the best total; what was chosen in order is where the search starts."""
    open_ = [one for one in ground.candidates if one.wish is not Wish.OUT]
    departments = list(ground.limits.ceilings)
    places = {department: place for place, department in enumerate(departments)}
    asked = Knapsack(
        worth=tuple(one.worth(worth) for one in open_),
        cost=tuple(one.cost for one in open_),
        group=tuple(places.get(one.department or 0, -1) for one in open_),
        must=frozenset(place for place, one in enumerate(open_) if one.wish is Wish.MUST),
        budget=ground.limits.total,
        caps=tuple(ground.limits.ceilings.values()),
    )
    if not open_:
        return order, 0
    found_ = best_choice(asked, [place for place, one in enumerate(open_) if one.task in order.tasks])
    return Chosen.of((open_[place] for place in found_.taken), _ties(open_, found_)), found_.gap


def _ties(open_: Sequence[Candidate], best: Best) -> list[int]:
    """Give the tasks in which another choice of the same total differs."""
    if best.other is None:
        return []
    return [open_[place].task for place in set(best.taken) ^ set(best.other)]


def _by_points(candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: (-one.points, one.cost, one.number))


def _line(ground: _Ground, one: Candidate, order: Chosen | None, best: Chosen | None) -> RankedLine:
    ways = [way for way in (order, best) if way is not None]
    return RankedLine(
        task=ground.lines[one.task],
        department=ground.names.get(one.department or 0, ""),
        amount=one.cost * FEN,
        wish=one.wish,
        in_order=order is not None and one.task in order.tasks,
        best=best is not None and one.task in best.tasks,
        tie=any(one.task in way.ties for way in ways),
    )


def _written(page: RankingPage, way: str) -> dict[str, Any]:
    """Write what is adopted: from what it was made, and what is left to every task that is not concluded."""
    chosen = page.order if way == ORDER else page.best
    open_ = [one for one in page.lines if not one.is_concluded]
    total = page.envelope.total
    return {
        "way": way,
        "worth": page.wanted.worth.value,
        "total": None if total is None else f"{total:f}",
        "ceilings": {str(one): f"{most:f}" for one, most in page.envelope.ceilings.items()},
        "wishes": {str(one.task.id): one.wish.value for one in open_ if one.wish is not Wish.FREE},
        "points": {str(one.task.id): f"{one.task.total:f}" for one in open_},
        "chosen": {
            str(one.task.id): f"{one.amount:f}" for one in open_ if chosen and one.task.id in chosen.tasks
        },
        "left": [one.task.id for one in open_ if not chosen or one.task.id not in chosen.tasks],
    }


def _adopted(session: Session, campaign_id: int) -> Adopted | None:
    rows = select(Allotment).where(Allotment.campaign_id == campaign_id).order_by(Allotment.number.desc())
    row = session.execute(rows.limit(1)).scalar_one_or_none()
    if row is None:
        return None
    chosen, left = len(row.ranking["chosen"]), len(row.ranking["left"])
    return Adopted(row.number, row.ranking["way"], row.reason, row.adopted_at, chosen, left)
