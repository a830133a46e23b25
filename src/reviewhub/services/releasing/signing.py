"""The leader's page of a release: how much, why, how sure; and the signature, with the password again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Account, Campaign
from reviewhub.db.queries.releasing.lines import ResultLine, lines_of, snapshots
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.money import round_half_up
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.releasing.release import ReleaseAct
from reviewhub.domain.words import Reason
from reviewhub.services.agreement.consistency import Consistency
from reviewhub.services.outcome.standings import TaskLine, is_doubtful, standings_of
from reviewhub.services.passwords import proves
from reviewhub.services.releasing.moving import found_release, held_version, take_step
from reviewhub.services.releasing.reading import ReleaseHead, head_of
from reviewhub.services.work import Work
from reviewhub.settings import Settings

MONEY: Final = "policy."


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one grade or action: how many, yuan asked, to be supported, cut."""

    label: str
    lines: int
    asked: Decimal
    amount: Decimal
    cut: Decimal


@dataclass(frozen=True, slots=True)
class CutLine:
    """A result that takes money away, with the derivation and what the officer said of it."""

    line: ResultLine
    why: tuple[Reason, ...]
    said: str


@dataclass(frozen=True, slots=True)
class SigningPage:
    """One page for who signs: ``rate`` is the share that is cut, in percent, None where nothing is asked.

    ``doubtful`` are lines close to a boundary or hanging on one expert, ``corrected`` those that replace
    something; ``conditional`` counts lines with pre-conditions that are still open.
    """

    head: ReleaseHead
    total: Group
    rate: Decimal | None
    grades: tuple[Group, ...]
    actions: tuple[Group, ...]
    cuts: tuple[CutLine, ...]
    doubtful: tuple[TaskLine, ...]
    surviving: int
    conditional: int
    corrected: tuple[ResultLine, ...]
    agreement: tuple[Consistency, ...]


def signing_page(work: Work, release_id: int) -> SigningPage:
    """Put a release on one page, in a constant number of queries."""
    actor = require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        release = found_release(session, release_id)
        campaign = session.get_one(Campaign, release.campaign_id, options=[joinedload(Campaign.revision)])
        lines = lines_of(session, release_id)
        frozen = snapshots(session, [one.conclusion for one in lines if one.cut])
        (standings,) = standings_of(work, session, actor, [campaign])
        head = head_of(session, release)
    tasks = {one.task for one in lines}
    here = [one for one in standings.lines if one.id in tasks]
    total = _group("", lines)
    order = [one.id for one in standings.bands]
    return SigningPage(
        head=head,
        total=total,
        rate=round_half_up(total.cut * 100 / total.asked) if total.asked else None,
        grades=_grouped(lines, "grade", order),
        actions=_grouped(lines, "action", ()),
        cuts=tuple(_cut(one, frozen[one.conclusion]) for one in lines if one.cut),
        doubtful=tuple(one for one in here if is_doubtful(one)),
        surviving=sum(one.survives is True for one in here),
        conditional=sum(bool(one.conditions and one.conditions[0]) for one in here),
        corrected=tuple(one for one in lines if one.reason),
        agreement=tuple(one.consistency for one in standings.agreement),
    )


def sign_release(work: Work, release_id: int, version: int, password: str, settings: Settings) -> None:
    """Sign a checked list; raises :class:`Invalid` when the password typed again is wrong.

    A wrong one counts like a failed sign-in, so that a desk left open is no way to guess it.
    """
    actor = require(work.actor, Act.SIGN_RELEASES)
    with work.transaction() as session:
        release = held_version(session, release_id, version)
        proven = _is_proven(work, session, actor, password, settings)
        if proven:
            take_step(work, session, actor, release, ReleaseAct.SIGN)
            work.record("sign_release", release, digest=release.digest)
    if not proven:
        minutes = settings.lockout_minutes
        raise Invalid([Problem("password", "release.wrong_password", {"minutes": minutes})])


def _is_proven(work: Work, session: Session, actor: Actor, password: str, settings: Settings) -> bool:
    account = session.get_one(Account, actor.account, with_for_update=True)
    return proves(session, account, password, settings, work.now())


def _group(label: str, lines: Iterable[ResultLine]) -> Group:
    listed = list(lines)
    sums = (sum((getattr(one, name) for one in listed), Decimal(0)) for name in ("asked", "amount", "cut"))
    return Group(label, len(listed), *sums)


def _grouped(lines: Sequence[ResultLine], name: str, order: Sequence[str]) -> tuple[Group, ...]:
    """Sum lines by grade or action, in this order, then as they come."""
    labels = dict.fromkeys([*order, *(getattr(one, name) for one in lines)])
    groups = (
        _group(label, (one for one in lines if getattr(one, name) == label)) for label in labels if label
    )
    return tuple(one for one in groups if one.lines)


def _cut(line: ResultLine, snapshot: Mapping[str, Any]) -> CutLine:
    why = tuple(
        Reason(one["code"], one["values"]) for one in snapshot["reasons"] if one["code"].startswith(MONEY)
    )
    return CutLine(line, why, snapshot.get("officer_cut_reason", ""))
