"""One expert's pages: what is shown, corrected, and moved."""

import re
from collections.abc import Callable

import pytest

from integration.pageforms import form_with
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role

ClientFor = Callable[[str | Role], Visitor]


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for("officer")


@pytest.fixture
def address(world: World) -> str:
    return f"/experts/{world.facts.experts['ZJ0001']}"


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found.group(1)


def filled(page: str) -> dict[str, str]:
    """Give the form as a browser would send it."""
    return form_with(page, "employer")


def test_a_record_is_corrected_on_its_page_and_personal_data_stays_out_of_the_export(
    officer: Visitor, address: str
) -> None:
    form = filled(officer.get(f"{address}/edit").text)
    form |= {"name": "马兰杰", "employer": "云岭财政科学研究所", "phone": "13912345678", "region": "曲靖市"}
    form |= {"specialities": "K0101，审计", "absences": "2026-05-01 至 2026-05-07"}
    done = officer.send(f"{address}/edit", **form)
    assert (done.status_code, done.location) == (302, address)
    page = officer.get(address).text
    assert all(word in page for word in ("13912345678", "K0101 信息化", "P0202", "2026-05-01 至 2026-05-07"))
    export = officer.get("/experts/export.csv").data.decode("utf-8-sig")
    assert "曲靖市" in export
    assert "13912345678" not in export


def test_faults_stand_at_their_fields_and_what_was_typed_stays(officer: Visitor, address: str) -> None:
    form = filled(officer.get(f"{address}/edit").text) | {"name": "马兰杰", "employer": "云岭财政科学研究所"}
    answer = officer.send(
        f"{address}/edit", **form | {"email": "写错了", "absences": "五月", "specialities": "炼金"}
    )
    assert answer.status_code == 422
    assert "五月" in answer.text
    assert "请写成 2026-05-01 至 2026-05-07" in answer.text


def test_a_suspension_names_its_consequence_and_needs_a_reason(officer: Visitor, address: str) -> None:
    page = officer.get(address).text
    assert "停用期间不能被抽取或邀请" in page
    refused = officer.send(f"{address}/suspend", version=version(page))
    assert (refused.status_code, "请填写" in refused.text) == (422, True)
    fields = {"suspend-reason": "迟交", "suspend-until": "2026-04-30", "version": version(page)}
    assert officer.send(f"{address}/suspend", **fields).status_code == 302
    assert "到 2026-04-30" in officer.get("/experts?status=停用").text


def test_an_older_page_moves_nobody(officer: Visitor, address: str) -> None:
    fields = {"leave-reason": "退休", "version": version(officer.get(address).text)}
    assert officer.send(f"{address}/leave", **fields).status_code == 302
    assert officer.send(f"{address}/leave", **fields).status_code == 409


@pytest.mark.parametrize("role", [Role.EXPERT, Role.LEADER, Role.AUDITOR])
def test_nobody_but_an_officer_sees_a_record(client_for: ClientFor, address: str, role: Role) -> None:
    assert client_for(role).get(address).status_code == 403


def test_a_record_of_another_bureau_is_not_there(client_for: ClientFor, address: str) -> None:
    assert client_for("neighbour").get(address).status_code == 404
