"""Report packs on request: asked for, listed with their progress, taken along when they are ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Conclusion, Pack, PackOutcome, PackProgress, Project, Task
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.services.campaigns import CampaignHead, found, head_of
from reviewhub.services.packing.gathering import Wanted, concluded_tasks, may_see_pack, require_sight
from reviewhub.services.work import Work

LONGEST_LIST = 50


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack that was asked for; ``project`` is empty for a whole campaign.

    ``done`` of ``total`` documents are made, both 0 before the making begins; a pack is ready when ``size``
    (bytes) is above 0, and failed when ``failure`` has a code.
    """

    id: int
    project: str
    anonymised: bool
    look: str
    by: str
    asked_at: datetime
    done: int
    total: int
    size: int
    sha256: str
    failure: str

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be made."""
        return not self.size and not self.failure


@dataclass(frozen=True, slots=True)
class PacksPage:
    """The packs of a campaign, the newest first, and what of it can be packed: concluded tasks by id."""

    campaign: CampaignHead
    tasks: tuple[tuple[int, str], ...]
    lines: tuple[PackLine, ...]
    may_name: bool

    @property
    def is_waiting(self) -> bool:
        """Tell whether any pack is still to be made."""
        return any(one.is_open for one in self.lines)


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack to be taken along."""

    name: str
    data: bytes


def packs_page(work: Work, campaign_id: int) -> PacksPage:
    """List the packs of a campaign that this reader may have; raises :class:`NotFound`."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        rows = session.execute(
            select(Task.id, Project.name)
            .join(Project, Project.id == Task.project_id)
            .where(Task.campaign_id == campaign.id, Task.id.in_(select(Conclusion.task_id)))
            .order_by(Task.number)
        ).all()
        tasks = tuple((row[0], row[1]) for row in rows)
        lines = _lines(session, actor, campaign_id)
        return PacksPage(head_of(campaign), tasks, lines, may_see_pack(actor, anonymised=False))


def ask_for_pack(work: Work, wanted: Wanted, look: str, looks: Sequence[str]) -> int:
    """Ask for a pack, which is made in the background; gives its id.

    ``looks`` are the templates that can be chosen. The same wish that is still open is not doubled. Raises
    :class:`NotFound` for who may not have such a pack, :class:`WrongState` where nothing is concluded.
    """
    actor = require(work.actor, Act.READ_RESULTS)
    require_sight(actor, anonymised=wanted.anonymised)
    if look and look not in looks:
        raise Invalid([Problem("field look", "pack.unknown_look", {"given": look[:40]})])
    with work.transaction() as session:
        tasks = concluded_tasks(session, wanted)
        if not tasks:
            raise WrongState("pack.nothing_concluded")
        row = Pack(
            campaign_id=tasks[0].campaign_id,
            task_id=wanted.task,
            anonymised=wanted.anonymised,
            language=wanted.language,
            look=look,
            account_id=actor.account,
            asked_at=work.now(),
        )
        already = _open_twin(session, row)
        if already is not None:
            return already
        session.add(row)
        session.flush()
        work.record("ask_for_pack", row, anonymised=wanted.anonymised)
        return row.id


def pack_file(work: Work, pack_id: int) -> PackFile:
    """Give a pack that is ready; raises :class:`NotFound` while there is none, and for who may not."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        row = session.execute(
            select(Pack, PackOutcome)
            .join(PackOutcome, PackOutcome.pack_id == Pack.id)
            .where(Pack.id == pack_id, PackOutcome.sha256 != "")
            .options(joinedload(Pack.campaign), joinedload(Pack.task).joinedload(Task.project))
        ).first()
        if row is None or not may_see_pack(actor, anonymised=row[0].anonymised):
            raise NotFound("not_found")
        pack, outcome = row
        name = pack.task.project.name if pack.task else pack.campaign.name
    return PackFile(name, work.store.get(outcome.sha256))


def _lines(session: Session, actor: Actor, campaign: int) -> tuple[PackLine, ...]:
    rows = session.execute(
        select(Pack, PackProgress, PackOutcome)
        .outerjoin(PackProgress, PackProgress.pack_id == Pack.id)
        .outerjoin(PackOutcome, PackOutcome.pack_id == Pack.id)
        .where(Pack.campaign_id == campaign)
        .options(joinedload(Pack.task).joinedload(Task.project), joinedload(Pack.account))
        .order_by(Pack.id.desc())
    ).all()
    seen = [_line(*row) for row in rows if may_see_pack(actor, anonymised=row[0].anonymised)]
    return tuple(seen[:LONGEST_LIST])


def _line(pack: Pack, progress: PackProgress | None, outcome: PackOutcome | None) -> PackLine:
    return PackLine(
        id=pack.id,
        project=pack.task.project.name if pack.task else "",
        anonymised=pack.anonymised,
        look=pack.look,
        by=pack.account.name,
        asked_at=pack.asked_at,
        done=progress.done if progress else 0,
        total=progress.total if progress else 0,
        size=outcome.size if outcome else 0,
        sha256=outcome.sha256 if outcome else "",
        failure=outcome.failure if outcome else "",
    )


def _open_twin(session: Session, row: Pack) -> int | None:
    """Find the same wish, of the same person, that is still to be fulfilled."""
    return session.execute(
        select(Pack.id)
        .outerjoin(PackOutcome, PackOutcome.pack_id == Pack.id)
        .where(
            PackOutcome.id.is_(None),
            Pack.campaign_id == row.campaign_id,
            Pack.task_id == row.task_id,
            Pack.anonymised == row.anonymised,
            Pack.language == row.language,
            Pack.look == row.look,
            Pack.account_id == row.account_id,
        )
    ).scalar()
