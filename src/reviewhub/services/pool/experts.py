"""Experts: importing the register, and finding them again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy.orm import Session

from reviewhub.db.models import Employment, Expert, ExpertProfile, ExpertStanding, Organization
from reviewhub.db.queries import experts as queries
from reviewhub.db.queries.organizations import Directory, Named, Part, directory
from reviewhub.db.queries.standings import pool_rules, suspensions
from reviewhub.domain.experts.eligibility import CONFIRM_MONTHS, due_since
from reviewhub.domain.experts.lifecycle import Standing, standing_on
from reviewhub.domain.experts.profile import LIMITS as FACT_LIMITS
from reviewhub.domain.experts.profile import Profile
from reviewhub.domain.experts.seniority import Seniority, seniority_of
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
from reviewhub.services.pool.profiles import columns_of, note_standing
from reviewhub.services.work import Work

FILTERS: Final = ("q", "class", "status", "region", "seniority", "speciality", "confirm")
_FACTS: Final = ("gender", "region", "phone", "email", "certificate", "duties", "specialities")
LIMITS: Final = {
    "code": 40,
    "name": 80,
    "title": 80,
    "employer": 200,
    "employer_kind": 40,
    **{name: limit for name, limit in FACT_LIMITS.items() if name in _FACTS},
}
_PLAIN: Final = ("code", "name", "expert_class", "title", "yearly_limit")

ExpertPlan: TypeAlias = Plan[Expert, ExpertRow]
_Planned: TypeAlias = tuple[ExpertPlan, "_Pool"]


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
    region: str = ""
    specialities: tuple[str, ...] = ()
    standing: str = ""
    suspended_until: date | None = None
    due: bool = False

    @property
    def seniority(self) -> Seniority:
        """The level of the title."""
        return seniority_of(self.title)


@dataclass(frozen=True, slots=True)
class Post:
    """Where an expert works or worked: a standing row, or None for one to be made, and how it should be."""

    stored: Employment | None
    organization: Organization
    until: date | None
    current: bool = False

    def left(self, until: date | None) -> "Post":
        """Give the post as one that was left then; an unknown month takes no known one away."""
        return replace(self, until=until or self.until, current=False)


@dataclass(frozen=True, slots=True)
class _Pool:
    """The register as it stands, and the organisations that a file names, by row of the file."""

    known: Directory
    employments: Mapping[int, list[Employment]]
    profiles: Mapping[int, ExpertProfile]
    standings: Mapping[int, str]
    employers: Mapping[int, Organization]
    former: Mapping[int, list[tuple[Organization, date | None]]]

    def values(self, stored: Expert, wanted: Wanted[ExpertRow]) -> dict[str, Any]:
        """Give what the register should say; a status that holds today already is not set anew."""
        standing = self.standings.get(stored.id)
        return {
            name: value
            for name, value in wanted.values.items()
            if not (name == "status" and value == standing)
        }

    def posts(self, stored: Expert, wanted: Wanted[ExpertRow]) -> list[Post]:
        """Say which of an expert's posts an import would change or add."""
        row = wanted.source.row
        return new_posts(
            self.employments.get(stored.id, []), self.known.by_id, self.employers[row], self.former[row]
        )


def list_experts(work: Work, asked: Asked) -> Listing[ExpertLine]:
    """List experts in a constant number of queries.

    Filters: ``q`` (name, code, present employer or field), ``class``, ``status`` (as it is today),
    ``region``, ``seniority``, ``speciality`` (a code of any level), ``confirm`` (``due``); sorted by any
    column but fields, level, specialities and former employers.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    today = work.now().date()
    with work.reading() as session:
        rules = pool_rules(session)
        since = due_since(rules.confirm_months if rules else CONFIRM_MONTHS, today)
        wanted = queries.Wanted(asked.filters, today, since, _titles(session, asked.filters))
        statement = queries.listed(wanted, asked.sort, descending=asked.descending)
        total = count(session, statement)
        limit, offset = window(asked, total)
        rows = session.execute(statement.limit(limit).offset(offset)).all()
        former = queries.former_employers(session, [row.id for row in rows])
    lines = [_line(row, former.get(row.id, ()), wanted) for row in rows]
    return Listing(tuple(lines), total, asked)


def list_regions(work: Work) -> tuple[str, ...]:
    """Give the regions that experts of the bureau come from, for the list's filter."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        named = {one.region for one in queries.profiles(session).values() if one.region}
    return tuple(sorted(named))


def _titles(session: Session, filters: Mapping[str, str]) -> list[str] | None:
    if "seniority" not in filters:
        return None
    return [one for one in queries.titles(session) if seniority_of(one) == filters["seniority"]]


def preview_experts(work: Work, upload: Upload) -> Preview:
    """Say what importing a register of experts would do, and keep the file when it could be imported."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    reading = read_upload(upload, parse_experts, COLUMNS, LIMITS)
    with work.reading() as session:
        _, _, preview = _planned(session, reading, work.now().date())
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
        pool, plan, preview = _planned(session, reading, work.now().date())
        refuse_unless(preview, agreed)
        keep(work, preview, upload)
        touched = pool.known.write(session)
        _write(work, session, reading, (plan, pool))
        _add(work, session, reading, (plan, pool), progress)
        if touched or preview.writes:
            work.record("import_experts", "experts", **ledger_data(preview))
    return preview


def _line(row: Any, former: Sequence[tuple[str, date | None]], wanted: queries.Wanted) -> ExpertLine:
    standing = standing_on(row.status, row.until, wanted.today)
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
        region=row.region or "",
        specialities=tuple(row.specialities or ()),
        standing=standing,
        suspended_until=row.until if standing == Standing.SUSPENDED else None,
        due=row.confirmed_on is None or row.confirmed_on <= wanted.due_since,
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


def _planned(session: Session, reading: Reading[ExpertRow], today: date) -> tuple[_Pool, ExpertPlan, Preview]:
    known = directory(session)
    standing, ends = queries.pool(session), suspensions(session)
    rows = reading.parsed.rows
    pool = _Pool(
        known,
        queries.employments(session),
        queries.profiles(session),
        {one.id: standing_on(one.status, ends.get(one.id), today) for one in standing},
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
        lambda stored, wanted: _compare(stored, wanted, pool, _facts_of(reading, wanted.source)),
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


def _facts_of(reading: Reading[ExpertRow], row: ExpertRow) -> dict[str, object]:
    """Give what a file says of a person; a blank cell says nothing and takes nothing away."""
    given = {name: getattr(row, name) for name in _FACTS if reading.has(name) and getattr(row, name)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}


def _compare(
    stored: Expert, wanted: Wanted[ExpertRow], pool: _Pool, facts: Mapping[str, object]
) -> tuple[Change, ...]:
    profile = pool.profiles.get(stored.id) or ExpertProfile(**columns_of(Profile()))
    changes = [*differences(stored, pool.values(stored, wanted)), *differences(profile, facts)]
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


def _write(work: Work, session: Session, reading: Reading[ExpertRow], planned: _Planned) -> None:
    plan, pool = planned
    for update in plan.changed:
        values, posts = pool.values(update.stored, update.wanted), pool.posts(update.stored, update.wanted)
        _set_status(work, session, update.stored, values.pop("status", ""))
        for name, value in values.items():
            setattr(update.stored, name, value)
        _set_facts(session, update.stored, pool, _facts_of(reading, update.wanted.source))
        for post in posts:
            set_post(session, update.stored, post)


def _add(
    work: Work, session: Session, reading: Reading[ExpertRow], planned: _Planned, progress: Progress
) -> None:
    plan, pool = planned

    def add(chunk: Sequence[Wanted[ExpertRow]]) -> None:
        rows = [Expert(**one.values) for one in chunk]
        session.add_all(rows)
        session.flush()
        for one, row in zip(chunk, rows, strict=True):
            note_standing(work, session, row, ExpertStanding(act="import", was="", status=row.status))
            _set_facts(session, row, pool, _facts_of(reading, one.source))
            for post in pool.posts(row, one):
                set_post(session, row, post)
        session.flush()

    in_chunks(plan.added, add, progress)


def _set_status(work: Work, session: Session, expert: Expert, status: str) -> None:
    if status and status != expert.status:
        note_standing(work, session, expert, ExpertStanding(act="import", was=expert.status, status=status))
        expert.status = status


def _set_facts(session: Session, expert: Expert, pool: _Pool, facts: Mapping[str, object]) -> None:
    profile = pool.profiles.get(expert.id)
    if profile is None and facts:
        profile = ExpertProfile(**columns_of(Profile()), expert_id=expert.id)
        session.add(profile)
    for name, value in facts.items():
        setattr(profile, name, value)


def set_post(session: Session, expert: Expert, post: Post) -> None:
    """Write where an expert works or worked."""
    row = post.stored or Employment(expert_id=expert.id, organization_id=post.organization.id)
    row.current, row.until = post.current, post.until
    session.add(row)
