"""One step of a release, the same for whoever takes it: the move, who may not, what must still stand."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Release, ReleaseStep
from reviewhub.db.queries.releasing.lines import ResultLine, lines_of, newest_conclusions
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.errors import NotAllowed, NotFound, WrongState
from reviewhub.domain.policy import Actor
from reviewhub.domain.releasing.release import RELEASE, ReleaseAct, outdated, release_digest
from reviewhub.domain.workflow import move
from reviewhub.services.work import Work, require_version

ANOTHER: tuple[str, ...] = (ReleaseAct.CHECK, ReleaseAct.SIGN)


def found_release(session: Session, release_id: int) -> Release:
    """Give the row; raises :class:`NotFound`."""
    release = session.get(Release, release_id)
    if release is None:
        raise NotFound("not_found")
    return release


def steps_of(session: Session, release_id: int) -> Sequence[ReleaseStep]:
    """Give what was done to a release, the newest last."""
    statement = select(ReleaseStep).where(ReleaseStep.release_id == release_id).order_by(ReleaseStep.number)
    return session.execute(statement).scalars().all()


def held_version(session: Session, release_id: int, version: int) -> Release:
    """Give the release that a page was made from; raises :class:`StaleWrite` when it went on since."""
    release = found_release(session, release_id)
    require_version(release, version)
    return release


def take_step(work: Work, session: Session, actor: Actor, release: Release, act: ReleaseAct) -> ReleaseStep:
    """Take one step: whoever takes it must be another person and have no tie, and every line must stand.

    Raises :class:`WrongState` and :class:`NotAllowed`; a return is open to everybody whom the act allows.
    """
    state = move(RELEASE, release.state, act)
    before = steps_of(session, release.id)
    if act is not ReleaseAct.RETURN:
        lines = lines_of(session, release.id)
        require_no_tie(session, actor, lines)
        _require_standing(session, release, lines)
        if act in ANOTHER and actor.account in {one.account_id for one in before}:
            raise WrongState("release.another_person")
    release.state = state
    step = step_row(work, actor, release, act, len(before) + 1)
    session.add(step)
    return step


def step_row(work: Work, actor: Actor, release: Release, act: ReleaseAct, number: int) -> ReleaseStep:
    """Make the row that says what was done over which digest."""
    return ReleaseStep(
        release_id=release.id,
        number=number,
        act=act,
        digest=release.digest,
        account_id=actor.account,
        done_at=work.now(),
    )


def require_no_tie(session: Session, actor: Actor, lines: Sequence[ResultLine]) -> None:
    """Refuse who declared a tie to one of the units; raises :class:`NotAllowed`."""
    if walled_tasks(session, actor.account, [one.task for one in lines]):
        raise NotAllowed("release.tied")


def _require_standing(session: Session, release: Release, lines: Sequence[ResultLine]) -> None:
    """Refuse a list that is not the one that was prepared, or of which a line was corrected since."""
    held = [one.held for one in lines]
    if release_digest(release.campaign_id, release.number, held) != release.digest:
        raise WrongState("release.changed")
    gone = outdated(held, newest_conclusions(session, [one.task for one in lines]))
    if gone:
        names = "、".join(one.project for one in lines if one.task in gone)
        raise WrongState("release.outdated", projects=names)
