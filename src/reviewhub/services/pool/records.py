"""One expert's record: what the officer sees of it, corrects in it, and does with it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from reviewhub.db.models import Account, Employment, Expert, ExpertStanding
from reviewhub.db.queries.organizations import Named, Part, directory
from reviewhub.db.queries.standings import confirmed_within, pool_rules, suspensions, yearly_loads
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.experts.eligibility import CONFIRM_MONTHS, Demand, PoolFacts, is_due, refusals
from reviewhub.domain.experts.lifecycle import moves_from, standing_on
from reviewhub.domain.experts.profile import Profile
from reviewhub.domain.experts.seniority import Seniority, seniority_of
from reviewhub.domain.policy import Act, require
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.words import Reason
from reviewhub.services.pool.experts import new_posts, set_post
from reviewhub.services.pool.profiles import columns_of, profile_of, put, stand, stored_profile
from reviewhub.services.work import Work, require_version


@dataclass(frozen=True, slots=True)
class PostLine:
    """Where the expert works or worked; ``until`` is None for the present and where it is not known."""

    organization: int
    name: str
    current: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One move in the history of the record; ``by`` is "" where nobody was signed in."""

    act: str
    was: str
    status: str
    reason: str
    until: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Register:
    """What the register says of an expert."""

    id: int
    code: str
    name: str
    expert_class: str
    title: str
    fields: tuple[str, ...]
    yearly_limit: int | None
    status: str
    version: int

    @property
    def seniority(self) -> Seniority:
        """The level of the title."""
        return seniority_of(self.title)


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One expert for the officer; ``load`` counts the tasks of ``year``, ``refusals`` speak of today."""

    register: Register
    profile: Profile
    posts: tuple[PostLine, ...]
    history: tuple[StandingLine, ...]
    standing: str
    suspended_until: date | None
    moves: tuple[str, ...]
    year: int
    load: int
    due: bool
    refusals: tuple[Reason, ...]
    login: str

    @property
    def employer(self) -> str:
        """Where the expert works now, "" where that is not known."""
        return next((one.name for one in self.posts if one.current), "")


@dataclass(frozen=True, slots=True)
class Edited:
    """A record as the officer wants it; ``left`` is when the former employer was left, if that changed."""

    name: str
    expert_class: str
    title: str
    fields: tuple[str, ...]
    yearly_limit: int | None
    employer: str
    left: date | None
    profile: Profile


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of the lifecycle as it is asked for: why, and a suspension's last day (None: no end)."""

    act: str
    reason: str
    until: date | None = None


def open_record(work: Work, expert_id: int) -> RecordPage:
    """Show one expert with history, load and availability, in a constant number of queries."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        return record_page(work, session, found_expert(session, expert_id))


def save_record(work: Work, expert_id: int, edited: Edited, version: int) -> None:
    """Correct a record; raises :class:`Invalid` with every fault and :class:`StaleWrite`."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    _require_named(edited)
    with work.transaction() as session:
        expert = found_expert(session, expert_id)
        require_version(expert, version)
        expert.name, expert.expert_class, expert.title = edited.name, edited.expert_class, edited.title
        expert.fields, expert.yearly_limit = list(edited.fields), edited.yearly_limit
        values = columns_of(edited.profile)
        for kept in ("self_registered", "confirmed_on"):
            values.pop(kept)
        put(session, expert.id, values)
        change_employer(session, expert, edited.employer, edited.left)
        flag_modified(expert, "name")  # who wrote facts beside the register from this version must see it
        work.record("save_record", expert)


def move_record(work: Work, expert_id: int, moved: Moved, version: int) -> None:
    """Suspend, bring back, let go or readmit an expert.

    Raises :class:`WrongState` for a move that the lifecycle lacks, :class:`Invalid` for one without its
    reason, :class:`StaleWrite` when somebody wrote in between.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        expert = found_expert(session, expert_id)
        require_version(expert, version)
        stand(work, session, expert, moved.act, (moved.reason, moved.until))
        work.record("move_record", expert, move=moved.act)


def found_expert(session: Session, expert_id: int) -> Expert:
    """Give an expert of the bureau with employments; raises :class:`NotFound`."""
    expert = session.execute(
        select(Expert)
        .where(Expert.id == expert_id)
        .options(selectinload(Expert.employments).joinedload(Employment.organization))
    ).scalar_one_or_none()
    if expert is None:
        raise NotFound("not_found")
    return expert


def record_page(work: Work, session: Session, expert: Expert) -> RecordPage:
    """Put a record together for a page."""
    today = work.now().date()
    profile = profile_of(stored_profile(session, expert.id))
    until = suspensions(session).get(expert.id)
    load = yearly_loads(session, today.year).get(expert.id, 0)
    rules = pool_rules(session)
    facts = PoolFacts(
        *(expert.status, until, profile.available, profile.absences, profile.confirmed_on),
        *(load, expert.yearly_limit),
    )
    return RecordPage(
        register=register_of(expert),
        profile=profile,
        posts=tuple(_post(one) for one in expert.employments),
        history=_history(session, expert.id),
        standing=standing_on(expert.status, until, today),
        suspended_until=until,
        moves=moves_from(expert.status),
        year=today.year,
        load=load,
        due=is_due(profile.confirmed_on, rules.confirm_months if rules else CONFIRM_MONTHS, today),
        refusals=refusals(facts, Demand(today, today, 1, confirmed_within(session))),
        login=session.execute(
            select(func.coalesce(func.min(Account.login), "")).where(Account.expert_id == expert.id)
        ).scalar_one(),
    )


def register_of(expert: Expert) -> Register:
    """Give what the register says of an expert."""
    return Register(
        expert.id,
        expert.code,
        expert.name,
        expert.expert_class,
        expert.title,
        tuple(expert.fields),
        expert.yearly_limit,
        expert.status,
        expert.version,
    )


def change_employer(session: Session, expert: Expert, employer: str, left: date | None) -> None:
    """Note a new employer, and when the former one was left; the same one again changes nothing."""
    standing = expert.employments
    if not employer or any(one.current and fold(one.organization.name) == fold(employer) for one in standing):
        return
    known = directory(session)
    organization = known.want(Named(employer, Part.EMPLOYER))
    posts = new_posts(standing, known.by_id, organization, [])
    known.write(session)
    for post in posts:
        set_post(session, expert, post if post.current else post.left(left))


def _require_named(edited: Edited) -> None:
    problems = [
        Problem(name, "table.value_missing") for name in ("name", "employer") if not getattr(edited, name)
    ]
    if problems:
        raise Invalid(problems)
    edited.profile.require_sound()


def _post(one: Employment) -> PostLine:
    return PostLine(one.organization_id, one.organization.name, one.current, one.until)


def _history(session: Session, expert_id: int) -> tuple[StandingLine, ...]:
    rows = session.execute(
        select(ExpertStanding, Account.name)
        .outerjoin(Account, Account.id == ExpertStanding.account_id)
        .where(ExpertStanding.expert_id == expert_id)
        .order_by(ExpertStanding.id.desc())
    )
    return tuple(
        StandingLine(one.act, one.was, one.status, one.reason, one.until, by or "", one.at)
        for one, by in rows
    )
