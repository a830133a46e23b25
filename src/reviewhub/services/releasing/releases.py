"""Releases by officers: preparing a list, checking another's, giving out what was signed, returning one."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, Project, Release, ReleaseLine, Task
from reviewhub.db.queries.findings import redos
from reviewhub.db.queries.inviting.recipients import units
from reviewhub.db.queries.releasing.lines import ResultLine, candidates
from reviewhub.domain.appointing.messages import Purpose
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite
from reviewhub.domain.policy import Act, may, require
from reviewhub.domain.releasing.release import ReleaseAct, ReleaseState, release_digest
from reviewhub.services.notifying.posting import Said, post
from reviewhub.services.releasing.moving import (
    held_version,
    require_no_tie,
    step_row,
    take_step,
)
from reviewhub.services.work import Work

LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class NewRelease:
    """What goes out together: conclusions by id, and a note."""

    conclusions: Collection[int]
    note: str = ""


def prepare_release(work: Work, campaign_id: int, new: NewRelease) -> int:
    """Put conclusions on a list for the departments; gives the release.

    Raises :class:`Invalid` for an empty list and :class:`StaleWrite` when one of the conclusions was
    corrected or taken into another release since.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    problems = list(_problems(new))
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        if session.get(Campaign, campaign_id) is None:
            raise NotFound("not_found")
        lines = _chosen(session, campaign_id, new.conclusions)
        require_no_tie(session, actor, lines)
        last = select(func.max(Release.number)).where(Release.campaign_id == campaign_id)
        number = (session.execute(last).scalar() or 0) + 1
        release = Release(
            campaign_id=campaign_id,
            number=number,
            state=ReleaseState.PREPARED,
            note=new.note.strip(),
            digest=release_digest(campaign_id, number, [one.held for one in lines]),
        )
        session.add(release)
        session.flush()
        session.add_all(
            ReleaseLine(release_id=release.id, task_id=one.task, conclusion_id=one.conclusion)
            for one in lines
        )
        session.add(step_row(work, actor, release, ReleaseAct.PREPARE, 1))
        session.flush()
        work.record("prepare_release", release, lines=len(lines), digest=release.digest)
        return release.id


def check_release(work: Work, release_id: int, version: int) -> None:
    """Say as a second person that the list is right; who prepared it is refused."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        release = held_version(session, release_id, version)
        take_step(work, session, actor, release, ReleaseAct.CHECK)
        work.record("check_release", release, digest=release.digest)


def return_release(work: Work, release_id: int, version: int, reason: str) -> None:
    """Send a list back with a reason, by an officer or the leader; its conclusions can go on a new one."""
    actor = require(work.actor, Act.READ_RESULTS)
    if not may(actor, Act.SIGN_RELEASES):
        require(actor, Act.RUN_CAMPAIGNS)
    if not reason.strip() or len(reason) > LONGEST:
        raise Invalid([Problem("reason", "release.return_needs_reason", {"longest": LONGEST})])
    with work.transaction() as session:
        release = held_version(session, release_id, version)
        step = take_step(work, session, actor, release, ReleaseAct.RETURN)
        step.reason = reason.strip()
        work.record("return_release", release)


def release_results(work: Work, release_id: int, version: int) -> int:
    """Give the signed list out: units see their results from now on. Gives how many accounts were told."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        release = held_version(session, release_id, version)
        take_step(work, session, actor, release, ReleaseAct.RELEASE)
        told = _tell(work, session, release)
        work.record("release_results", release, digest=release.digest, told=told)
        return told


def _problems(new: NewRelease) -> Iterator[Problem]:
    if not new.conclusions:
        yield Problem("", "release.nothing_chosen")
    if len(new.note) > LONGEST:
        yield Problem("note", "answer.too_long", {"most": LONGEST})


def _chosen(session: Session, campaign_id: int, wanted: Collection[int]) -> list[ResultLine]:
    """Give the lines that were ticked, all of them still to be had and none to be done anew."""
    lines = [one for one in candidates(session, campaign_id) if one.conclusion in wanted]
    if len(lines) != len(set(wanted)):
        raise StaleWrite("release.changed_since")
    again = redos(session, [one.task for one in lines])
    if again:
        names = "、".join(one.project for one in lines if one.task in again)
        raise Invalid([Problem("", "release.to_redo", {"projects": names})])
    return lines


def _tell(work: Work, session: Session, release: Release) -> int:
    """Write to everybody who speaks for a unit or department with a result on the list."""
    counted: dict[int, int] = {}
    rows = session.execute(
        select(Project.unit_id, Project.department_id)
        .join(Task, Task.project_id == Project.id)
        .join(ReleaseLine, ReleaseLine.task_id == Task.id)
        .where(ReleaseLine.release_id == release.id)
    )
    for owners in rows:
        for one in {owner for owner in owners if owner is not None}:
            counted[one] = counted.get(one, 0) + 1
    reached = units(session, list(counted))
    campaign = session.get_one(Campaign, release.campaign_id).name
    for organization, addressees in reached.items():
        values: Mapping[str, str | int] = {"campaign": campaign, "results": counted[organization]}
        post(work, session, Said(f"releases:{release.id}", "released", Purpose.RELEASED, values), addressees)
    return sum(len(one) for one in reached.values())
