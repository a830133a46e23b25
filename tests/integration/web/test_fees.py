"""The pages of fee details: asked for by a press, said when there is no key."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from integration.visitor import Visitor
from integration.world import World
from reviewhub.app import create_app
from reviewhub.domain.policy import Role
from reviewhub.settings import BadSetting, Settings

ClientFor = Callable[[str | Role], Visitor]
TYPED = {"bank": "中国银行", "account": "6217 0000 1234 5678", "id_number": "11010519491231002x"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, secret_key="k" * 48, cookie_secure=False, fee_key="0f" * 32)


def test_an_officer_writes_and_reads_by_a_press_and_a_look_shows_nothing(
    client_for: ClientFor, world: World
) -> None:
    address, officer = f"/experts/{world.facts.experts['ZJ0001']}/fees", client_for("officer")
    assert officer.send(address, **TYPED).status_code == 302
    assert "5678" not in officer.get(address).text
    shown = officer.send(f"{address}/read")
    assert ("6217000012345678" in shown.text, shown.headers["Cache-Control"]) == (True, "no-store")


def test_a_wrong_id_number_is_said_at_its_field(client_for: ClientFor, world: World) -> None:
    address = f"/experts/{world.facts.experts['ZJ0001']}/fees"
    answer = client_for("officer").send(address, **TYPED | {"id_number": "110105194912310021"})
    assert (answer.status_code, "末位校验不符" in answer.text) == (422, True)


def test_without_a_key_the_page_says_so(client_for: ClientFor, world: World, settings: Settings) -> None:
    app = create_app(
        replace(settings, fee_key=""), replace(world.parts, settings=replace(settings, fee_key=""))
    )
    app.test_client_class = Visitor
    browser = app.test_client()
    assert isinstance(browser, Visitor)
    browser.sign_in("officer", world.password)
    address = f"/experts/{world.facts.experts['ZJ0001']}/fees"
    assert "REVIEWHUB_FEE_KEY" in browser.get(address).text
    assert browser.send(address, **TYPED).status_code == 503


@pytest.mark.parametrize("key", ["short", "zz" * 32, f"{'0f' * 32},x"])
def test_a_key_that_is_none_stops_the_start(settings: Settings, key: str) -> None:
    with pytest.raises(BadSetting, match="FEE_KEY"):
        replace(settings, fee_key=key).checked()
