"""One's own record: small facts at once, the register by proposal, confirmed once a year."""

from dataclasses import replace
from datetime import date

import pytest

from integration.world import World
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.experts.profile import Profile
from reviewhub.domain.policy import Role
from reviewhub.services import audit
from reviewhub.services.pool import corrections, own_record, records
from reviewhub.services.pool.own_record import OwnPage, Wanted

MOVED = Wanted(title="教授", employer="春城大学", left=date(2026, 2, 1), specialities=("K0101",))


def own(world: World) -> OwnPage:
    return own_record.open_own(world.work("zj0001"))


def decide(world: World, *, take: bool, reason: str = "") -> None:
    (line,) = corrections.open_corrections(world.work("officer"))
    corrections.decide_correction(
        world.work("officer"), line.id, take=take, reason=reason, version=line.version
    )


def test_small_facts_change_at_once_and_vetted_ones_stay(world: World) -> None:
    wanted = Profile(phone="13800138000", certificate="假", specialities=("K0101",), available=False)
    own_record.save_own(world.work("zj0001"), wanted, own(world).record.register.version)
    page = records.open_record(world.work("officer"), world.facts.experts["ZJ0001"])
    assert page.profile == replace(wanted, certificate="", specialities=())
    assert [one.code for one in page.refusals] == ["expert.not_available"]


def test_a_change_from_an_older_page_is_refused(world: World) -> None:
    version = own(world).record.register.version
    own_record.save_own(world.work("zj0001"), Profile(region="昆明"), version)
    with pytest.raises(StaleWrite):
        own_record.save_own(world.work("zj0001"), Profile(region="曲靖"), version)


def test_a_confirmation_holds_for_a_year(world: World) -> None:
    assert own(world).record.due
    own_record.confirm_own(world.work("zj0001"))
    assert not own(world).record.due
    world.parts.now.move(days=364)  # type: ignore[attr-defined]  # the tests' clock
    assert not own(world).record.due
    world.parts.now.move(days=1)  # type: ignore[attr-defined]  # the tests' clock
    assert own(world).record.due
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_a_proposal_changes_nothing_until_it_is_taken_over(world: World) -> None:
    own_record.propose(world.work("zj0001"), MOVED)
    assert own(world).record.employer == "云岭财政科学研究所"
    decide(world, take=True)
    page = own(world)
    assert (page.record.employer, page.record.register.title) == ("春城大学", "教授")
    assert page.record.profile.specialities == ("K0101",)
    assert [(one.name, one.until) for one in page.record.posts if not one.current] == [
        ("云岭财政科学研究所", date(2026, 2, 1))
    ]
    assert [one.state for one in page.corrections] == ["taken"]
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_a_newer_proposal_replaces_one_that_nobody_decided(world: World) -> None:
    own_record.propose(world.work("zj0001"), MOVED)
    own_record.propose(world.work("zj0001"), Wanted(title="研究员"))
    assert [one.facts for one in own(world).corrections] == [{"title": "研究员"}]


def test_a_refusal_needs_a_reason_which_the_expert_reads_and_stays(world: World) -> None:
    own_record.propose(world.work("zj0001"), MOVED)
    with pytest.raises(Invalid):
        decide(world, take=False)
    decide(world, take=False, reason="请附聘书")
    line = own(world).corrections[0]
    assert (line.state, line.reason, own(world).record.register.title) == ("refused", "请附聘书", "副高级")
    with pytest.raises(WrongState):
        corrections.decide_correction(
            world.work("officer"), line.id, take=True, reason="", version=line.version
        )


@pytest.mark.parametrize(
    ("proposal", "path"), [(Wanted(), "employer"), (Wanted(specialities=("炼金",)), "specialities")]
)
def test_a_proposal_of_nothing_or_of_an_unknown_speciality_is_refused(
    world: World, proposal: Wanted, path: str
) -> None:
    with pytest.raises(Invalid) as refused:
        own_record.propose(world.work("zj0001"), proposal)
    assert [one.path for one in refused.value.problems] == [path]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY, Role.LEADER, Role.AUDITOR, Role.OPERATOR])
def test_only_an_expert_has_an_own_record(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        own_record.open_own(world.work(role))


def test_what_is_not_there_cannot_be_decided(world: World) -> None:
    with pytest.raises(NotFound):
        corrections.decide_correction(world.work("officer"), 999, take=True, reason="", version=1)
