"""Feedback letters: what one department is told of a release, and what it is asked to mend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Bureau, ReleaseStep
from reviewhub.db.queries.releasing.lines import ResultLine, lines_of
from reviewhub.db.queries.releasing.uses import Demand, demands_of, departments_of
from reviewhub.domain.errors import NotFound, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.releasing.release import ReleaseAct, ReleaseState
from reviewhub.services.releasing.moving import found_release
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Addressee:
    """A department with how many of its projects a release concerns."""

    id: int
    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class Letters:
    """Whom a release is to be told by letter."""

    release: int
    number: int
    campaign: int
    campaign_name: str
    addressees: tuple[Addressee, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: to whom, from which bureau, the results, the demands by project, the latest term."""

    release: int
    number: int
    campaign: int
    campaign_name: str
    to: Addressee
    bureau: str
    released_at: datetime
    lines: tuple[ResultLine, ...]
    demands: tuple[tuple[str, Demand], ...]

    @property
    def due_on(self) -> date | None:
        """The day by which the last item is to be mended; None when nothing is."""
        return max((one.due_on for _, one in self.demands), default=None)

    @property
    def sums(self) -> tuple[Decimal, Decimal, Decimal]:
        """Asked, recommended and cut, in yuan."""
        asked, amount, cut = (
            sum((getattr(one, name) for one in self.lines), Decimal(0)) for name in ("asked", "amount", "cut")
        )
        return asked, amount, cut


def letters_of(work: Work, release_id: int) -> Letters:
    """Name the departments of a release; raises :class:`WrongState` before it is given out."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        release, lines = found_release(session, release_id), lines_of(session, release_id)
        _require_out(release.state)
        return Letters(
            release=release.id,
            number=release.number,
            campaign=release.campaign_id,
            campaign_name=release.campaign.name,
            addressees=tuple(_addressees(session, lines)),
        )


def letter_to(work: Work, release_id: int, organization_id: int) -> Letter:
    """Write the letter to one department; raises :class:`NotFound` for one that it has nothing of."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        release, lines = found_release(session, release_id), lines_of(session, release_id)
        _require_out(release.state)
        to = next((one for one in _addressees(session, lines) if one.id == organization_id), None)
        if to is None:
            raise NotFound("not_found")
        theirs = departments_of(session, [one.task for one in lines])
        own = tuple(one for one in lines if theirs[one.task][0] == organization_id)
        named = {one.task: one.project for one in own}
        demands = demands_of(session, list(named))
        return Letter(
            release=release.id,
            number=release.number,
            campaign=release.campaign_id,
            campaign_name=release.campaign.name,
            to=to,
            bureau=session.get_one(Bureau, release.bureau_id).name,
            released_at=_released_at(session, release.id),
            lines=own,
            demands=tuple((named[one.task], one) for one in demands),
        )


def _require_out(state: str) -> None:
    if state != ReleaseState.RELEASED:
        raise WrongState("letter.not_released")


def _addressees(session: Session, lines: Sequence[ResultLine]) -> list[Addressee]:
    theirs = departments_of(session, [one.task for one in lines])
    named = {one: name for one, name, _ in theirs.values()}
    counts = [one for one, _, _ in theirs.values()]
    return [Addressee(one, named[one], counts.count(one)) for one in sorted(named, key=lambda it: named[it])]


def _released_at(session: Session, release_id: int) -> datetime:
    return session.execute(
        select(ReleaseStep.done_at).where(
            ReleaseStep.release_id == release_id, ReleaseStep.act == ReleaseAct.RELEASE
        )
    ).scalar_one()
