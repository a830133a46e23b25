"""One expert's record: corrected from the version that was seen, moved along the lifecycle with a reason."""

from dataclasses import replace
from datetime import date

import pytest

from integration.tables import table
from integration.world import World
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.experts.eligibility import Absence
from reviewhub.domain.experts.profile import Profile
from reviewhub.domain.policy import Role
from reviewhub.services import audit
from reviewhub.services.listing import Asked
from reviewhub.services.pool import experts, records
from reviewhub.services.pool.records import Edited, Moved, RecordPage

FACTS = Profile(
    gender="女",
    region="昆明市",
    phone="13800138000",
    email="ma@example.cn",
    specialities=("K0101",),
    absences=(Absence(date(2026, 3, 1), date(2026, 3, 9)),),
)


def page(world: World, code: str = "ZJ0001") -> RecordPage:
    return records.open_record(world.work("officer"), world.facts.experts[code])


def edited(one: RecordPage) -> Edited:
    register = one.register
    return Edited(
        register.name,
        register.expert_class,
        register.title,
        register.fields,
        register.yearly_limit,
        one.employer,
        None,
        FACTS,
    )


def save(world: World, wanted: Edited, version: int) -> None:
    records.save_record(world.work("officer"), world.facts.experts["ZJ0001"], wanted, version)


def shift(world: World, moved: Moved) -> None:
    one = page(world)
    records.move_record(world.work("officer"), one.register.id, moved, one.register.version)


def listed(world: World, **filters: str) -> list[str]:
    return [one.code for one in experts.list_experts(world.work("officer"), Asked(filters)).items]


def test_a_record_is_corrected_as_a_whole_and_the_ledger_still_fits(world: World) -> None:
    before = page(world)
    save(world, edited(before), before.register.version)
    after = page(world)
    assert after.profile == FACTS
    assert [one.code for one in after.refusals] == ["expert.absent"]
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_facts_beside_the_register_make_an_older_page_stale_too(world: World) -> None:
    before = page(world)
    save(world, edited(before), before.register.version)
    with pytest.raises(StaleWrite):
        save(world, edited(before), before.register.version)


def test_a_new_employer_leaves_the_old_one_known_with_the_day(world: World) -> None:
    before = page(world)
    left = date(2026, 2, 28)
    save(world, replace(edited(before), employer="春城大学", left=left), before.register.version)
    posts = [(one.name, one.current, one.until) for one in page(world).posts]
    assert posts == [("云岭财政科学研究所", False, left), ("春城大学", True, None)]


def test_every_fault_of_a_correction_is_named_and_nothing_is_written(world: World) -> None:
    before = page(world)
    wrong = replace(edited(before), profile=replace(FACTS, phone="?", email="?", specialities=("X",)))
    with pytest.raises(Invalid) as refused:
        save(world, wrong, before.register.version)
    assert [one.path for one in refused.value.problems] == ["phone", "email", "specialities"]
    assert page(world).profile == Profile()


def test_a_suspension_ends_by_itself_and_keeps_its_reason(world: World) -> None:
    shift(world, Moved("suspend", "两次迟交", date(2026, 3, 31)))
    assert (listed(world, status="停用"), page(world).standing) == (["ZJ0001"], "停用")
    world.parts.now.move(days=30)  # type: ignore[attr-defined]  # the tests' clock
    one = page(world)
    assert (listed(world, status="停用"), one.standing, one.register.status) == ([], "在库", "停用")
    assert [(line.reason, line.by) for line in one.history] == [("两次迟交", "郑经办")]


def test_a_register_that_says_what_holds_today_changes_nothing(world: World) -> None:
    shift(world, Moved("suspend", "两次迟交", date(2026, 3, 3)))
    world.parts.now.move(days=5)  # type: ignore[attr-defined]  # the tests' clock
    row = ("ZJ0001", "马兰杰", "业务", "云岭财政科学研究所", "在库")
    sent = table(("专家编号", "姓名", "专家类别", "工作单位", "状态"), row)
    assert experts.preview_experts(world.work("officer"), sent).writes == 0


@pytest.mark.parametrize(
    ("moved", "kind"),
    [
        (Moved("suspend", ""), Invalid),
        (Moved("suspend", "迟", date(2026, 3, 1)), Invalid),
        (Moved("accept", ""), WrongState),
        (Moved("fly", "想"), WrongState),
    ],
)
def test_a_move_that_the_lifecycle_lacks_or_that_is_not_justified_is_refused(
    world: World, moved: Moved, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        shift(world, moved)


def test_who_leaves_comes_back_through_review(world: World) -> None:
    for act in ("leave", "readmit", "accept"):
        shift(world, Moved(act, "本人申请"))
    one = page(world)
    assert ([line.act for line in one.history], one.standing) == (["accept", "readmit", "leave"], "在库")


def test_the_register_brings_facts_and_a_blank_cell_takes_none_away(world: World) -> None:
    header = (
        "专家编号",
        "姓名",
        "专家类别",
        "工作单位",
        "性别",
        "地区",
        "手机",
        "电子邮箱",
        "专业代码",
        "状态",
    )
    row = (
        "N1",
        "韩一",
        "业务",
        "春城大学",
        "女",
        "昆明市",
        "13800138000",
        "han@example.cn",
        "审计、K0101",
        "停用",
    )
    experts.import_experts(world.work("officer"), table(header, row))
    experts.import_experts(world.work("officer"), table(header, (*row[:5], "", "", "", "K0101", "在库")))
    (line,) = experts.list_experts(world.work("officer"), Asked({"q": "N1"})).items
    one = records.open_record(world.work("officer"), line.id)
    assert (one.profile.region, one.profile.specialities) == ("昆明市", ("K0101",))
    assert [(was.act, was.was, was.status) for was in one.history] == [
        ("import", "停用", "在库"),
        ("import", "", "停用"),
    ]
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_a_register_with_unknown_specialities_or_contacts_is_refused_by_cell(world: World) -> None:
    header = ("专家编号", "姓名", "专家类别", "工作单位", "手机", "电子邮箱", "专业代码")
    row = ("N1", "韩一", "业务", "春城大学", "不详", "han", "炼金、审计")
    found = experts.preview_experts(world.work("officer"), table(header, row)).problems
    assert [one.path for one in found] == ["row 2 / 专业代码", "row 2 / 手机", "row 2 / 电子邮箱"]


def test_the_list_is_filtered_by_what_is_known_of_people(world: World) -> None:
    before = page(world)
    save(world, replace(edited(before), title="教授"), before.register.version)
    one = ["ZJ0001"]
    assert (
        listed(world, seniority="正高")
        == listed(world, region="昆明市")
        == listed(world, speciality="K")
        == one
    )
    assert listed(world, speciality="K01") == one
    assert listed(world, speciality="P") == listed(world, speciality="0101") == []
    assert len(listed(world, confirm="due")) == 9


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_opens_a_record(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        records.open_record(world.work(role), world.facts.experts["ZJ0001"])


def test_another_bureau_knows_nothing_of_an_expert(world: World) -> None:
    with pytest.raises(NotFound):
        records.open_record(world.work("neighbour"), world.facts.experts["ZJ0001"])
