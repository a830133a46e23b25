"""Packs on request: asked for, made in the background, and had only by whom names are shown to."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from integration.concluded import concluded_case, small_case
from integration.visitor import Visitor
from integration.world import Clock, World
from reviewhub.domain.errors import NotFound, WrongState
from reviewhub.domain.policy import Role
from reviewhub.edge.packing.verifying import verify_pack
from reviewhub.jobs.sweep import sweep
from reviewhub.services.packing import fulfilling, packs
from reviewhub.services.packing.gathering import Wanted, gather

SignIn = Callable[[str | Role], Visitor]
NAMED, CODED = Wanted(task=1), Wanted(task=1, anonymised=True)


def ask(world: World, wanted: Wanted, who: str | Role = "officer") -> int:
    return packs.ask_for_pack(world.work(who), wanted, "", ())


def test_a_pack_is_made_in_the_background_and_verifies_without_the_database(world: World) -> None:
    concluded_case(world)
    number = ask(world, NAMED)
    (waiting,) = packs.packs_page(world.work("officer"), 1).lines
    assert (waiting.is_open, waiting.total) == (True, 0)
    sweep(world.parts)
    (ready,) = packs.packs_page(world.work("officer"), 1).lines
    assert (ready.is_open, ready.done, ready.total) == (False, 3, 3)
    made = packs.pack_file(world.work("auditor"), number)
    verified = verify_pack(world.parts, made.data)
    assert (verified.faults, len(verified.conclusions)) == ((), 1)
    assert ready.size == len(made.data)


def test_names_are_for_who_may_know_whose_scores_they_are(world: World) -> None:
    concluded_case(world)
    ask(world, NAMED)
    coded = ask(world, CODED, Role.LEADER)
    with pytest.raises(NotFound):
        ask(world, NAMED, Role.LEADER)
    sweep(world.parts)
    assert [one.anonymised for one in packs.packs_page(world.work(Role.LEADER), 1).lines] == [True]
    with pytest.raises(NotFound):
        packs.pack_file(world.work(Role.LEADER), coded - 1)
    raw = gather(world.work(Role.LEADER), CODED)
    assert {one.name + one.employer + one.title for one in raw.tasks[0].people} == {""}


def test_nothing_is_packed_before_a_conclusion(world: World) -> None:
    small_case(world)
    with pytest.raises(WrongState, match=r"pack\.nothing_concluded"):
        ask(world, NAMED)


def test_the_same_wish_is_not_doubled_and_one_maker_at_a_time_holds_it(world: World, clock: Clock) -> None:
    concluded_case(world)
    number = ask(world, NAMED)
    assert ask(world, NAMED) == number
    work = world.work("officer")
    assert fulfilling.claim_pack(work, number) is not None
    assert fulfilling.claim_pack(work, number) is None
    assert fulfilling.due_packs(work) == ()
    clock.now += timedelta(minutes=11)
    assert fulfilling.due_packs(work) == (number,)


def test_a_look_that_is_gone_when_the_pack_is_made_is_said(world: World) -> None:
    concluded_case(world)
    packs.ask_for_pack(world.work("officer"), NAMED, "某省", ["某省"])
    sweep(world.parts)
    (line,) = packs.packs_page(world.work("officer"), 1).lines
    assert (line.failure, line.is_open) == ("pack.look_gone", False)


def test_the_page_asks_shows_and_hands_out(world: World, client_for: SignIn) -> None:
    concluded_case(world)
    browser = client_for("officer")
    assert "整个批次" in browser.get("/campaigns/1/packs?task=1").text
    browser.send("/campaigns/1/packs", task="0", anonymised="1")
    assert 'http-equiv="refresh"' in browser.get("/campaigns/1/packs").text
    sweep(world.parts)
    page = browser.get("/campaigns/1/packs").text
    assert "/packs/1.zip" in page
    assert 'http-equiv="refresh"' not in page
    assert browser.get("/packs/1.zip").mimetype == "application/zip"
    assert client_for(Role.EXPERT).get("/packs/1.zip").status_code in {403, 404}
