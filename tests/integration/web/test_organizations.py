"""The pages of organisations: found, corrected, merged with what would move in view."""

import re
from collections.abc import Callable

import pytest

from integration.pageforms import form_with
from integration.tables import table
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.services.pool import experts

ClientFor = Callable[[str | Role], Visitor]


@pytest.fixture
def officer(client_for: ClientFor, world: World) -> Visitor:
    row = ("N1", "韩一", "业务", "春城大学（有限公司）")
    experts.import_experts(world.work("officer"), table(("专家编号", "姓名", "专家类别", "工作单位"), row))
    return client_for("officer")


def test_a_duplicate_is_suggested_shown_and_merged_and_its_old_address_leads_on(officer: Visitor) -> None:
    page = officer.get("/organizations/duplicates").text
    found = re.search(r'href="(/organizations/(\d+)/merge/(\d+))"', page)
    assert found
    address, winner, loser = found.groups()
    preview = officer.get(address).text
    assert "1 条改为指向保留的单位" in preview
    assert officer.get(f"/organizations/{loser}").status_code == 200
    refused = officer.send(address, **form_with(preview, "reason"))
    assert (refused.status_code, "请填写合并理由" in refused.text) == (422, True)
    done = officer.send(address, **form_with(preview, "reason") | {"reason": "写法不同"})
    assert (done.status_code, done.location) == (302, f"/organizations/{winner}")
    moved = officer.get(f"/organizations/{loser}")
    assert (moved.status_code, moved.location) == (302, f"/organizations/{winner}")
    assert "春城大学（有限公司）" in officer.get(f"/organizations/{winner}").text


def test_two_are_picked_by_name_and_an_unknown_one_is_said(officer: Visitor) -> None:
    there = officer.get("/organizations/pick?winner=春城大学&loser=水务局")
    assert "/merge/" in (there.location or "")
    lost = officer.get("/organizations/pick?winner=春城大学&loser=无此局")
    assert lost.location == "/organizations/duplicates"


def test_a_wrong_credit_code_is_said_at_its_field(officer: Visitor, world: World) -> None:
    address = f"/organizations/{world.facts.organizations['春城大学']}/edit"
    form = form_with(officer.get(address).text, "credit_code")
    answer = officer.send(address, **form | {"credit_code": "91350100M000100Y44"})
    assert (answer.status_code, "末位为校验码" in answer.text) == (422, True)
    assert officer.send(address, **form | {"credit_code": "91350100M000100Y43"}).status_code == 302


def test_the_list_finds_former_names_and_parts(officer: Visitor) -> None:
    assert "春城大学" in officer.get("/organizations?q=春城大学&part=is_employer").text
    assert "没有符合条件的单位" in officer.get("/organizations?q=春城大学&part=is_agency").text
    assert officer.get("/organizations?part=nonsense&sort=name&descending=1").status_code == 200


@pytest.mark.parametrize(
    "address", ["/organizations/99999", "/organizations/99999/edit", "/organizations/1/merge/99999"]
)
def test_what_is_not_there_is_not_found(officer: Visitor, address: str) -> None:
    assert officer.get(address).status_code == 404
