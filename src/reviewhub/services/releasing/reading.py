"""Releases as pages show them: those of a campaign, all that wait, and one with its lines and steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Campaign, Release, ReleaseLine, ReleaseStep
from reviewhub.db.queries.findings import redos
from reviewhub.db.queries.releasing.lines import ResultLine, candidates, lines_of, newest_conclusions
from reviewhub.db.queries.releasing.releases import released_lines
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.policy import Act, require
from reviewhub.domain.releasing.release import ReleaseAct, outdated
from reviewhub.services.campaigns import found
from reviewhub.services.releasing.moving import ANOTHER, found_release
from reviewhub.services.releasing.reconsidering import RequestLine, requests_on
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to a release."""

    act: str
    by: str
    account: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReleaseHead:
    """One release without its lines."""

    id: int
    campaign: int
    campaign_name: str
    number: int
    state: str
    note: str
    digest: str
    version: int
    steps: tuple[Step, ...]

    def stands_for(self, account: int, act: ReleaseAct) -> bool:
        """Tell whether somebody took a step already and so cannot take this one."""
        return act in ANOTHER and any(one.account == account for one in self.steps)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One release in a list."""

    id: int
    campaign: int
    campaign_name: str
    number: int
    state: str
    lines: int
    at: datetime


@dataclass(frozen=True, slots=True)
class CampaignReleases:
    """The releases of a campaign, and what could go on a new one.

    ``again`` are tasks of ``ready`` to be done anew, ``released`` those of which an earlier result is out;
    ``kept_away`` counts those that the reader keeps away from.
    """

    campaign: int
    name: str
    releases: tuple[ReleaseRow, ...]
    ready: tuple[ResultLine, ...]
    again: frozenset[int]
    released: frozenset[int]
    kept_away: int


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """One release with its lines; ``outdated`` are tasks whose conclusion was corrected since."""

    head: ReleaseHead
    lines: tuple[ResultLine, ...]
    outdated: frozenset[int]
    requests: tuple[RequestLine, ...]


def releases_of_campaign(work: Work, campaign_id: int) -> CampaignReleases:
    """Give a campaign's releases and the conclusions that are on none."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        ready = candidates(session, campaign_id)
        tasks = [one.task for one in ready]
        walled = walled_tasks(session, actor.account, tasks)
        return CampaignReleases(
            campaign=campaign.id,
            name=campaign.name,
            releases=tuple(_rows(session, campaign_id)),
            ready=tuple(one for one in ready if one.task not in walled),
            again=frozenset(redos(session, tasks)),
            released=frozenset(one.task for one in released_lines(session, tasks)),
            kept_away=len(walled),
        )


def all_releases(work: Work) -> tuple[ReleaseRow, ...]:
    """Give every release of the bureau, the newest first."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        return tuple(_rows(session, None))


def release_page(work: Work, release_id: int) -> ReleasePage:
    """Give one release with its lines."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        release = found_release(session, release_id)
        lines = lines_of(session, release_id)
        newest = newest_conclusions(session, [one.task for one in lines])
        return ReleasePage(
            head=head_of(session, release),
            lines=tuple(lines),
            outdated=frozenset(outdated([one.held for one in lines], newest)),
            requests=requests_on(session, ReleaseLine.release_id == release_id),
        )


def head_of(session: Session, release: Release) -> ReleaseHead:
    """Give a release with its steps."""
    campaign = session.get_one(Campaign, release.campaign_id)
    statement = (
        select(ReleaseStep)
        .where(ReleaseStep.release_id == release.id)
        .options(joinedload(ReleaseStep.account))
        .order_by(ReleaseStep.number)
    )
    steps = session.execute(statement).scalars()
    return ReleaseHead(
        id=release.id,
        campaign=campaign.id,
        campaign_name=campaign.name,
        number=release.number,
        state=release.state,
        note=release.note,
        digest=release.digest,
        version=release.version,
        steps=tuple(
            Step(one.act, one.account.name, one.account_id, one.reason, one.done_at) for one in steps
        ),
    )


def _rows(session: Session, campaign: int | None) -> Sequence[ReleaseRow]:
    lines = select(func.count(ReleaseLine.id)).where(ReleaseLine.release_id == Release.id).scalar_subquery()
    last = select(func.max(ReleaseStep.done_at)).where(ReleaseStep.release_id == Release.id).scalar_subquery()
    statement = select(
        Release.id, Campaign.id, Campaign.name, Release.number, Release.state, lines, last
    ).join(Campaign, Campaign.id == Release.campaign_id)
    if campaign is not None:
        statement = statement.where(Release.campaign_id == campaign)
    rows = session.execute(statement.order_by(Release.id.desc()))
    return [ReleaseRow(*row) for row in rows]
