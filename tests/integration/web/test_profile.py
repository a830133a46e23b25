"""One's own record on pages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from integration.pageforms import form_with
from integration.visitor import Visitor
from reviewhub.domain.policy import Role
from reviewhub.settings import Settings

ClientFor = Callable[[str | Role], Visitor]
FEES = {"bank": "中国银行", "account": "6217000012345678", "id_number": "11010519491231002X"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, secret_key="k" * 48, cookie_secure=False, fee_key="0f" * 32)


@pytest.fixture
def expert(client_for: ClientFor) -> Visitor:
    return client_for("zj0001")


def test_a_record_is_confirmed_by_a_press_and_not_by_a_look(expert: Visitor) -> None:
    assert "还没有确认过" in expert.get("/profile").text
    assert expert.get("/profile/confirm").status_code == 405
    assert expert.send("/profile/confirm").status_code == 302
    assert "上次确认：2026-03-02" in expert.get("/profile").text


def test_contact_data_is_changed_and_faults_are_said_at_their_fields(expert: Visitor) -> None:
    form = form_with(expert.get("/profile/edit").text, "phone")
    wrong = expert.send("/profile/edit", **form | {"phone": "不详", "absences": "五月"})
    assert (wrong.status_code, "五月" in wrong.text) == (422, True)
    assert expert.send("/profile/edit", **form | {"phone": "13800138000"}).location == "/profile"
    assert "13800138000" in expert.get("/profile").text
    assert expert.send("/profile/edit", **form).status_code == 409


def test_a_proposal_goes_to_the_officer_who_takes_it_over(expert: Visitor, client_for: ClientFor) -> None:
    assert expert.send("/profile/propose").status_code == 422
    assert expert.send("/profile/propose", title="教授", specialities="K0101").status_code == 302
    assert "等待经办人处理" in expert.get("/profile").text
    officer = client_for("officer")
    page = officer.get("/experts/vetting").text
    assert "职称：教授" in page
    fields = form_with(page, "reason")
    refused = officer.send("/experts/corrections/1/refuse", **fields | {"reason": ""})
    assert refused.status_code == 422
    assert officer.send("/experts/corrections/1/take", version=fields["version"]).status_code == 302
    assert "已采纳" in expert.get("/profile").text


def test_own_fees_are_kept_and_shown_by_their_last_four(expert: Visitor) -> None:
    assert expert.send("/profile/fees", **FEES).location == "/profile/fees"
    page = expert.get("/profile/fees").text
    assert "••••5678" in page
    assert "6217" not in page
    assert expert.send("/profile/fees", **FEES | {"account": "1"}).status_code == 422


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_nobody_else_has_an_own_record(client_for: ClientFor, role: Role) -> None:
    assert client_for(role).get("/profile").status_code == 403
