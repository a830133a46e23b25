"""The pages of a draw: what they refuse in words, who may open them, what they never show."""

import re
from collections.abc import Callable

import pytest

from integration.drawn import committed, drawn, new_draw
from integration.visitor import Visitor
from integration.world import EXPERTS, World
from reviewhub.domain.policy import Role

Browser = Callable[[str | Role], Visitor]
ONE = "公厕提升改造"
RULES = {
    "preset": "own",
    "name": "第一评审组",
    "size": "3",
    "outside": "0",
    "one_per_employer": "1",
    "rest": "0",
    "bound-feature": ["class", "field"],
    "bound-value": ["财务", ""],
    "bound-least": ["1", ""],
    "bound-most": ["", ""],
}


@pytest.fixture
def campaign(world: World) -> int:
    return world.open_campaign(projects=[ONE])


def test_rules_are_previewed_and_then_begun(world: World, campaign: int, client_for: Browser) -> None:
    officer = client_for(Role.OFFICER)
    address = f"/campaigns/{campaign}/draws/new"
    form = {**RULES, "task": list(world.tasks(campaign).values()), "csrf_token": officer.token(address)}
    shown = officer.post(address, data={**form, "step": "preview"})
    assert "规则可以满足" in shown.text
    assert "conflict.builtin.former_employer" in shown.text  # why ZJ0009 is out
    begun = officer.post(address, data={**form, "step": "prepare"})
    assert begun.status_code == 302
    again = officer.post(address, data={**form, "step": "prepare"})
    assert again.status_code == 422
    assert "先写明理由将它作废" in again.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"size": "4"}, "是偶数"),
        ({"size": "七"}, "请填写数字"),
        ({"bound-least": ["9", ""]}, "至少的人数应在"),
        ({"bound-feature": ["star", "field"]}, "请从列表中选择特征"),
        ({"left_out": "ZJ0001"}, "请写明不参加抽取的理由"),
        ({"left_out": "ZJ9999 出差"}, "专家库里没有编号"),
        ({"task": []}, "请至少选择一项任务"),
        (
            {"bound-feature": ["field", "field"], "bound-value": ["天文", ""]},
            "没有一种组合能同时满足",
        ),
    ],
)
def test_what_cannot_be_is_said_in_words(
    world: World, campaign: int, client_for: Browser, typed: dict[str, object], said: str
) -> None:
    officer = client_for(Role.OFFICER)
    address = f"/campaigns/{campaign}/draws/new"
    form = {**RULES, "task": list(world.tasks(campaign).values()), "csrf_token": officer.token(address)}
    assert said in officer.post(address, data={**form, **typed, "step": "preview"}).text


def test_a_text_that_does_not_match_is_refused_at_its_field(
    world: World, campaign: int, client_for: Browser
) -> None:
    draw = committed(world, campaign, new_draw(world, campaign))
    officer = client_for(Role.OFFICER)
    data = {"value": "另一段文字", "csrf_token": officer.token(f"/draws/{draw}")}
    refused = officer.post(f"/draws/{draw}/reveal", data=data)
    assert refused.status_code == 422
    assert "与封存的摘要不符" in refused.text


def test_no_name_shows_while_the_panel_is_sealed_not_even_in_the_certificate(
    world: World, campaign: int, client_for: Browser
) -> None:
    draw = drawn(world, campaign, new_draw(world, campaign))
    task = world.tasks(campaign)[ONE]
    names = [name for _, name, *_ in EXPERTS]
    for who in (Role.OFFICER, Role.AUDITOR):
        visitor = client_for(who)
        for address in (f"/draws/{draw}", f"/draws/{draw}/certificate.json", f"/tasks/{task}"):
            text = visitor.get(address).text
            assert re.search(r"P00\d|专家\d", text), address
            assert [name for name in names if name in text] == []
    assert client_for(Role.AUDITOR).get(f"/draws/{draw}/certificate.pdf").data[:4] == b"%PDF"


def test_an_expert_and_a_leader_are_turned_away_and_a_neighbour_finds_nothing(
    world: World, campaign: int, client_for: Browser
) -> None:
    draw = drawn(world, campaign, new_draw(world, campaign))
    for who in (Role.EXPERT, Role.LEADER):
        assert client_for(who).get(f"/draws/{draw}").status_code == 403
    assert client_for("neighbour").get(f"/draws/{draw}/certificate.json").status_code == 404


def test_a_drawn_panel_says_so_and_an_appointed_one_names_its_document(
    world: World, campaign: int, client_for: Browser
) -> None:
    world.form_panel(campaign, ["ZJ0001"])
    leader = client_for(Role.LEADER)
    assert "非随机指定" in leader.get(f"/campaigns/{campaign}").text
    assert "财评〔2026〕1 号" in leader.get(f"/tasks/{world.tasks(campaign)[ONE]}").text
