"""Reconciliation from end to end: a wrong sum and a wrong grade stop acceptance until mended or explained."""

import pytest

from integration.claimed import scoring_table
from integration.world import World
from reviewhub.domain.commissioning.claiming.typed import TypedClaims
from reviewhub.domain.errors import Invalid, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind, ScoringTemplate
from reviewhub.services import audit
from reviewhub.services.commissioning import claims, commissions, offers
from reviewhub.services.commissioning.claims import ClaimsPage
from reviewhub.services.documents import open_document
from reviewhub.services.scoring import sheets
from uploads import pdf, xlsx

RIGHT = {"合计": "100", "评价等级": "优", "申报金额（万元）": "1,268.35", "核减金额（万元）": "0"}


@pytest.fixture
def taken(world: World) -> int:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    due = world.parts.now().date()
    agency = world.facts.agencies["agency1"]
    commission = offers.offer(world.work("officer"), task, offers.NewCommission(agency, "评价", due, "中选"))
    commissions.take(world.work("agency1"), commission, 1, pledged=True)
    return commission


@pytest.fixture
def template(world: World) -> ScoringTemplate:
    return world.parts.registry.templates["project-evaluation-national"]


def deliver(world: World, commission: int, data: bytes, name: str = "成果报告.pdf") -> None:
    commissions.deliver(world.work("agency1"), commission, name, data)


def hand_in(world: World, commission: int) -> None:
    one = commissions.open_commission(world.work("agency1"), commission).line.commission
    if one.sheet is None:
        sheets.submit_sheet(world.work("agency1"), one.assignment, world.answers(one.task), 0, "first")
    commissions.submit(world.work("agency1"), commission, one.version)


def approve(world: World, commission: int) -> None:
    one = commissions.open_commission(world.work("officer"), commission).line.commission
    commissions.approve(world.work("officer"), commission, one.version)


def page(world: World, commission: int, who: str | Role = Role.OFFICER) -> ClaimsPage:
    return claims.claims_page(world.work(who), commission)


def found(world: World, commission: int) -> list[str]:
    return [one.difference.code for one in page(world, commission).found.listed]


def codes(caught: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [one.code for one in caught.value.problems]


def test_a_wrong_sum_and_a_wrong_grade_stop_acceptance_until_a_new_version_mends_them(
    world: World, taken: int, template: ScoringTemplate
) -> None:
    deliver(world, taken, pdf())
    wrong = scoring_table(template, {**RIGHT, "合计": "98", "评价等级": "良"}, c11="3")
    claims.upload_table(world.work("agency1"), taken, "评分表.xlsx", wrong)
    hand_in(world, taken)
    assert found(world, taken) == [
        "claims.sum_wrong",
        "claims.grade_not_following",
        "claims.points_differ",
        "claims.total_differs",
    ]
    with pytest.raises(Invalid) as caught:
        approve(world, taken)
    assert codes(caught) == ["claims.open"]
    version = commissions.open_commission(world.work("officer"), taken).line.commission.version
    commissions.return_report(world.work("officer"), taken, version, "总分与等级有误")
    deliver(world, taken, scoring_table(template, RIGHT), "成果报告.xlsx")
    hand_in(world, taken)
    with pytest.raises(Invalid) as caught:
        approve(world, taken)
    assert codes(caught) == ["claims.not_renewed"]
    claims.record_typed(world.work("officer"), taken, TypedClaims({}, {"total": "100"}, "优"))
    assert page(world, taken).found.unexplained == ()
    claims.read_report(world.work("officer"), taken)
    assert page(world, taken).found.listed == ()
    approve(world, taken)
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_an_explanation_stands_for_its_figures_only(world: World, taken: int) -> None:
    deliver(world, taken, pdf())
    hand_in(world, taken)
    claims.record_typed(world.work("officer"), taken, TypedClaims({}, {"total": "98.5"}, "优"))
    shown = page(world, taken, "agency1")
    assert (shown.gives, shown.explains, shown.found.sealed) == (False, True, False)
    standing = shown.found.standing
    assert standing is not None
    (total,) = shown.found.unexplained
    with pytest.raises(Invalid):
        claims.explain(world.work("agency1"), taken, standing.id, {total.key: " ", "a" * 64: "别的"})
    claims.explain(world.work("agency1"), taken, standing.id, {total.key: "附加分单列"})
    (listed,) = page(world, taken).found.listed
    assert listed.explanation is not None
    assert (listed.explanation.reason, listed.explanation.role) == ("附加分单列", Role.AGENCY)
    claims.record_typed(world.work("officer"), taken, TypedClaims({}, {"total": "98"}, "优"))
    with pytest.raises(StaleWrite):
        claims.explain(world.work("agency1"), taken, standing.id, {total.key: "附加分单列"})
    with pytest.raises(Invalid):
        approve(world, taken)
    now = page(world, taken).found
    assert now.standing is not None
    claims.explain(world.work("officer"), taken, now.standing.id, {now.unexplained[0].key: "已电话核实"})
    approve(world, taken)
    with pytest.raises(WrongState):
        claims.record_typed(world.work("officer"), taken, TypedClaims({}, {"total": "100"}))


def test_what_cannot_be_read_leaves_nothing(world: World, taken: int, template: ScoringTemplate) -> None:
    table = scoring_table(template, RIGHT)
    with pytest.raises(Invalid) as caught:
        claims.upload_table(world.work("agency1"), taken, "评分表.xlsx", table)
    assert codes(caught) == ["claims.no_report"]
    deliver(world, taken, pdf())
    for data, code in ((pdf(), "document.other_kind"), (xlsx(), "file.damaged"), (b"", "document.empty")):
        with pytest.raises(Invalid) as caught:
            claims.upload_table(world.work("agency1"), taken, "评分表.xlsx", data)
        assert codes(caught) == [code]
    with pytest.raises(Invalid) as caught:
        claims.read_report(world.work("agency1"), taken)
    assert codes(caught) == ["claims.no_table"]
    assert page(world, taken).found.standing is None


def test_another_firm_and_the_sealed_side_see_nothing(
    world: World, taken: int, template: ScoringTemplate
) -> None:
    deliver(world, taken, pdf())
    wrong = scoring_table(template, {**RIGHT, "评价等级": "良"}, c11="3")
    claims.upload_table(world.work("agency1"), taken, "评分表.xlsx", wrong)
    standing = page(world, taken).found.standing
    assert standing is not None
    assert standing.document is not None
    assert open_document(world.work("agency1"), standing.document)[1] == wrong
    with pytest.raises(NotFound):
        open_document(world.work("agency2"), standing.document)
    for act in (
        lambda: claims.claims_page(world.work("agency2"), taken),
        lambda: claims.read_report(world.work("agency2"), taken),
        lambda: claims.explain(world.work("agency2"), taken, standing.id, {}),
    ):
        with pytest.raises(NotFound):
            act()
    shown = page(world, taken)
    assert (shown.found.sealed, shown.found.computed) == (True, None)
    assert [one.difference.code for one in shown.found.listed] == [
        "claims.sum_wrong",
        "claims.grade_not_following",
    ]
