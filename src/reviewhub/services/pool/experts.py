"""Experts: importing the register, and finding them again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy.orm import Session

from reviewhub.db.models import Employment, Expert, Organization
from reviewhub.db.queries import experts as queries
from reviewhub.db.queries.organizations import Directory, Named, Part, directory
from reviewhub.domain.policy import Act, require
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.tables.expert import COLUMNS, ExpertRow, parse_experts
from reviewhub.services.listing import Asked, Listing, count, window
from reviewhub.services.pool.importing import (
    Change,
    Plan,
    Preview,
    Progress,
    Reading,
    Upload,
    Wanted,
    differences,
    in_chunks,
    keep,
    ledger_data,
    make_plan,
    preview_of,
    quiet,
    read_upload,
    refuse_unless,
)
from reviewhub.services.work import Work

FILTERS: Final = ("q", "class", "status")
LIMITS: Final = {"code": 40, "name": 80, "title": 80, "employer": 200, "employer_kind": 40}
_PLAIN: Final = ("code", "name", "expert_class", "title", "yearly_limit")

ExpertPlan: TypeAlias = Plan[Expert, ExpertRow]


@dataclass(frozen=True, slots=True)
class ExpertLine:
    """One expert in the list; former employers with the month of leaving, None where it is not known."""

    id: int
    code: str
    name: str
    expert_class: str
    employer: str
    title: str
    fields: tuple[str, ...]
    yearly_limit: int | None
    status: str
    former_employers: tuple[tuple[str, date | None], ...]


@dataclass(frozen=True, slots=True)
class Post:
    """Where an expert works or worked: a standing row, or None for one to be made, and how it should be."""

    stored: Employment | None
    organization: Organization
    until: date | None
    current: bool = False


@dataclass(frozen=True, slots=True)
class _Pool:
    """The register as it stands, and the organisations that a file names, by row of the file."""

    known: Directory
    employments: Mapping[int, list[Employment]]
    employers: Mapping[int, Organization]
    former: Mapping[int, list[tuple[Organization, date | None]]]

    def posts(self, stored: Expert, wanted: Wanted[ExpertRow]) -> list[Post]:
        """Say which of an expert's posts an import would change or add."""
        row = wanted.source.row
        return new_posts(
            self.employments.get(stored.id, []), self.known.by_id, self.employers[row], self.former[row]
        )


def list_experts(work: Work, asked: Asked) -> Listing[ExpertLine]:
    """List experts in a constant number of queries.

    Filters: ``q`` (name, code, present employer or field), ``class``, ``status``; sorted by any column but
    fields and former employers.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        statement = queries.listed(asked.filters, asked.sort, descending=asked.descending)
        total = count(session, statement)
        limit, offset = window(asked, total)
        rows = session.execute(statement.limit(limit).offset(offset)).all()
        former = queries.former_employers(session, [row.id for row in rows])
    lines = [_line(row, former.get(row.id, ())) for row in rows]
    return Listing(tuple(lines), total, asked)


def preview_experts(work: Work, upload: Upload) -> Preview:
    """Say what importing a register of experts would do, and keep the file when it could be imported."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_experts, COLUMNS, LIMITS)
    with work.reading() as session:
        _, _, preview = _planned(session, reading)
    return keep(work, preview, upload)


def import_experts(work: Work, upload: Upload, agreed: str = "", progress: Progress = quiet) -> Preview:
    """Import a register of experts, all or nothing.

    A file replaces exactly the columns that it has. Employers are added to what is known of an expert and
    never taken away: one that leaves the list after three years was an employer all the same. Raises
    :class:`Invalid` and :class:`StaleWrite` as every import does.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_experts, COLUMNS, LIMITS)
    with work.transaction() as session:
        pool, plan, preview = _planned(session, reading)
        refuse_unless(preview, agreed)
        keep(work, preview, upload)
        touched = pool.known.write(session)
        _write(session, plan, pool, progress)
        if touched or preview.writes:
            work.record("import_experts", "experts", **ledger_data(preview))
    return preview


def _line(row: Any, former: Sequence[tuple[str, date | None]]) -> ExpertLine:
    return ExpertLine(
        id=row.id,
        code=row.code,
        name=row.name,
        expert_class=row.expert_class,
        employer=row.employer,
        title=row.title,
        fields=tuple(row.fields),
        yearly_limit=row.yearly_limit,
        status=row.status,
        former_employers=tuple(former),
    )


def new_posts(
    standing: Sequence[Employment],
    known: Mapping[int, Organization],
    employer: Organization,
    former: Sequence[tuple[Organization, date | None]],
) -> list[Post]:
    """Say what changes where an expert works and worked; a month that is not said changes no known one."""
    months = dict(former)
    left = [one for one in standing if one.current and known[one.organization_id] is not employer]
    posts = [Post(one, known[one.organization_id], months.get(known[one.organization_id])) for one in left]
    if len(left) == sum(one.current for one in standing):
        posts.append(Post(None, employer, None, current=True))
    told = {post.organization for post in posts if not post.current}
    free = [one for one in standing if not one.current]
    for organization, until in former:
        there = [one for one in free if known[one.organization_id] is organization]
        same = next((one for one in there if one.until == until), there[0] if there else None)
        if same is not None:
            free.remove(same)
            posts += [Post(same, organization, until)] if until not in (None, same.until) else []
        elif organization not in told:
            posts.append(Post(None, organization, until))
    return posts


def _planned(session: Session, reading: Reading[ExpertRow]) -> tuple[_Pool, ExpertPlan, Preview]:
    known = directory(session)
    standing = queries.pool(session)
    rows = reading.parsed.rows
    pool = _Pool(
        known,
        queries.employments(session),
        {one.row: known.want(Named(one.employer, Part.EMPLOYER, kind=one.employer_kind)) for one in rows},
        {
            one.row: [(known.want(Named(name, Part.EMPLOYER)), until) for name, until in one.former_employers]
            for one in rows
        },
    )
    plan = make_plan(
        reading,
        [_wanted(reading, one) for one in rows],
        ((one, [("code", fold(one.code))]) for one in standing),
        lambda stored, wanted: _compare(stored, wanted, pool),
    )
    totals = {
        "rows": len(rows),
        "employers": len({pool.employers[one.row] for one in rows}),
        "untouched": len(standing) - len(plan.changed) - plan.unchanged,
    }
    return pool, plan, preview_of(reading, plan, totals, ("expert_class", "employer"))


def _wanted(reading: Reading[ExpertRow], row: ExpertRow) -> Wanted[ExpertRow]:
    values: dict[str, object] = {name: getattr(row, name) for name in _PLAIN if reading.has(name)}
    if reading.has("fields"):
        values["fields"] = list(row.fields)
    if row.status:
        values["status"] = row.status
    return Wanted(row, row.code, row.name, (("code", fold(row.code)),), values)


def _compare(stored: Expert, wanted: Wanted[ExpertRow], pool: _Pool) -> tuple[Change, ...]:
    changes = list(differences(stored, wanted.values))
    posts = pool.posts(stored, wanted)
    present = next((post.organization.name for post in posts if post.current), None)
    standing = pool.employments.get(stored.id, [])
    if present is not None:
        names = [pool.known.by_id[one.organization_id].name for one in standing if one.current]
        changes.append(Change("employer", "、".join(names), present))
    former = [post for post in posts if not post.current]
    if former:
        before = [
            (pool.known.by_id[one.organization_id], one.until)
            for post in former
            for one in [post.stored]
            if one is not None and not one.current
        ]
        after = [(post.organization, post.until) for post in former]
        changes.append(Change("former_employers", _printed(before), _printed(after)))
    return tuple(changes)


def _printed(posts: Sequence[tuple[Organization, date | None]]) -> tuple[str, ...]:
    return tuple(f"{one.name}（{until:%Y-%m}）" if until else one.name for one, until in posts)


def _write(session: Session, plan: ExpertPlan, pool: _Pool, progress: Progress) -> None:
    for update in plan.changed:
        posts = pool.posts(update.stored, update.wanted)
        for name, value in update.wanted.values.items():
            setattr(update.stored, name, value)
        for post in posts:
            _set(session, update.stored, post)

    def add(chunk: Sequence[Wanted[ExpertRow]]) -> None:
        rows = [Expert(**one.values) for one in chunk]
        session.add_all(rows)
        session.flush()
        for one, row in zip(chunk, rows, strict=True):
            for post in pool.posts(row, one):
                _set(session, row, post)
        session.flush()

    in_chunks(plan.added, add, progress)


def _set(session: Session, expert: Expert, post: Post) -> None:
    row = post.stored or Employment(expert_id=expert.id, organization_id=post.organization.id)
    row.current, row.until = post.current, post.until
    session.add(row)
