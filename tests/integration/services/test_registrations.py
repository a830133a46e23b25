"""Applying to the pool: under a link of the bureau, vetted, into the pool with an account."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from integration.world import START, World
from reviewhub.db.models import Entry, Registration, Tie
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, Unavailable, WrongState
from reviewhub.domain.experts.application import Applicant, ApplicationState
from reviewhub.domain.experts.profile import Profile
from reviewhub.domain.policy import Role
from reviewhub.services import accounts, audit
from reviewhub.services.pool import records, registrations, vetting
from reviewhub.services.pool.vetting import ApplicationPage
from reviewhub.services.work import Work
from reviewhub.settings import Settings

HAN = Applicant(
    "韩一",
    "业务",
    "教授",
    "春城大学",
    ("水利",),
    ("水务局", "滇池某公司"),
    consent=True,
    profile=Profile(phone="13800138000", specialities=("B0101",)),
)


@pytest.fixture
def nobody(world: World) -> Work:
    return world.parts.work(None)


@pytest.fixture
def link(world: World) -> str:
    vetting.open_door(world.work("officer"), date(2026, 3, 31), 0)
    return vetting.rules(world.work("officer")).link


def waiting(world: World) -> ApplicationPage:
    (line,) = vetting.list_applications(world.work("officer"))
    return vetting.open_application(world.work("officer"), line.id)


def test_an_applicant_becomes_an_expert_with_history_ties_and_an_account(
    world: World, nobody: Work, link: str
) -> None:
    key = registrations.apply(nobody, link, HAN)
    seen = waiting(world)
    made = vetting.accept(world.work("officer"), seen.line.id, "ZJ0100", seen.version)
    page = records.open_record(world.work("officer"), made.expert)
    assert (page.standing, page.employer, page.login) == ("在库", "春城大学", "zj0100")
    assert [one.act for one in page.history] == ["accept", "submit"]
    assert (page.profile.self_registered, page.profile.confirmed_on, page.due) == (True, START.date(), False)
    with world.reading() as session:
        ties = session.execute(select(Tie.kind, Tie.organization_id, Tie.organization_name)).all()
    assert ties == [
        ("avoided", world.facts.organizations["水务局"], ""),
        ("avoided", None, "滇池某公司"),
    ]
    signed_in = accounts.resume(
        nobody, accounts.sign_in(nobody, made.login, made.password, Settings()), Settings()
    )
    assert signed_in
    assert signed_in.must_change_password
    assert registrations.follow(nobody, key).state is ApplicationState.ACCEPTED
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_neither_the_ledger_nor_the_stored_secret_tells_who_applied(
    world: World, nobody: Work, link: str
) -> None:
    key = registrations.apply(nobody, link, HAN)
    with world.reading() as session:
        entries = session.execute(select(Entry.act, Entry.actor, Entry.data)).all()
        row = session.execute(select(Registration)).scalar_one()
    assert "韩一" not in str(entries)
    assert key not in f"{row.key_digest}{row.receipt}{row.facts}"


@pytest.mark.parametrize("wrong", ["", "nonsense", "l" * 22])
def test_a_link_that_never_was_is_closed_or_is_over_answers_alike(
    world: World, nobody: Work, link: str, wrong: str
) -> None:
    with pytest.raises(NotFound, match=r"registration\.closed"):
        registrations.door(nobody, wrong)
    world.parts.now.move(days=30)  # type: ignore[attr-defined]  # the tests' clock
    with pytest.raises(NotFound, match=r"registration\.closed"):
        registrations.apply(nobody, link, HAN)
    vetting.open_door(world.work("officer"), None, vetting.rules(world.work("officer")).version)
    with pytest.raises(NotFound, match=r"registration\.closed"):
        registrations.door(nobody, link)
    vetting.close_door(world.work("officer"), vetting.rules(world.work("officer")).version)
    with pytest.raises(NotFound, match=r"registration\.closed"):
        registrations.door(nobody, "")


def test_somebody_known_is_answered_like_anybody_and_the_officer_is_told(
    world: World, nobody: Work, link: str
) -> None:
    registrations.apply(nobody, link, replace(HAN, name="马兰杰"))
    assert waiting(world).namesakes == ("ZJ0001",)


def test_an_application_is_sent_back_corrected_and_refused(world: World, nobody: Work, link: str) -> None:
    key = registrations.apply(nobody, link, HAN)
    seen = waiting(world)
    vetting.decline(world.work("officer"), seen.line.id, "send_back", "缺职称证书", seen.version)
    back = registrations.follow(nobody, key)
    assert (back.state, back.reason) == (ApplicationState.RETURNED, "缺职称证书")
    registrations.correct(nobody, key, replace(HAN, title="高级工程师"), back.version)
    with pytest.raises(WrongState):
        registrations.correct(nobody, key, HAN, registrations.follow(nobody, key).version)
    again = waiting(world)
    assert (again.line.state, again.applicant.title) == (ApplicationState.RECEIVED, "高级工程师")
    with pytest.raises(StaleWrite):
        vetting.decline(world.work("officer"), again.line.id, "refuse", "不符", seen.version)
    vetting.decline(world.work("officer"), again.line.id, "refuse", "不符", again.version)
    with pytest.raises(WrongState):
        vetting.accept(world.work("officer"), again.line.id, "ZJ0100", waiting(world).version)


@pytest.mark.parametrize("code", ["", "zj0001", "officer"])
def test_a_code_that_is_missing_or_taken_leaves_everything_as_it_was(
    world: World, nobody: Work, link: str, code: str
) -> None:
    registrations.apply(nobody, link, HAN)
    seen = waiting(world)
    with pytest.raises(Invalid) as refused:
        vetting.accept(world.work("officer"), seen.line.id, code, seen.version)
    assert [one.path for one in refused.value.problems] == ["code"]
    assert waiting(world).line.state is ApplicationState.RECEIVED


def test_more_than_an_office_takes_in_an_hour_is_refused_until_the_hour_is_over(
    world: World, nobody: Work, link: str
) -> None:
    for _ in range(registrations.MOST_AN_HOUR):
        registrations.apply(nobody, link, HAN)
    with pytest.raises(Unavailable):
        registrations.apply(nobody, link, HAN)
    world.parts.now.move(minutes=61)  # type: ignore[attr-defined]  # the tests' clock
    registrations.apply(nobody, link, HAN)


def test_rules_are_published_within_sense_and_from_the_version_seen(world: World) -> None:
    work = world.work("officer")
    with pytest.raises(Invalid):
        vetting.publish_confirmation(work, 0, required=True, version=0)
    with pytest.raises(Invalid):
        vetting.open_door(work, date(2026, 3, 1), 0)
    vetting.publish_confirmation(work, 6, required=True, version=0)
    with pytest.raises(StaleWrite):
        vetting.close_door(work, 99)
    one = records.open_record(work, world.facts.experts["ZJ0001"])
    assert [reason.code for reason in one.refusals] == ["expert.not_confirmed"]


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_vets(world: World, nobody: Work, link: str, role: Role) -> None:
    registrations.apply(nobody, link, HAN)
    with pytest.raises(NotAllowed):
        vetting.list_applications(world.work(role))
    with pytest.raises(NotAllowed):
        vetting.open_door(world.work(role), None, 1)


def test_a_bureau_vets_only_its_own(world: World, nobody: Work, link: str) -> None:
    registrations.apply(nobody, link, HAN)
    with pytest.raises(NotFound):
        vetting.open_application(world.work("neighbour"), waiting(world).line.id)
    assert vetting.list_applications(world.work("neighbour")) == ()
