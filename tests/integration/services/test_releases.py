"""Results leave the house by four hands, stay readable unchanged, and are corrected by a newer release."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from integration.concluded import SEVEN
from integration.released import (
    checked_and_out,
    concluded_pair,
    prepared,
    released_case,
    second_officer,
    version_of,
)
from integration.world import PASSWORD, World
from reviewhub.db.models import Entry, Notification
from reviewhub.db.queries.releasing.releases import released_lines, standing_lines
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.precondition import Chosen
from reviewhub.services import home
from reviewhub.services.conflicts.walls import declare_own_tie
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.outcome.preconditions import Noted, fulfil_precondition
from reviewhub.services.releasing import own, reading, reconsidering, releases, signing
from reviewhub.services.releasing.releases import NewRelease

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
WATER, TOILETS = "宝象河水环境整治", "公厕提升改造"
WHY = "职责划转文件漏传，请复核。"


def refused(act: Callable[[], object]) -> str:
    with pytest.raises((WrongState, NotAllowed, StaleWrite)) as error:
        act()
    return error.value.code


def projects_of(world: World, login: str) -> list[str]:
    return [one.result.project for one in own.own_results(world.work(login))]


def test_a_result_reaches_its_unit_by_four_hands_and_no_hand_twice(world: World) -> None:
    release = prepared(world, concluded_pair(world))
    officer, leader, second = (
        world.work("officer"),
        world.work("leader"),
        world.parts.work(second_officer(world)),
    )
    settings = world.parts.settings
    assert (
        refused(lambda: signing.sign_release(leader, release, 1, PASSWORD, settings)) == "state.no_such_move"
    )
    assert refused(lambda: releases.check_release(officer, release, 1)) == "release.another_person"
    assert [one.state for one in home.todo(second).releases] == ["prepared"]
    releases.check_release(second, release, 1)
    assert refused(lambda: releases.release_results(officer, release, 2)) == "state.no_such_move"
    assert refused(lambda: signing.sign_release(officer, release, 2, PASSWORD, settings)) == "not_allowed"
    assert [one.release for one in home.todo(leader).releases] == [release]
    signing.sign_release(leader, release, 2, PASSWORD, settings)
    assert projects_of(world, "unit1") == []
    assert releases.release_results(officer, release, 3) == 2
    assert [projects_of(world, login) for login in ("unit1", "unit2", "department1")] == [
        [WATER],
        [TOILETS],
        [],
    ]
    with world.reading() as session:
        statement = select(Entry.act).where(Entry.act.contains("release")).order_by(Entry.number)
        acts = session.execute(statement).scalars().all()
        told = session.execute(select(Notification.payload).where(Notification.purpose == "released"))
        assert [one["results"] for one in told.scalars()] == [1, 1]
    assert acts == ["prepare_release", "check_release", "sign_release", "release_results"]


@ON_SQLITE
def test_a_wrong_password_signs_nothing_and_counts_towards_the_lock(world: World) -> None:
    release = prepared(world, concluded_pair(world))
    releases.check_release(world.parts.work(second_officer(world)), release, 1)
    settings = world.parts.settings
    for _ in range(settings.lockout_attempts):
        with pytest.raises(Invalid) as error:
            signing.sign_release(world.work("leader"), release, 2, "not it", settings)
        assert error.value.problems[0].code == "release.wrong_password"
    with pytest.raises(Invalid):
        signing.sign_release(world.work("leader"), release, 2, PASSWORD, settings)
    assert reading.release_page(world.work("leader"), release).head.state == "checked"


@ON_SQLITE
def test_a_correction_stops_the_list_it_is_on_until_that_is_returned(world: World) -> None:
    campaign = concluded_pair(world)
    release, task = prepared(world, campaign), world.tasks(campaign)[WATER]
    conclusions.conclude(world.work("officer"), task, Concluding(standing=1, reason="金额笔误"))
    second = world.parts.work(second_officer(world))
    assert refused(lambda: releases.check_release(second, release, 1)) == "release.outdated"
    with pytest.raises(Invalid):
        releases.return_release(second, release, 1, "  ")
    releases.return_release(second, release, 1, "有更正")
    assert refused(lambda: releases.check_release(second, release, 2)) == "state.no_such_move"
    again = prepared(world, campaign)
    lines = reading.release_page(second, again).lines
    assert [(one.project, one.number) for one in lines] == [(TOILETS, 1), (WATER, 2)]


@ON_SQLITE
def test_a_conclusion_is_on_one_list_at_a_time(world: World) -> None:
    campaign = concluded_pair(world)
    chosen = [one.conclusion for one in reading.releases_of_campaign(world.work("officer"), campaign).ready]
    prepared(world, campaign)
    with pytest.raises(StaleWrite, match=r"release\.changed_since"):
        releases.prepare_release(world.work("officer"), campaign, NewRelease(chosen))
    with pytest.raises(Invalid):
        releases.prepare_release(world.work("officer"), campaign, NewRelease([]))


def test_a_reconsideration_leads_to_a_new_release_and_the_old_one_stays_as_it_was(world: World) -> None:
    campaign, _, line = released_case(world)
    officer, unit, task = world.work("officer"), world.work("unit1"), world.tasks(campaign)[WATER]
    before = own.own_result(unit, line)
    with pytest.raises(NotFound):
        reconsidering.ask_reconsideration(world.work("unit2"), line, WHY)
    asked = reconsidering.ask_reconsideration(unit, line, WHY)
    assert (
        refused(lambda: reconsidering.ask_reconsideration(unit, line, WHY)) == "reconsideration.already_asked"
    )
    assert [one.project for one in home.todo(officer).requests] == [WATER]
    reconsidering.answer_reconsideration(officer, asked, admitted=True, reason="同意")
    conclusions.conclude(officer, task, Concluding(standing=1, reason="按补交文件更正"))
    again = prepared(world, campaign)
    checked_and_out(world, again)
    with world.reading() as session:
        assert [one.number for one in released_lines(session, [task])] == [1, 2]
        newest = standing_lines(session, [task])[task].line
    old, new = own.own_result(unit, line), own.own_result(unit, newest)
    assert (old.conclusion, old.criteria) == (before.conclusion, before.criteria)
    assert (old.stands, new.stands) == (False, True)
    assert (new.conclusion.number, new.conclusion.reason) == (2, "按补交文件更正")
    assert (
        refused(lambda: reconsidering.ask_reconsideration(unit, line, WHY)) == "reconsideration.newer_result"
    )


@ON_SQLITE
def test_who_has_a_tie_to_a_unit_takes_no_step_of_its_list(world: World) -> None:
    campaign = concluded_pair(world)
    declare_own_tie(world.work("leader"), "水务局", "亲属任职")
    declare_own_tie(world.work("officer"), "水务局", "亲属任职")
    page = reading.releases_of_campaign(world.work("officer"), campaign)
    assert ([one.project for one in page.ready], page.kept_away) == ([TOILETS], 1)
    second = second_officer(world)
    ready = reading.releases_of_campaign(world.parts.work(second), campaign).ready
    new = NewRelease([one.conclusion for one in ready])
    assert refused(lambda: releases.prepare_release(world.work("officer"), campaign, new)) == "release.tied"
    release = releases.prepare_release(world.parts.work(second), campaign, new)
    assert refused(lambda: releases.check_release(world.work("officer"), release, 1)) == "release.tied"


@ON_SQLITE
def test_the_leader_s_page_adds_up_and_says_what_is_doubtful(world: World) -> None:
    release = prepared(world, concluded_pair(world))
    page = signing.signing_page(world.work(Role.LEADER), release)
    assert (page.total.lines, page.total.asked) == (2, page.total.amount + page.total.cut)
    assert sum(one.lines for one in page.grades) == sum(one.lines for one in page.actions) == 2
    assert page.rate == 0
    assert version_of(world, release) == page.head.version


@ON_SQLITE
def test_a_unit_follows_the_conditions_before_its_money_flows(world: World) -> None:
    campaign = world.open_campaign(projects=[WATER], template="special-bond-prior-assessment")
    world.accept_all(world.form_panel(campaign, SEVEN[:1]))
    task = world.tasks(campaign)[WATER]
    world.submit(SEVEN[0], task, P1_met="no", P1_reason="只有受理通知")
    kept = Chosen(kept=frozenset({"P1"}))
    conclusions.conclude(world.work("officer"), task, Concluding(standing=0, preconditions=kept))
    checked_and_out(world, prepared(world, campaign))
    unit = world.work("unit1")
    (result,) = own.own_results(unit)
    (line,) = own.own_result(unit, result.line).checklist
    assert (line.required.id, line.is_fulfilled) == ("P1", False)
    noted = Noted(0, world.parts.now().date(), "批复已到")
    fulfil_precondition(world.work("officer"), task, "P1", noted)
    assert own.own_result(unit, result.line).checklist[0].is_fulfilled
