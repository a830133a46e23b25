"""One organisation is one row, whatever tables call it: agency, employer, unit, under old names and new."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from integration.tables import CREDIT_CODE, OTHER_CREDIT_CODE, reference, table
from integration.world import AGENCIES, World
from reviewhub.db.models import Organization
from reviewhub.domain.errors import Invalid, NotAllowed
from reviewhub.domain.policy import Role
from reviewhub.services import audit
from reviewhub.services.listing import Asked
from reviewhub.services.pool import organizations
from reviewhub.services.pool.importing import Change, Preview

Statements = Callable[[], AbstractContextManager[list[str]]]
HEADER = ("机构名称", "统一社会信用代码", "资质", "联系人", "联系电话")
FIRM = ("春城绩效咨询有限公司", CREDIT_CODE, "甲级", "李四", "0871-1")


def bring(world: World, *rows: tuple[object, ...]) -> Preview:
    return organizations.import_agencies(world.work("officer"), table(HEADER, *rows))


def named(world: World, name: str) -> Organization:
    with world.reading() as session:
        return session.execute(select(Organization).where(Organization.name == name)).scalar_one()


def test_a_list_of_commissions_is_a_list_of_agencies(world: World) -> None:
    done = organizations.import_agencies(world.work("officer"), reference("key_evaluation.csv"))
    assert [one.name for one in done.added] == ["云岭财经大学绩效评价中心"]
    assert (done.changed, done.unchanged, len(done.skipped)) == ((), len(AGENCIES), 15)


def test_the_same_list_twice_writes_nothing(world: World) -> None:
    bring(world, FIRM)
    before = audit.verify_ledger(world.work("auditor"))
    assert (bring(world, FIRM).writes, audit.verify_ledger(world.work("auditor"))) == (0, before)
    assert before.faults == ()


def test_an_employer_becomes_an_agency_and_stays_an_employer(world: World) -> None:
    done = bring(world, ("春城大学", "", "", "", ""))
    assert [one.changes for one in done.changed] == [(Change("is_agency", old=False, new=True),)]
    university = named(world, "春城大学")
    assert (university.id, university.is_employer) == (world.facts.organizations["春城大学"], True)


def test_a_credit_code_finds_the_agency_under_its_new_name(world: World) -> None:
    bring(world, FIRM)
    first = named(world, FIRM[0]).id
    done = bring(world, ("春城绩效集团", *FIRM[1:]))
    assert [one.changes for one in done.changed] == [(Change("name", FIRM[0], "春城绩效集团"),)]
    renamed = named(world, "春城绩效集团")
    assert (renamed.id, renamed.former_names) == (first, [FIRM[0]])


def test_a_former_name_means_the_agency_that_bore_it(world: World) -> None:
    bring(world, FIRM)
    bring(world, ("春城绩效集团", *FIRM[1:]))
    again = bring(world, (FIRM[0], "", *FIRM[2:]))
    assert (again.writes, again.unchanged) == (0, 1)


def test_a_blank_credit_code_does_not_take_one_away(world: World) -> None:
    bring(world, FIRM)
    bring(world, (FIRM[0], "", *FIRM[2:]))
    assert named(world, FIRM[0]).credit_code == CREDIT_CODE


def test_another_credit_code_under_the_same_name_is_a_problem(world: World) -> None:
    bring(world, FIRM)
    with pytest.raises(Invalid) as refused:
        bring(world, (FIRM[0], OTHER_CREDIT_CODE, *FIRM[2:]))
    assert [(one.path, one.code) for one in refused.value.problems] == [
        ("row 2 / 统一社会信用代码", "agency.other_credit_code")
    ]


def test_an_agency_cannot_take_the_name_of_another_organisation(world: World) -> None:
    bring(world, FIRM)
    with pytest.raises(Invalid) as refused:
        bring(world, ("春城大学", *FIRM[1:]))
    assert [one.code for one in refused.value.problems] == ["organization.two_matches"]


def test_a_wrong_credit_code_stops_the_import(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        bring(world, ("甲所", CREDIT_CODE[:-1] + "0", "", "", ""))
    assert [one.code for one in refused.value.problems] == ["agency.credit_code_wrong"]


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_imports_and_lists_agencies(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        organizations.list_agencies(world.work(role), Asked())
    with pytest.raises(NotAllowed):
        organizations.import_agencies(world.work(role), table(HEADER, FIRM))


def test_the_list_holds_agencies_only_and_searches_them(world: World) -> None:
    bring(world, FIRM)
    everything = organizations.list_agencies(world.work("officer"), Asked(sort="name"))
    assert {one.name for one in everything.items} == {*AGENCIES.values(), FIRM[0]}
    found = organizations.list_agencies(world.work("officer"), Asked({"q": CREDIT_CODE.lower()}))
    assert [(one.name, one.contact, one.commissions) for one in found.items] == [(FIRM[0], "李四", 0)]


def test_a_list_asks_as_often_for_three_rows_as_for_one(world: World, count_statements: Statements) -> None:
    bring(world, FIRM)
    sent = []
    for filters in ({"q": FIRM[0]}, {}):
        with count_statements() as statements:
            listing = organizations.list_agencies(world.work("officer"), Asked(filters))
        sent.append((listing.total, len(statements)))
    assert [total for total, _ in sent] == [1, 3]
    assert sent[0][1] == sent[1][1]
