"""The unit of work: all or nothing, one act a transaction, a chain that grows."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from integration.world import BUREAU, Clock, World
from reviewhub.db.base import place_of, row_digest
from reviewhub.db.models import Account, Bureau, Campaign, Entry, EntryRow, Organization, Project
from reviewhub.domain.errors import StaleWrite
from reviewhub.domain.ledger import GENESIS, LedgerEntry
from reviewhub.services.work import Work, require_version

WATER = "水务局"
RIVER = "宝象河水环境整治"


@pytest.fixture
def work(world: World) -> Work:
    """The officer's unit of work."""
    return world.work("officer")


def entries(world: World) -> list[Entry]:
    with world.reading() as session:
        statement = select(Entry).where(Entry.bureau_id == world.facts.bureau).order_by(Entry.number)
        return list(session.execute(statement).scalars())


def rename(session: Session, world: World, name: str) -> Organization:
    unit = session.get_one(Organization, world.facts.organizations[WATER])
    unit.name = name
    return unit


def test_a_service_cannot_call_a_service(work: Work) -> None:
    with work.transaction(), pytest.raises(RuntimeError, match="a service called a service"), work.reading():
        pass


def test_a_transaction_cannot_be_opened_while_reading(work: Work) -> None:
    with work.reading(), pytest.raises(RuntimeError, match="a service"), work.transaction():
        pass


def test_a_unit_of_work_can_be_used_again_after_an_error(work: Work) -> None:
    with pytest.raises(ValueError, match="broken"), work.transaction():
        raise ValueError("broken")
    with work.reading() as session:
        assert session.execute(select(func.count(Project.id))).scalar_one() == 6


def test_a_changed_row_without_an_act_is_refused_and_rolled_back(work: Work, world: World) -> None:
    with (
        pytest.raises(RuntimeError, match=r"organizations:\d+ changed without an act"),
        work.transaction() as session,
    ):
        rename(session, world, "滇池水务局")
    with work.reading() as session:
        assert session.get_one(Organization, world.facts.organizations[WATER]).name == WATER


def test_a_new_row_without_an_act_is_refused(work: Work) -> None:
    with pytest.raises(RuntimeError, match="without an act"), work.transaction() as session:
        session.add(Organization(name="新单位"))


def test_a_transaction_that_changes_nothing_needs_no_act(work: Work, world: World) -> None:
    before = len(entries(world))
    with work.transaction() as session:
        rename(session, world, WATER)
    assert len(entries(world)) == before


def test_a_column_that_is_not_audited_needs_no_act(world: World) -> None:
    work = world.parts.work(None)
    with work.transaction() as session:
        session.get_one(Account, world.actor("officer").account).failed_attempts = 3
    with work.reading() as session:
        assert session.get_one(Account, world.actor("officer").account).failed_attempts == 3


def act_twice(work: Work) -> None:
    with work.transaction():
        work.record("first", "projects")
        work.record("second", "projects")


def test_one_transaction_is_one_act(work: Work) -> None:
    with pytest.raises(RuntimeError, match="one transaction is one act"):
        act_twice(work)


def break_off(work: Work, world: World) -> None:
    with work.transaction() as session:
        rename(session, world, "滇池水务局")
        work.record("rename", "organizations")
        session.flush()
        raise ValueError("broken")


def test_an_error_leaves_neither_rows_nor_entries(work: Work, world: World) -> None:
    before = len(entries(world))
    with pytest.raises(ValueError, match="broken"):
        break_off(work, world)
    with work.reading() as session:
        assert session.get_one(Organization, world.facts.organizations[WATER]).name == WATER
    assert len(entries(world)) == before


def test_an_act_of_a_transaction_that_failed_is_forgotten(work: Work, world: World) -> None:
    before = len(entries(world))
    with pytest.raises(ValueError, match="broken"):
        break_off(work, world)
    with work.transaction():
        pass
    assert len(entries(world)) == before


def test_an_entry_says_who_did_what_to_which_row_and_when(work: Work, world: World, clock: Clock) -> None:
    clock.move(hours=3)
    with work.transaction() as session:
        unit = rename(session, world, "滇池水务局")
        work.record("rename", unit, reason="机构改革")
    last = entries(world)[-1]
    assert (last.actor, last.act, last.subject, last.data, last.at) == (
        f"account:{world.actor('officer').account}",
        "rename",
        place_of(unit),
        {"reason": "机构改革"},
        clock.now,
    )


def test_an_entry_digests_every_row_as_it_was_left(work: Work, world: World) -> None:
    with work.transaction() as session:
        unit = rename(session, world, "滇池水务局")
        project = session.get_one(Project, world.facts.projects[RIVER])
        project.asked = Decimal("15805600.01")
        work.record("rename", unit)
    with work.reading() as session:
        recorded = session.execute(
            select(EntryRow.place, EntryRow.digest).where(EntryRow.entry_id == entries_last_id(session))
        ).all()
        standing = [session.get_one(Organization, unit.id), session.get_one(Project, project.id)]
    assert dict(recorded) == {place_of(row): row_digest(row) for row in standing}


def entries_last_id(session: Session) -> int:
    return session.execute(select(func.max(Entry.id))).scalar_one()


def test_each_entry_takes_hold_of_the_one_before(work: Work, world: World) -> None:
    for number in range(3):
        with work.transaction() as session:
            work.record("rename", rename(session, world, f"水务局{number}"))
    chain = entries(world)
    assert [one.number for one in chain] == list(range(1, len(chain) + 1))
    assert [one.previous for one in chain] == [GENESIS, *(one.digest for one in chain[:-1])]


def test_a_stored_entry_digests_to_its_own_digest(work: Work, world: World) -> None:
    with work.transaction() as session:
        work.record("rename", rename(session, world, "滇池水务局"))
    last = entries(world)[-1]
    with work.reading() as session:
        rows = session.execute(select(EntryRow.place, EntryRow.digest).where(EntryRow.entry_id == last.id))
        entry = LedgerEntry(
            number=last.number,
            at=last.at.isoformat(),
            actor=last.actor,
            act=last.act,
            subject=last.subject,
            data=last.data,
            rows=dict(rows.all()),
            previous=last.previous,
        )
    assert entry.digest() == last.digest
    assert replace(entry, act="approve").digest() != last.digest


def test_each_bureau_has_a_chain_of_its_own(world: World) -> None:
    before = len(entries(world))
    beside = world.work("neighbour")
    with beside.transaction() as session:
        session.execute(select(Organization)).scalar_one().name = "滇池水利局"
        beside.record("rename", "organizations")
    with beside.reading() as session:
        numbers = session.execute(
            select(Entry.number).where(Entry.bureau_id == world.facts.neighbour).order_by(Entry.number)
        ).scalars()
        assert list(numbers) == [1, 2]
    assert len(entries(world)) == before


def write_back(work: Work, mine: Campaign) -> None:
    with work.transaction() as session:
        session.add(mine)
        mine.name = "我的名称"
        work.record("rename", mine)


def test_who_wrote_second_is_told_and_what_the_first_wrote_stays(work: Work, world: World) -> None:
    campaign = world.new_campaign()
    with work.reading() as session:
        mine = session.get_one(Campaign, campaign)
    with work.transaction() as session:
        session.get_one(Campaign, campaign).name = "别人的名称"
        work.record("rename", "campaigns")
    with pytest.raises(StaleWrite):
        write_back(work, mine)
    with work.reading() as session:
        assert session.get_one(Campaign, campaign).name == "别人的名称"


def test_writers_at_the_same_time_make_one_chain_without_a_gap(world: World) -> None:
    before = len(entries(world))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: add_unit(world.work("officer"), f"单位{number}"), range(12)))
    chain = entries(world)[before:]
    assert [one.number for one in chain] == list(range(before + 1, before + 13))
    assert [one.previous for one in chain[1:]] == [one.digest for one in chain[:-1]]


def test_a_write_from_an_older_version_names_both_versions(work: Work, world: World) -> None:
    campaign = world.new_campaign()
    with work.reading() as session:
        row = session.get_one(Campaign, campaign)
    with pytest.raises(StaleWrite) as refused:
        require_version(row, row.version - 1)
    assert dict(refused.value.values) == {"current": 1, "given": 0}


def add_unit(work: Work, name: str) -> None:
    with work.transaction() as session:
        session.add(Organization(name=name))
        work.record("create", "organizations")


def test_two_rows_with_one_name_are_a_stale_write_and_not_a_crash(work: Work) -> None:
    with pytest.raises(StaleWrite):
        add_unit(work, WATER)


def test_a_page_that_reads_does_not_wait_for_one_that_writes(work: Work, world: World) -> None:
    with work.transaction() as session:
        rename(session, world, "滇池水务局")
        work.record("rename", "organizations")
        session.flush()
        with world.reading() as beside:
            seen = beside.get_one(Organization, world.facts.organizations[WATER]).name
    assert seen == WATER


def test_the_ledger_of_nobody_takes_acts_without_a_bureau(nobody: Work) -> None:
    with nobody.transaction() as session:
        session.add(Bureau(name=BUREAU))
        nobody.record("set_up", "bureaus")
    with nobody.reading() as session:
        entry = session.execute(select(Entry)).scalar_one()
    assert (entry.bureau_id, entry.number, entry.actor) == (None, 1, "nobody")
