"""The lot for a task: every agency on the list, the digest before the randomness, one agency after it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import reviewhub
from reviewhub.db.models import AgencyLot, Task
from reviewhub.db.queries.commissioning.lots import agencies_in_order, lots_of
from reviewhub.domain.commissioning.selection import FEWEST_FOR_LOT
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.selection.draw.certificate import certificate, written
from reviewhub.selection.draw.commitment import Commitment, Pool, Subject, commit
from reviewhub.selection.draw.log import Happening, committed, drawn, opened, revealed
from reviewhub.selection.draw.merkle import Entry
from reviewhub.selection.draw.sources import Beacon, Source, matches, suffice
from reviewhub.selection.lottery.solving import solve
from reviewhub.selection.lottery.values import Person, Rules
from reviewhub.services.commissioning.candidates import AgencyChoice, candidates_for
from reviewhub.services.outcome.results import found_task
from reviewhub.services.work import Work

RULE: Final = ("one-agency", 1)
SALT_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class LotLine:
    """One lot: ``source`` as the commitment names it, ``order`` the agencies' names as drawn."""

    id: int
    number: int
    digest: str
    source: Mapping[str, Any]
    committed_at: datetime
    reason: str
    value: str
    seed: str
    drawn_at: datetime | None
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LotPage:
    """A task with its lots, the newest last, and the agencies as they stand now."""

    task: int
    project: str
    campaign: int
    campaign_name: str
    agencies: tuple[AgencyChoice, ...]
    lots: tuple[LotLine, ...]

    @property
    def standing(self) -> LotLine | None:
        """The lot that counts."""
        return self.lots[-1] if self.lots else None


def lot_page(work: Work, task_id: int) -> LotPage:
    """Show what would be drawn from, and what was."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        task = found_task(session, task_id)
        return LotPage(
            task=task.id,
            project=task.project.name,
            campaign=task.campaign_id,
            campaign_name=task.campaign.name,
            agencies=candidates_for(work, session, task),
            lots=tuple(_line(one) for one in lots_of(session, task_id)),
        )


def lot_certificate(work: Work, lot_id: int) -> bytes:
    """Give the certificate of a drawn lot, as ``verify.py`` reads it."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        row = session.get(AgencyLot, lot_id)
        if row is None or row.certificate is None:
            raise NotFound("not_found")
        return written(row.certificate)


def commit_lot(work: Work, task_id: int, source: Source, reason: str = "") -> str:
    """Fix who is on the list and where the randomness will come from; gives the digest C to publish.

    Every agency of the register is in the pool, those that may not be given the task with the reason. Raises
    :class:`Invalid` for a source that one party could fix, fewer than two agencies to draw from, and for a
    further lot without a reason.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        task = found_task(session, task_id)
        agencies, earlier = candidates_for(work, session, task), lots_of(session, task_id)
        _require_sound(agencies, source, reason if earlier else "first")
        people, commitment = _committed(task, agencies, source, earlier)
        row = AgencyLot(
            task_id=task_id,
            number=len(earlier) + 1,
            commitment=dict(commitment.document),
            digest=commitment.digest,
            agencies=people,
            account_id=actor.account,
            committed_at=work.now(),
            reason=reason.strip(),
        )
        session.add(row)
        session.flush()
        work.record("commit_agency_lot", row, task=task_id, commitment=row.digest)
        return row.digest


def draw_lot(work: Work, task_id: int, value: str) -> None:
    """Draw by what the named source gave: numbers of balls (``3-0-17``) or a pulse in hexadecimal."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    given = value.strip().lower()
    with work.transaction() as session:
        lots = lots_of(session, found_task(session, task_id).id)
        if not lots or lots[-1].certificate is not None:
            raise WrongState("selection.nothing_committed")
        row = lots[-1]
        if not matches(row.commitment["sources"][0], given):
            raise Invalid([Problem("value", "draw.does_not_match")])
        row.value, row.drawn_at = given, work.now()
        row.certificate = _certificate(row, given)
        row.drawn_id = agencies_in_order(row)[0]
        work.record("draw_agency_lot", row, task=task_id, agency=row.drawn_id)


def _require_sound(agencies: Sequence[AgencyChoice], source: Source, reason: str) -> None:
    problems = []
    whole = not isinstance(source, Beacon) or (bool(source.name.strip()) and source.pulse > 0)
    if not whole:
        problems.append(Problem("beacon", "draw.beacon_incomplete"))
    elif not suffice([source]):
        problems.append(Problem("balls", "draw.too_few_outcomes"))
    if sum(one.against is None for one in agencies) < FEWEST_FOR_LOT:
        problems.append(Problem("agencies", "selection.too_few", {"least": FEWEST_FOR_LOT}))
    if not reason.strip():
        problems.append(Problem("reason", "selection.again_needs_reason"))
    if problems:
        raise Invalid(problems)


def _committed(
    task: Task, agencies: Sequence[AgencyChoice], source: Source, earlier: Sequence[AgencyLot]
) -> tuple[dict[str, Any], Commitment]:
    codes = {one.id: f"A{number:03d}" for number, one in enumerate(agencies, 1)}
    salts = {code: secrets.token_hex(SALT_BYTES) for code in codes.values()}
    entries = [
        Entry(codes[one.id], one.name, "", {"agency": one.name}, salts[codes[one.id]]) for one in agencies
    ]
    excluded = {codes[one.id]: [one.against.code] for one in agencies if one.against is not None}
    pool, rules = Pool(tuple(entries), excluded), Rules(1)
    chances = solve([Person(one.id, one.features) for one in pool.eligible], rules)
    subject = Subject(
        title=f"{task.campaign.name} · {task.project.name}",
        tasks=(f"{task.project.code} {task.project.name}",),
        rule=RULE[0],
        version=RULE[1],
        software=f"reviewhub {reviewhub.__version__}",
        earlier=tuple(one.digest for one in earlier),
    )
    people = {
        codes[one.id]: {"id": one.id, "name": one.name, "salt": salts[codes[one.id]]} for one in agencies
    }
    return people, commit(subject, pool, rules, chances, [source])


def _certificate(row: AgencyLot, value: str) -> dict[str, Any]:
    at, now = _stamp(row.committed_at), _stamp(row.drawn_at or row.committed_at)
    happenings: list[Happening] = [committed(at), revealed(now, value), drawn(now), opened(now)]
    commitment = Commitment(row.commitment)
    first = certificate(commitment, happenings[:3])["draw"]["panel"][0]
    known = row.agencies[first]
    entry = Entry(first, known["name"], "", {"agency": known["name"]}, known["salt"])
    return certificate(commitment, happenings, [entry])


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(row: AgencyLot) -> LotLine:
    names = {one["id"]: one["name"] for one in row.agencies.values()}
    return LotLine(
        id=row.id,
        number=row.number,
        digest=row.digest,
        source=row.commitment["sources"][0],
        committed_at=row.committed_at,
        reason=row.reason,
        value=row.value,
        seed=row.certificate["draw"]["seed"] if row.certificate else "",
        drawn_at=row.drawn_at,
        order=tuple(names[one] for one in agencies_in_order(row)),
    )
