"""Headings and the order of a template being written: moved, renamed, added, and nothing typed is lost."""

import html
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from integration.drafts import OWN, address, keep, save, source
from integration.pageforms import form_with
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.services import template_drafts

ClientFor = Callable[[str | Role], Visitor]

NESTED = "nested-percent-2008"
INPUT = "资金指标 › 资金投入"


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


@pytest.fixture
def draft(world: World) -> int:
    return template_drafts.clone_template(world.work("officer"), NESTED, OWN)


def ids(world: World, draft: int) -> list[str]:
    return [one["id"] for one in source(world, draft)["criterion"]]


def press(browser: Visitor, draft: int, at: object, act: str, **typed: str) -> str:
    """Open a form, type something, press a button; gives where that leads."""
    fields = form_with(browser.get(address(draft, at)).text, "was")
    named = {name.replace("__", "."): value for name, value in typed.items()}
    answer = browser.post(address(draft, at), data={**fields, **named, "act": act})
    assert answer.status_code == 302
    return str(answer.location).partition("?")[2]


def test_a_button_of_the_tree_moves_a_criterion_and_keeps_what_is_open_and_typed(
    officer: Visitor, world: World, draft: int
) -> None:
    before = ids(world, draft)
    led = press(officer, draft, 0, "down 0", title__zh="没有丢的字")
    assert led == "at=1&order=1#down-1"
    assert ids(world, draft) == [before[1], before[0], *before[2:]]
    assert source(world, draft)["criterion"][1]["title"]["zh"] == "没有丢的字"
    assert press(officer, draft, 5, "up 1") == "at=5&order=1#up-0"
    assert ids(world, draft) == before


def test_a_button_of_the_tree_moves_a_heading_with_all_that_is_below_it(
    officer: Visitor, world: World, draft: int
) -> None:
    before = ids(world, draft)
    led = press(officer, draft, 0, "up h1")
    assert led == "at=4&order=1#up-h0"
    assert ids(world, draft) == [*before[2:6], *before[:2], *before[6:]]
    assert "检查通过" in officer.get(address(draft)).text


def test_every_button_of_the_tree_is_there_without_a_script(officer: Visitor, draft: int) -> None:
    page = officer.get(f"{address(draft, 0)}&order=1").text
    pressed = set(re.findall(r'form="editing" id="[^"]+" name="act" value="([^"]+)"', page))
    assert {"up 0", "down 11", "up h0", "down h7"} <= pressed
    assert 'id="ordering" checked' in page
    assert page.index('form="editing" name="act" value="save"') < page.index('value="up h0"')


def test_a_heading_is_renamed_once_and_keeps_its_weight(officer: Visitor, world: World, draft: int) -> None:
    led = press(officer, draft, "h1", "save", heading__zh="钱", heading__en="Cash", group__1="30.0")
    assert led == "at=h1"
    written = source(world, draft)
    renamed = {one["id"] for one in written["criterion"] if one["path"][0] == {"zh": "钱", "en": "Cash"}}
    assert renamed == {"2.1.1", "2.1.2", "2.2.1", "2.2.2"}
    assert [str(one["percent"]) for one in written["group"] if one["path"] == ["钱"]] == ["30.0"]
    assert "检查通过" in officer.get(address(draft)).text


def test_a_heading_without_a_name_keeps_its_own(officer: Visitor, world: World, draft: int) -> None:
    before = source(world, draft)
    press(officer, draft, "h1", "save", heading__zh=" ", heading__en="")
    assert source(world, draft) == before


def test_a_heading_is_added_with_its_first_criterion(officer: Visitor, world: World, draft: int) -> None:
    assert press(officer, draft, "h2", "beside") == "at=h3"
    fields = form_with(officer.get(address(draft, "h3")).text, "was")
    assert (fields["was"], fields["group.3"]) == ("资金指标 › 新标题", "")
    assert ids(world, draft)[4] == "2.3.1"
    problems = html.unescape(officer.get(address(draft, "h3")).text)
    assert f'href="{address(draft, "h3")}#f-group.3"' in problems
    press(officer, draft, "h3", "save", heading__zh="审计", heading__en="Audit", group__3="10")
    assert {"path": ["资金指标", "审计"], "percent": 10} in source(world, draft)["group"]
    assert press(officer, draft, "h3", "inside") == "at=h4"
    assert press(officer, draft, "h3", "add") == "at=6"


def test_a_criterion_goes_under_another_heading_by_choosing_it(
    officer: Visitor, world: World, draft: int
) -> None:
    assert press(officer, draft, 0, "save", heading=INPUT) == "at=3"
    moved = source(world, draft)["criterion"][3]
    assert (moved["id"], [level["zh"] for level in moved["path"]]) == ("1.1", INPUT.split(" › "))
    assert officer.get(address(draft, 3)).text.count("selected>") >= 1
    assert form_with(officer.get(address(draft, 3)).text, "was")["heading"] == INPUT


def test_the_last_criterion_of_a_heading_takes_its_weight_along(
    officer: Visitor, world: World, draft: int
) -> None:
    for _ in range(2):
        press(officer, draft, 0, "save", heading=INPUT)
    assert ["目标指标"] not in [group["path"] for group in source(world, draft)["group"]]


def test_criteria_that_stand_apart_are_brought_together_in_one_press(
    officer: Visitor, world: World, draft: int
) -> None:
    written = source(world, draft)
    leaves = list(written["criterion"])
    keep(world, draft, {**written, "criterion": [*leaves[1:], leaves[0]]})
    assert 'value="gather"' in officer.get(address(draft)).text
    assert press(officer, draft, 11, "gather") == "at=1"
    assert ids(world, draft)[:2] == ["1.2", "1.1"]
    assert "检查通过" in officer.get(address(draft)).text


def test_what_was_typed_is_found_again_where_somebody_moved_it(
    officer: Visitor, world: World, draft: int
) -> None:
    criterion = form_with(officer.get(address(draft, 0)).text, "was")
    heading = form_with(officer.get(address(draft, "h1")).text, "was")
    press(officer, draft, "head", "up h1")
    for at, fields, typed in ((0, criterion, "title.zh"), ("h1", heading, "heading.zh")):
        answer = officer.post(address(draft, at), data={**fields, typed: "我改的"})
        assert answer.status_code == 409
        shown = form_with(answer.text, "was")
        assert (shown[typed], "另一位同事刚保存过" in answer.text) == ("我改的", True)
        assert officer.post(_action(answer.text), data=shown).status_code == 302
    written = source(world, draft)["criterion"]
    assert [one["title"]["zh"] for one in written if one["id"] == "1.1"] == ["我改的"]
    assert {one["path"][0]["zh"] for one in written if one["id"].startswith("2.")} == {"我改的"}


def _action(page: str) -> str:
    found = re.search(r'id="editing" action="([^"]+)"', page)
    assert found
    return html.unescape(found.group(1))


def test_a_heading_that_somebody_renamed_takes_no_name_of_another(
    officer: Visitor, world: World, draft: int
) -> None:
    fields = form_with(officer.get(address(draft, "h1")).text, "was")
    press(officer, draft, "h1", "save", heading__zh="钱", heading__en="Cash")
    before = source(world, draft)
    assert officer.post(address(draft, "h1"), data={**fields, "heading.zh": "我改的"}).status_code == 409
    assert source(world, draft) == before


@pytest.mark.parametrize("at", ["h99", "h", "hx", "h²", "hh1"])
def test_a_heading_that_is_not_there_is_not_found(officer: Visitor, draft: int, at: str) -> None:
    assert officer.get(address(draft, at)).status_code == 404


@pytest.mark.parametrize("act", ["up 99", "down h99", "up x", "left 1", "", "up ", "delete h1"])
def test_a_button_that_is_none_moves_nothing(officer: Visitor, world: World, draft: int, act: str) -> None:
    fields = form_with(officer.get(address(draft, 0)).text, "was")
    before = source(world, draft)["criterion"][1:]
    assert officer.post(address(draft, 0), data={**fields, "act": act}).status_code in {302, 404}
    assert source(world, draft)["criterion"][-1] == before[-1]


def test_keys_that_the_editor_does_not_know_survive_saving(
    officer: Visitor, world: World, draft: int
) -> None:
    written = source(world, draft)
    first: dict[str, Any] = {**written["criterion"][0], "stranger": {"use": "x.y", "share": Decimal("0.10")}}
    keep(world, draft, {**written, "criterion": [first, *written["criterion"][1:]]})
    save(officer, draft, 0, title__zh="别的名称")
    saved = source(world, draft)["criterion"][0]
    assert saved["stranger"] == first["stranger"]
    assert saved["title"]["zh"] == "别的名称"


def test_a_criterion_may_be_left_out_and_have_indicators_of_the_projects(
    officer: Visitor, world: World, draft: int
) -> None:
    fields = form_with(officer.get(address(draft, 0)).text, "was")
    assert {"s.missed", "s.pass_mark", "s.over.rule"} < set(fields)
    assert not {"s.operator", "s.target", "s.upper", "s.unit.zh", "self_defined", "optional"} & set(fields)
    save(officer, draft, 0, optional="1", self_defined="1", s__missed="nothing", s__pass_mark="0.60")
    saved = source(world, draft)["criterion"][0]
    assert saved["optional"] is True
    assert saved["self_defined"] == {
        "use": "builtin.target",
        "missed": "nothing",
        "pass_mark": Decimal("0.60"),
    }
    assert save(officer, draft, 0).status_code == 302
    assert source(world, draft)["criterion"][0] == saved


def test_what_is_said_of_self_defined_indicators_is_kept_whatever_it_is(
    officer: Visitor, world: World, draft: int
) -> None:
    written = source(world, draft)
    own = {"use": "stranger.scorer", "target": 5, "deep": {"a": [1, Decimal("0.5")]}}
    first = {**written["criterion"][0], "optional": False, "self_defined": own}
    keep(world, draft, {**written, "criterion": [first, *written["criterion"][1:]]})
    save(officer, draft, 0)
    assert source(world, draft)["criterion"][0] == first
