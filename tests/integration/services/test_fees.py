"""Fee details: encrypted at rest, read one at a time, each reading in the ledger without what was read."""

import pytest
from sqlalchemy import select, update

from integration.world import World
from reviewhub.db.models import Entry, FeeDetails
from reviewhub.domain.errors import NotAllowed, NotFound, Unavailable
from reviewhub.domain.experts.fee import Fees
from reviewhub.domain.policy import Role
from reviewhub.services import audit
from reviewhub.services.pool import fees
from reviewhub.services.pool.vault import Vault

KEY, NEWER = bytes(32), bytes(range(32))
OPEN = Vault((KEY,))
PAID = Fees("中国银行春城支行", "6217000012345678", "11010519491231002X")


@pytest.fixture
def expert(world: World) -> int:
    return world.facts.experts["ZJ0001"]


@pytest.fixture
def kept(world: World, expert: int) -> None:
    fees.write_own_fees(world.work("zj0001"), PAID, OPEN)


def test_what_is_stored_and_what_the_ledger_keeps_tell_nothing(world: World, expert: int, kept: None) -> None:
    assert fees.read_fees(world.work("officer"), expert, OPEN) == PAID
    with world.reading() as session:
        stored = session.execute(select(FeeDetails.sealed)).scalar_one()
        entries = session.execute(select(Entry.act, Entry.subject, Entry.data).order_by(Entry.id)).all()
    assert [(act, subject) for act, subject, _ in entries[-2:]] == [
        ("write_fees", f"experts:{expert}"),
        ("read_fees", f"experts:{expert}"),
    ]
    assert not any(secret in f"{stored}{entries}" for secret in ("6217", "5678", "1101", "银行"))
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_the_same_details_twice_are_two_texts(world: World, expert: int) -> None:
    assert OPEN.seal(PAID, "1/1")[1] != OPEN.seal(PAID, "1/1")[1]


def test_the_owner_sees_only_the_last_four(world: World, kept: None) -> None:
    assert fees.own_fees(world.work("zj0001"), OPEN) == PAID.hidden()
    assert fees.own_fees(world.work("zj0002"), OPEN) is None


def test_without_a_key_nothing_is_stored_or_read_and_the_page_can_say_so(
    world: World, expert: int, kept: None
) -> None:
    closed = Vault(())
    with pytest.raises(Unavailable, match=r"fee\.no_key"):
        fees.write_own_fees(world.work("zj0001"), PAID, closed)
    with pytest.raises(Unavailable, match=r"fee\.no_key"):
        fees.read_fees(world.work("officer"), expert, closed)
    page = fees.fee_page(world.work("officer"), expert, closed)
    assert (page.stored, page.can_store) == (True, False)


def test_a_replaced_key_still_reads_and_a_lost_one_is_named(world: World, expert: int, kept: None) -> None:
    officer = world.work("officer")
    assert fees.read_fees(officer, expert, Vault((NEWER, KEY))) == PAID
    with pytest.raises(Unavailable, match=r"fee\.other_key"):
        fees.read_fees(world.work("officer"), expert, Vault((NEWER,)))
    fees.write_fees(world.work("officer"), expert, PAID, Vault((NEWER, KEY)))
    assert fees.read_fees(world.work("officer"), expert, Vault((NEWER,))) == PAID


@pytest.mark.parametrize("damage", ["", "AAAA", "no base64!", None])
def test_a_changed_text_or_one_that_was_moved_to_somebody_else_is_refused(
    world: World, expert: int, kept: None, damage: str | None
) -> None:
    sealed = OPEN.seal(PAID, "1/99999")[1] if damage is None else damage
    with world.parts.engine.begin() as connection:
        connection.execute(update(FeeDetails).values(sealed=sealed))
    with pytest.raises(Unavailable, match=r"fee\.damaged"):
        fees.read_fees(world.work("officer"), expert, OPEN)


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR, Role.OPERATOR])
def test_nobody_but_an_officer_reads_the_fees_of_others(world: World, expert: int, role: Role) -> None:
    with pytest.raises(NotAllowed):
        fees.read_fees(world.work(role), expert, OPEN)


def test_another_bureau_and_a_person_without_details_have_none_to_read(world: World, expert: int) -> None:
    with pytest.raises(NotFound):
        fees.read_fees(world.work("neighbour"), expert, OPEN)
    with pytest.raises(NotFound):
        fees.read_fees(world.work("officer"), expert, OPEN)
