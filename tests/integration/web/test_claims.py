"""The pages on which a report's figures are compared: every way of giving them, in plain words."""

import io
import re
from collections.abc import Callable

import pytest

from integration.claimed import scoring_table
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.services.commissioning import commissions, offers
from reviewhub.services.scoring import sheets
from uploads import HTML, pdf


@pytest.fixture
def delivered(world: World) -> int:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    agency, due = world.facts.agencies["agency1"], world.parts.now().date()
    commission = offers.offer(world.work("officer"), task, offers.NewCommission(agency, "评价", due, "中选"))
    commissions.take(world.work("agency1"), commission, 1, pledged=True)
    commissions.deliver(world.work("agency1"), commission, "成果报告.pdf", pdf())
    one = commissions.open_commission(world.work("agency1"), commission).line.commission
    sheets.submit_sheet(world.work("agency1"), one.assignment, world.answers(task), 0, "first")
    return commission


def test_a_firm_reads_its_table_explains_what_differs_and_the_officer_accepts(
    world: World, client_for: Callable[[str | Role], Visitor], delivered: int
) -> None:
    agency, officer = client_for("agency1"), client_for(Role.OFFICER)
    address = f"/commissions/{delivered}/claims"
    assert "还没有登记报告数据" in agency.get(address).text
    assert agency.send(f"{address}/table").status_code == 422
    refused = agency.send(f"{address}/table", file=(io.BytesIO(HTML), "评分表.xlsx"))
    assert (refused.status_code, "按内容判断这是" in refused.text) == (422, True)
    template = world.parts.registry.templates["project-evaluation-national"]
    table = scoring_table(template, {"合计": "99", "评价等级": "良"}, c11="3")
    assert agency.send(f"{address}/table", file=(io.BytesIO(table), "评分表.xlsx")).status_code == 302
    shown = agency.get(address).text
    assert "指标 1.1“立项依据充分性”报告是 3 分，打分表是 4 分。" in shown
    assert "报告等级是“良”，而按报告总分 99 分应为“优”。" in shown
    commissions.submit(world.work("agency1"), delivered, 2)
    assert "报告数据有 3 处不一致还没有说明" in officer.get(f"/commissions/{delivered}").text
    answer = officer.send(f"/commissions/{delivered}/approve", version=3)
    assert (answer.status_code, "不能通过验收" in answer.text) == (422, True)
    names = dict.fromkeys(re.findall(r'name="(reason\.[0-9a-f]+)"', shown), "按专家会意见调整")
    (standing,) = re.findall(r'name="claims" value="(\d+)"', shown)
    assert len(names) == 3
    assert agency.send(f"{address}/explanations", claims=standing, **names).status_code == 302
    assert "不一致之处都已说明" in officer.get(address).text
    assert officer.send(f"/commissions/{delivered}/approve", version=3).status_code == 302


def test_typed_figures_come_back_with_their_faults(
    client_for: Callable[[str | Role], Visitor], delivered: int
) -> None:
    agency, address = client_for("agency1"), f"/commissions/{delivered}/claims"
    refused = agency.send(f"{address}/typed", total="九十", **{"points.1.1": "4"})
    assert refused.status_code == 422
    assert ('value="九十"' in refused.text, 'href="#total"' in refused.text) == (True, True)
    assert agency.send(f"{address}/typed", total="100", grade="优").status_code == 302
    assert "报告与系统一致" in agency.get(address).text
    assert agency.send(f"{address}/explanations", claims="x").status_code in (409, 422)
    assert client_for("agency2").get(address).status_code == 404
    assert client_for(Role.EXPERT).get(address).status_code == 403
