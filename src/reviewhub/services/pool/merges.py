"""Merging organisations that are one: what is suggested, what would move, and the merge itself."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from reviewhub.db.models import Organization, OrganizationMerge
from reviewhub.db.queries import organizations as queries
from reviewhub.db.queries.organizations import Part
from reviewhub.db.queries.pool.merges import pointing
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.organizations.naming import alike
from reviewhub.domain.policy import Act, require
from reviewhub.services.pool.register import OrganizationLine, found_organization, line_of
from reviewhub.services.work import Work, require_version

CODES = ("credit_code", "budget_code")


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging would do: rows that would move by table, names that stay known, and what forbids it."""

    winner: OrganizationLine
    loser: OrganizationLine
    moved: Mapping[str, int]
    names: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations as they were seen: which stays, which goes, each with its version."""

    winner: int
    loser: int
    winner_version: int
    loser_version: int


def suggest_merges(work: Work) -> tuple[tuple[OrganizationLine, ...], ...]:
    """Group organisations whose names, present or former, are alike or whose credit codes are the same."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        rows = {one.id: one for one in queries.organizations(session)}
    named = {one.id: [one.name, *one.former_names, *_coded(one)] for one in rows.values()}
    return tuple(tuple(line_of(rows[one]) for one in group) for group in alike(named))


def find_pair(work: Work, winner: str, loser: str) -> tuple[int, int] | str:
    """Give the ids of two organisations by their names, or the first name that nobody bears or bore."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        known = queries.directory(session)
        found = [known.find(name) for name in (winner, loser)]
    missing = [name for name, one in zip((winner, loser), found, strict=True) if one is None]
    if missing:
        return missing[0]
    first, second = (one.id for one in found if one is not None)
    return first, second


def preview_merge(work: Work, winner_id: int, loser_id: int) -> MergePreview:
    """Say what merging two organisations would do; nothing is written."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        winner, loser = found_organization(session, winner_id), found_organization(session, loser_id)
        return MergePreview(
            line_of(winner),
            line_of(loser),
            Counter(table for table, _, _ in pointing(session, loser.id)),
            tuple(_names(winner, loser)),
            tuple(_obstacles(winner, loser)),
        )


def merge(work: Work, pair: Pair, reason: str) -> None:
    """Make two organisations one: everything that points to the loser points to the winner.

    The loser's row stays, is nothing to the bureau any more, and its id leads to the winner. Conclusions are
    frozen with the names they were made under and stay as they are. Raises :class:`Invalid` when the two
    cannot be one or no reason is given, :class:`StaleWrite` when either changed since it was seen.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        winner, loser = found_organization(session, pair.winner), found_organization(session, pair.loser)
        require_version(winner, pair.winner_version)
        require_version(loser, pair.loser_version)
        problems = [*_obstacles(winner, loser), *([] if reason else [Problem("reason", "reason.missing")])]
        if problems:
            raise Invalid(problems)
        moved = _repoint(session, winner, loser)
        _take_over(winner, loser)
        row = OrganizationMerge(loser_id=loser.id, winner_id=winner.id, reason=reason, moved=moved)
        row.account_id, row.at = actor.account, work.now()
        session.add(row)
        session.flush()
        work.record("merge_organizations", winner, loser=loser.id, **moved)


def _coded(one: Organization) -> list[str]:
    return [one.credit_code] if one.credit_code else []


def _obstacles(winner: Organization, loser: Organization) -> list[Problem]:
    if winner.id == loser.id:
        return [Problem("", "organization.same")]
    pairs = [(code, getattr(winner, code), getattr(loser, code)) for code in CODES]
    return [
        Problem("", f"organization.other_{code}", {"one": one, "other": other})
        for code, one, other in pairs
        if one and other and one != other
    ]


def _names(winner: Organization, loser: Organization) -> list[str]:
    known = [*winner.former_names, loser.name, *loser.former_names]
    return [one for one in dict.fromkeys(known) if one != winner.name]


def _repoint(session: Session, winner: Organization, loser: Organization) -> dict[str, int]:
    moved: Counter[str] = Counter()
    for table, attribute, row in list(pointing(session, loser.id)):
        setattr(row, attribute, winner.id)
        moved[table] += 1
    if winner.parent_id in (winner.id, loser.id):
        winner.parent_id = loser.parent_id if loser.parent_id != winner.id else None
    return dict(moved)


def _take_over(winner: Organization, loser: Organization) -> None:
    winner.former_names = _names(winner, loser)
    for part in Part:
        setattr(winner, part, getattr(winner, part) or getattr(loser, part))
        setattr(loser, part, False)
    for field in (*CODES, "kind", "qualification", "contact", "phone"):
        setattr(winner, field, getattr(winner, field) or getattr(loser, field))
    loser.parent_id = None
