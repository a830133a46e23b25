"""Draws as pages show them: codes while the panel is sealed, names once it is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Draw, DrawEvent, Expert, ExpertProfile, Project, Task
from reviewhub.db.queries.draws import draws_of
from reviewhub.domain.appointing.composition import Composition, Feature, read
from reviewhub.domain.appointing.presets import PRESETS, Preset
from reviewhub.domain.errors import NotFound
from reviewhub.domain.experts.seniority import Seniority
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.workflow import DRAW, DrawState, may
from reviewhub.selection.draw.certificate import certificate, written
from reviewhub.selection.draw.commitment import Commitment
from reviewhub.selection.draw.merkle import Entry
from reviewhub.selection.draw.sources import suffice
from reviewhub.services.campaigns import found
from reviewhub.services.drawing.choices import CampaignName, TaskChoice, task_choices
from reviewhub.services.drawing.committing import source_of
from reviewhub.services.drawing.table import Table
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class DrawLine:
    """One draw of a campaign in its list."""

    id: int
    name: str
    state: str
    preset: Preset | None
    size: int
    tasks: int
    digest: str
    prepared_at: datetime
    void_reason: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of randomness: what was fixed, and whether the reader is the one to reveal it now."""

    place: int
    fixed: Mapping[str, Any]
    given_at: datetime
    revealed_at: datetime | None
    value: str
    is_mine: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Somebody who sits, sat, or waits: the code, features, and name and employer once these are open."""

    code: str
    name: str
    employer: str
    features: Mapping[str, str]
    chance: int
    instead_of: str
    left: str
    follower: str


@dataclass(frozen=True, slots=True)
class DrawPage:
    """One draw with all that may be shown of it; ``document`` is None before the commitment."""

    id: int
    version: int
    campaign: CampaignName
    name: str
    state: str
    preset: Preset | None
    rules: Composition
    tasks: tuple[str, ...]
    left_out: Mapping[str, str]
    digest: str
    sources: tuple[SourceLine, ...]
    can_commit: bool
    may_contribute: bool
    may_void: bool
    document: Mapping[str, Any] | None
    seats: tuple[SeatLine, ...]
    waiting: tuple[SeatLine, ...]
    empty: int
    seed: str
    index: int
    log: tuple[DrawEvent, ...]
    opened_at: datetime | None
    opened_reason: str
    void_reason: str


@dataclass(frozen=True, slots=True)
class DrawChoices:
    """What an officer can draw for, and the values that bounds can name, by feature."""

    campaign: CampaignName
    tasks: tuple[TaskChoice, ...]
    values: Mapping[str, tuple[str, ...]]


def campaign_draws(work: Work, campaign_id: int) -> tuple[CampaignName, tuple[DrawLine, ...]]:
    """List the draws of a campaign, voided ones too."""
    require(work.actor, Act.CONTRIBUTE_TO_DRAWS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        rows = draws_of(session, campaign_id)
        return CampaignName(campaign.id, campaign.name), tuple(_line(one) for one in rows)


def draw_choices(work: Work, campaign_id: int) -> DrawChoices:
    """Give tasks, and the values that experts of the pool have."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        tasks = task_choices(session, campaign_id)
        return DrawChoices(CampaignName(campaign.id, campaign.name), tasks, _values(session))


def draw_page(work: Work, draw_id: int) -> DrawPage:
    """Give a draw; names are empty while it is sealed. Raises :class:`NotFound`."""
    actor = require(work.actor, Act.CONTRIBUTE_TO_DRAWS)
    with work.reading() as session:
        table = _table(work, session, draw_id)
        row, is_drawn = table.row, table.row.panel_id is not None
        return DrawPage(
            id=row.id,
            version=row.version,
            campaign=CampaignName(row.campaign_id, row.campaign.name),
            name=row.name,
            state=row.state,
            preset=_preset(row),
            rules=read(row.composition),
            tasks=_task_names(session, row),
            left_out=row.left_out,
            digest=row.digest,
            sources=_sources(table, actor),
            can_commit=suffice([source_of(one) for one in table.sources]),
            may_contribute=_may_contribute(table, actor),
            may_void=may(DRAW, row.state, "void"),
            document=row.commitment,
            seats=_seats(table) if is_drawn else (),
            waiting=tuple(_seat(table, one) for one in table.seats.waiting) if is_drawn else (),
            empty=table.seats.empty if is_drawn else 0,
            seed=table.drawing.seed if is_drawn else "",
            index=table.drawing.index if is_drawn else 0,
            log=tuple(table.log),
            opened_at=row.opened_at,
            opened_reason=row.opened_reason,
            void_reason=row.void_reason,
        )


def draw_certificate(work: Work, draw_id: int) -> bytes:
    """Give the certificate of a draw as its file; raises :class:`NotFound` before the panel is drawn."""
    require(work.actor, Act.CONTRIBUTE_TO_DRAWS)
    with work.reading() as session:
        table = _table(work, session, draw_id)
        if table.row.panel_id is None:
            raise NotFound("not_found")
        opened = [_entry(table, code) for code in _sat(table)] if table.row.opened_at else []
        return written(certificate(Commitment(table.document), table.happenings(), opened))


def _table(work: Work, session: Session, draw_id: int) -> Table:
    row = session.get(Draw, draw_id)
    if row is None:
        raise NotFound("not_found")
    return Table.of(work, session, row)


def _preset(row: Draw) -> Preset | None:
    return PRESETS.get(row.preset.partition("@")[0])


def _line(row: Draw) -> DrawLine:
    return DrawLine(
        id=row.id,
        name=row.name,
        state=row.state,
        preset=_preset(row),
        size=row.composition["size"],
        tasks=len(row.tasks),
        digest=row.digest,
        prepared_at=row.prepared_at,
        void_reason=row.void_reason,
    )


def _task_names(session: Session, row: Draw) -> tuple[str, ...]:
    names = session.execute(
        select(Project.name)
        .join(Task, Task.project_id == Project.id)
        .where(Task.id.in_(row.tasks))
        .order_by(Task.number)
    ).scalars()
    return tuple(names)


def _sources(table: Table, actor: Actor) -> tuple[SourceLine, ...]:
    is_committed = table.row.state == DrawState.COMMITTED
    upcoming = next((one.place for one in table.sources if one.revealed_at is None), 0)
    return tuple(
        SourceLine(
            place=one.place,
            fixed=one.fixed,
            given_at=one.given_at,
            revealed_at=one.revealed_at,
            value=one.value,
            is_mine=one.account_id == actor.account,
            is_next=is_committed and one.place == upcoming,
        )
        for one in table.sources
    )


def _may_contribute(table: Table, actor: Actor) -> bool:
    hands = {one.account_id for one in table.sources if one.fixed["kind"] == "sealed"}
    return table.row.state == DrawState.PREPARING and actor.account not in hands


def _sat(table: Table) -> tuple[str, ...]:
    """Give everybody who ever sat: who was drawn, and who followed."""
    followers = [one for one in table.followers.values() if one]
    return (*table.drawing.panel, *followers)


def _seats(table: Table) -> tuple[SeatLine, ...]:
    return tuple(_seat(table, code) for code in _sat(table))


def _seat(table: Table, code: str) -> SeatLine:
    is_open, person = table.row.opened_at is not None, table.people[code]
    followers = table.followers
    reasons = {one.values["id"]: one.values["reason"] for one in table.those("left")}
    is_seen = is_open and code in _sat(table)
    return SeatLine(
        code=code,
        name=person["name"] if is_seen else "",
        employer=person["employer"] if is_seen else "",
        features=table.document["eligible"][code],
        chance=table.document["lottery"]["chances"][code],
        instead_of=next((gone for gone, one in followers.items() if one == code), ""),
        left=reasons.get(code, ""),
        follower=followers.get(code, ""),
    )


def _entry(table: Table, code: str) -> Entry:
    person = table.people[code]
    features = table.document["eligible"][code]
    return Entry(code, person["name"], person["employer"], features, person["salt"])


def _values(session: Session) -> dict[str, tuple[str, ...]]:
    people: Sequence[tuple[str, list[str]]] = [
        (kind, fields) for kind, fields in session.execute(select(Expert.expert_class, Expert.fields))
    ]
    profiles = list(session.execute(select(ExpertProfile.gender, ExpertProfile.region)))
    return {
        Feature.CLASS: tuple(sorted({kind for kind, _ in people})),
        Feature.FIELD: tuple(sorted({field for _, fields in people for field in fields})),
        Feature.SENIORITY: tuple(Seniority),
        Feature.GENDER: tuple(sorted({gender for gender, _ in profiles if gender})),
        Feature.REGION: tuple(sorted({region for _, region in profiles if region})),
    }
