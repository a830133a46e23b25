"""Two rows that are one organisation: everything follows the merge, and nothing frozen moves."""

from datetime import date

import pytest
from sqlalchemy import select

from integration.concluded import concluded_case
from integration.tables import table
from integration.world import World
from reviewhub.db.models import Conclusion, Employment, Organization, OrganizationMerge, Project
from reviewhub.db.queries.pool.merges import pointers
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite
from reviewhub.domain.policy import Role
from reviewhub.services import audit
from reviewhub.services.listing import Asked
from reviewhub.services.pool import experts, merges, organizations, register
from reviewhub.services.pool.merges import Pair
from reviewhub.services.pool.register import Corrected


@pytest.fixture
def twin(world: World) -> int:
    """A second row for 春城大学, where one expert works and a unit's name stands."""
    header = ("专家编号", "姓名", "专家类别", "工作单位", "曾任职单位", "离任时间")
    rows = [
        ("N1", "韩一", "业务", "春城大学（有限责任公司）", "", ""),
        ("ZJ0002", "赵明敏", "业务", "春城大学", "春城大学（有限责任公司）", "2024-05"),
    ]
    experts.import_experts(world.work("officer"), table(header, *rows))
    with world.reading() as session:
        named = select(Organization.id).where(Organization.name == "春城大学（有限责任公司）")
        return session.execute(named).scalar_one()


def winner(world: World) -> int:
    return world.facts.organizations["春城大学"]


def pair(world: World, one: int, other: int) -> Pair:
    seen = merges.preview_merge(world.work("officer"), one, other)
    return Pair(one, other, seen.winner.version, seen.loser.version)


def merge(world: World, one: int, other: int, reason: str = "写法不同") -> None:
    merges.merge(world.work("officer"), pair(world, one, other), reason)


def test_every_foreign_key_to_an_organisation_is_followed() -> None:
    found = {(model.__tablename__, attribute) for model, attribute in pointers()}
    assert found >= {
        ("projects", "unit_id"),
        ("projects", "department_id"),
        ("employments", "organization_id"),
        ("organizations", "parent_id"),
        ("commissions", "agency_id"),
        ("assignments", "agency_id"),
        ("accounts", "agency_id"),
    }
    assert "organization_merges" not in {table for table, _ in found}


def test_names_alike_are_suggested_and_a_dry_run_counts_what_would_move(world: World, twin: int) -> None:
    groups = merges.suggest_merges(world.work("officer"))
    assert [[one.id for one in group] for group in groups] == [[winner(world), twin]]
    seen = merges.preview_merge(world.work("officer"), winner(world), twin)
    assert (dict(seen.moved), seen.names, seen.problems) == (
        {"employments": 2},
        ("春城大学（有限责任公司）",),
        (),
    )


def test_a_merge_moves_everything_in_one_act_and_the_ledger_still_fits(world: World, twin: int) -> None:
    merge(world, winner(world), twin)
    with world.reading() as session:
        left = session.execute(select(Employment).where(Employment.organization_id == twin)).all()
        gone = session.get_one(Organization, twin)
        row = session.execute(select(OrganizationMerge)).scalar_one()
    assert (left, gone.is_employer, row.moved) == ([], False, {"employments": 2})
    assert audit.verify_ledger(world.work("auditor")).faults == ()
    assert merges.suggest_merges(world.work("officer")) == ()


def test_an_old_id_and_an_old_name_lead_to_the_one_that_stands(world: World, twin: int) -> None:
    merge(world, winner(world), twin)
    assert register.resolve(world.work("officer"), twin) == winner(world)
    with pytest.raises(NotFound):
        register.open_organization(world.work("officer"), twin)
    row = ("N2", "李二", "业务", "春城大学（有限责任公司）")
    done = experts.import_experts(
        world.work("officer"), table(("专家编号", "姓名", "专家类别", "工作单位"), row)
    )
    assert done.added
    page = register.open_organization(world.work("officer"), winner(world))
    assert {one.code for one in page.people} == {"ZJ0002", "N1", "N2"}
    assert [one.reason for one in page.merges] == ["写法不同"]


def test_projects_and_conclusions_stand_as_they_were_frozen(world: World) -> None:
    concluded_case(world)
    units = world.facts.organizations
    merge(world, units["水务局"], units["规划建设局"], "机构改革")
    with world.reading() as session:
        left = session.execute(select(Project).where(Project.unit_id == units["规划建设局"])).all()
        frozen = session.execute(select(Conclusion.snapshot)).scalar_one()
    verified = audit.verify_conclusions(world.work("auditor"))
    assert (left, verified.checked, verified.faults) == ([], 1, ())
    assert "水务局" not in str(frozen)


def test_a_merge_of_merges_leads_to_the_last(world: World, twin: int) -> None:
    merge(world, winner(world), twin)
    last = world.facts.organizations["云岭财经大学"]
    merge(world, last, winner(world), "并校")
    assert register.resolve(world.work("officer"), twin) == last
    page = register.open_organization(world.work("officer"), last)
    assert page.line.former_names == ("春城大学", "春城大学（有限责任公司）")


def test_two_credit_codes_are_two_organisations(world: World, twin: int) -> None:
    work = world.work("officer")
    for one, code in ((winner(world), "91350100M000100Y43"), (twin, "914403001922038216")):
        line = register.open_organization(work, one).line
        register.save_organization(work, one, Corrected(line.name, "", code, "", ""), line.version)
    with pytest.raises(Invalid) as refused:
        merge(world, winner(world), twin)
    assert [one.code for one in refused.value.problems] == ["organization.other_credit_code"]


def test_a_merge_needs_a_reason_two_rows_and_the_versions_that_were_seen(world: World, twin: int) -> None:
    with pytest.raises(Invalid):
        merge(world, winner(world), twin, "")
    with pytest.raises(Invalid):
        merge(world, twin, twin)
    with pytest.raises(StaleWrite):
        merges.merge(world.work("officer"), Pair(winner(world), twin, 99, 99), "写法不同")


def test_an_import_of_agencies_knows_a_merged_name(world: World) -> None:
    agencies = world.facts.agencies
    merge(world, agencies["agency1"], agencies["agency2"], "合并设立")
    sent = table(("机构名称",), ("云信会计师事务所",))
    seen = organizations.preview_agencies(world.work("officer"), sent)
    assert (seen.writes, seen.problems) == (0, ())
    listed = organizations.list_agencies(world.work("officer"), Asked()).items
    assert [one.name for one in listed] == ["滇衡会计师事务所"]


def test_a_correction_keeps_the_former_name_and_refuses_what_another_bears(world: World, twin: int) -> None:
    work = world.work("officer")
    line = register.open_organization(work, twin).line
    wrong = Corrected("春城大学", "", "91350100M000100Y44", "", "没有的局")
    with pytest.raises(Invalid) as refused:
        register.save_organization(work, twin, wrong, line.version)
    assert [(one.path, one.code) for one in refused.value.problems] == [
        ("credit_code", "agency.credit_code_wrong"),
        ("name", "organization.taken"),
        ("parent", "organization.no_such_name"),
    ]
    right = Corrected("春城大学公司", "企业", "91350100-m000100y43", "", "春城大学")
    register.save_organization(work, twin, right, line.version)
    page = register.open_organization(work, twin)
    assert (page.line.former_names, page.line.credit_code) == (
        ("春城大学（有限责任公司）",),
        "91350100M000100Y43",
    )
    above = register.open_organization(work, winner(world))
    assert [one.id for one in above.children] == [twin]
    down = Corrected("春城大学", "", "", "", "春城大学公司")
    with pytest.raises(Invalid):
        register.save_organization(work, winner(world), down, above.line.version)


def test_people_are_listed_where_they_work_with_dates(world: World, twin: int) -> None:
    people = register.open_organization(world.work("officer"), twin).people
    assert [(one.code, one.current, one.until) for one in people] == [
        ("N1", True, None),
        ("ZJ0002", False, date(2024, 5, 1)),
    ]


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_sees_the_register_of_organisations(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        register.list_organizations(world.work(role), Asked())
    with pytest.raises(NotAllowed):
        merges.suggest_merges(world.work(role))


def test_another_bureau_finds_none_of_them(world: World) -> None:
    with pytest.raises(NotFound):
        register.open_organization(world.work("neighbour"), winner(world))
