"""Concluding in the browser: the figure in 万元, what was typed stays, a campaign at once, verifying."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select, text

from integration.concluded import concluded_case, reference_case, small_case
from integration.visitor import Visitor
from integration.world import World
from reviewhub.db.models import Conclusion
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind

ClientFor = Callable[[str | Role], Visitor]
MIDDLING = [Decimal("3.5")] * 20


def conclusions_of(world: World) -> list[Conclusion]:
    with world.reading() as session:
        return list(session.execute(select(Conclusion).order_by(Conclusion.id)).scalars())


def test_a_cut_is_given_in_wan_and_kept_in_yuan(world: World, client_for: ClientFor) -> None:
    _, task = small_case(world, MIDDLING)
    visitor = client_for(Role.OFFICER)
    answer = visitor.send(f"/tasks/{task}/conclusion", standing="0", cut="１２８.35", cut_reason="单价偏高")
    assert (answer.status_code, answer.location) == (302, f"/tasks/{task}")
    (one,) = conclusions_of(world)
    assert (one.cut, one.amount) == (Decimal(1_283_500), Decimal(11_400_000))
    page = visitor.get(f"/tasks/{task}").text
    assert "核减 128.35 万元，建议安排 1,140.00 万元。理由：单价偏高" in page
    assert one.digest in page


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ("很多", "“很多”不是金额"),
        ("", "请填写核减金额。"),
        ("99999", "不超过申报的 1,268.35 万元"),
        ("-1", "不是金额"),
    ],
)
def test_a_wrong_figure_is_said_and_what_was_typed_stays(
    world: World, client_for: ClientFor, cut: str, said: str
) -> None:
    _, task = small_case(world, MIDDLING)
    answer = client_for(Role.OFFICER).send(
        f"/tasks/{task}/conclusion", standing="0", cut=cut, cut_reason="单价偏高，数量过多"
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert "单价偏高，数量过多" in answer.text
    assert f'value="{cut}"' in answer.text
    assert conclusions_of(world) == []


def test_a_second_conclusion_from_an_old_page_is_refused(world: World, client_for: ClientFor) -> None:
    task = concluded_case(world)
    answer = client_for(Role.OFFICER).send(f"/tasks/{task}/conclusion", standing="0")
    assert answer.status_code == 409
    assert len(conclusions_of(world)) == 1


def test_a_correction_shows_both_conclusions(world: World, client_for: ClientFor) -> None:
    task = concluded_case(world)
    visitor = client_for(Role.OFFICER)
    assert "更正会新增第 2 号结论并注明取代上一份" in visitor.get(f"/tasks/{task}").text
    assert visitor.send(f"/tasks/{task}/conclusion", standing="1").status_code == 422
    visitor.send(f"/tasks/{task}/conclusion", standing="1", reason="补充说明")
    page = visitor.get(f"/tasks/{task}").text
    for one in conclusions_of(world):
        assert one.digest in page
    assert "补充说明" in page


def test_the_form_alone_is_a_page_too(world: World, client_for: ClientFor) -> None:
    _, task = small_case(world, MIDDLING)
    assert 'name="cut"' in client_for(Role.OFFICER).get(f"/tasks/{task}/conclusion").text


def test_a_campaign_is_listed_first_and_then_concluded_at_once(world: World, client_for: ClientFor) -> None:
    campaign = reference_case(world)
    visitor = client_for(Role.OFFICER)
    page = visitor.get(f"/campaigns/{campaign}/conclude").text
    chosen = re.findall(r'name="task" value="(\d+:[0-9a-f]{64})"', page)
    assert len(chosen) == 6
    assert "9,104.71" in page
    assert conclusions_of(world) == []
    answer = visitor.send(f"/campaigns/{campaign}/conclude", task=chosen)
    assert (answer.status_code, answer.location) == (302, f"/campaigns/{campaign}")
    assert len(conclusions_of(world)) == 6
    assert "现在没有可以直接形成结论的任务" in visitor.get(f"/campaigns/{campaign}/conclude").text


def test_a_list_that_no_longer_holds_concludes_nothing(world: World, client_for: ClientFor) -> None:
    campaign, task = small_case(world)
    answer = client_for(Role.OFFICER).send(f"/campaigns/{campaign}/conclude", task=f"{task}:{'0' * 64}")
    assert answer.status_code == 409
    assert "“果林路管网改造”的结果在预览之后有变化" in answer.text
    assert conclusions_of(world) == []


@pytest.mark.parametrize("who", [Role.LEADER, Role.AUDITOR, Role.EXPERT, Role.AGENCY, Role.OPERATOR])
def test_only_officers_get_to_conclude(world: World, client_for: ClientFor, who: Role) -> None:
    campaign, task = small_case(world)
    visitor = client_for(who)
    assert visitor.send(f"/tasks/{task}/conclusion", standing="0").status_code == 403
    assert visitor.get(f"/campaigns/{campaign}/conclude").status_code == 403


def test_the_auditor_recomputes_every_conclusion(world: World, client_for: ClientFor, engine: Engine) -> None:
    concluded_case(world)
    visitor = client_for(Role.AUDITOR)
    assert "重算了" not in visitor.get("/verify").text
    page = visitor.send("/verify").text
    assert "核验无误" in page
    assert "重算了 1 个结论" in page
    with engine.begin() as connection:
        connection.execute(text("UPDATE conclusions SET amount = amount - 100"))
    page = visitor.send("/verify").text
    assert "核验无误" not in page
    assert "conclusions:1 amount" in page


@pytest.mark.parametrize("who", [Role.OFFICER, Role.LEADER, Role.EXPERT])
def test_nobody_else_verifies(client_for: ClientFor, who: Role) -> None:
    assert client_for(who).get("/verify").status_code == 403


def test_the_campaign_s_page_leads_to_concluding_while_something_is_sealed(
    world: World, client_for: ClientFor
) -> None:
    campaign, task = small_case(world)
    visitor, way = client_for(Role.OFFICER), f'href="/campaigns/{campaign}/conclude"'
    assert way in visitor.get(f"/campaigns/{campaign}").text
    assert way not in client_for(Role.LEADER).get(f"/campaigns/{campaign}").text
    visitor.send(f"/tasks/{task}/conclusion", standing="0")
    assert way not in visitor.get(f"/campaigns/{campaign}").text


def test_a_key_evaluation_without_an_agency_leads_to_commissioning_one(
    world: World, client_for: ClientFor
) -> None:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    assert f'href="/tasks/{task}/commission"' in client_for(Role.OFFICER).get(f"/tasks/{task}").text
