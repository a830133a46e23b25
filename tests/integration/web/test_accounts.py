"""The pages of accounts, as people and their browsers use them."""

from collections.abc import Callable

import pytest

from integration.visitor import Visitor
from integration.world import BUREAU, PASSWORD, Clock, World
from reviewhub.domain.policy import Role
from reviewhub.services import accounts
from reviewhub.services.accounts import AccountLine

NEW_PASSWORD = "another long password"
FAILED = "用户名或密码不对，或者账号已被锁定。连续输错会锁定 15 分钟；忘记密码请联系管理员。"

ClientFor = Callable[[str | Role], Visitor]


def line(world: World, login: str) -> AccountLine:
    found = accounts.list_accounts(world.work("operator"))
    return next(one for one in found if one.login == login)


# -- the first run


def set_up(stranger: Visitor, **changes: str) -> object:
    fields = {"bureau": BUREAU, "name": "系统管理员", "login": "root", "password": PASSWORD}
    return stranger.send("/set-up", token_from="/set-up", **fields | changes)


def test_the_first_visit_leads_to_the_set_up(stranger: Visitor) -> None:
    assert stranger.get("/sign-in").location == "/set-up"


def test_after_the_set_up_the_operator_signs_in(stranger: Visitor) -> None:
    set_up(stranger)
    assert stranger.sign_in("root", PASSWORD).location == "/"
    assert stranger.get("/accounts").status_code == 200


def test_the_set_up_opens_once(stranger: Visitor) -> None:
    set_up(stranger)
    again = stranger.send(
        "/set-up", token_from="/sign-in", bureau="x", name="x", login="x", password=PASSWORD
    )
    assert (again.status_code, again.location, stranger.get("/set-up").location) == (
        302,
        "/sign-in",
        "/sign-in",
    )


def test_a_short_password_is_said_at_its_field_and_what_was_typed_stays(stranger: Visitor) -> None:
    answer = stranger.send(
        "/set-up", token_from="/set-up", bureau=BUREAU, name="王管理", login="root", password="short"
    )
    assert "密码至少 12 个字符。" in answer.text
    assert f'value="{BUREAU}"' in answer.text
    assert 'value="short"' not in answer.text


# -- signing in and out


def test_a_right_password_leads_to_where_one_wanted_to_go(stranger: Visitor, world: World) -> None:
    wanted = stranger.get("/templates/prior-assessment-national?x=1").location
    assert wanted == "/sign-in?next=/templates/prior-assessment-national?x%3D1"
    answer = stranger.sign_in("officer", world.password, next_page="/templates")
    assert answer.location == "/templates"


@pytest.mark.parametrize(
    ("login", "password"), [("officer", "wrong"), ("nobody-of-this-name", PASSWORD), ("<b>", "wrong")]
)
def test_a_failure_keeps_the_login_and_says_no_more_than_needed(
    stranger: Visitor, world: World, login: str, password: str
) -> None:
    del world
    answer = stranger.sign_in(login, password)
    assert answer.status_code == 403
    assert FAILED in answer.text
    assert f'value="{login.replace("<", "&lt;").replace(">", "&gt;")}"' in answer.text
    assert password not in answer.text


def test_signing_out_ends_the_session(client_for: ClientFor) -> None:
    browser = client_for(Role.OFFICER)
    inside = browser.get("/templates").status_code
    answer = browser.send("/sign-out")
    assert (inside, answer.location, browser.get("/templates").status_code) == (200, "/sign-in", 302)


def test_a_copied_cookie_is_worth_nothing_after_signing_out(client_for: ClientFor) -> None:
    browser = client_for(Role.OFFICER)
    cookie = browser.get_cookie("reviewhub")
    assert cookie is not None
    browser.send("/sign-out")
    browser.set_cookie("reviewhub", cookie.value)
    assert browser.get("/templates").status_code == 302


def test_who_is_idle_for_an_hour_signs_in_again(client_for: ClientFor, clock: Clock) -> None:
    browser = client_for(Role.OFFICER)
    clock.move(minutes=59)
    awake = browser.get("/templates").status_code
    clock.move(minutes=60)
    assert (awake, browser.get("/templates").status_code) == (200, 302)


# -- passwords


def test_a_first_password_is_changed_before_anything_else(
    client_for: ClientFor, world: World, stranger: Visitor
) -> None:
    settings, version = world.parts.settings, line(world, "officer").version
    account = world.actor("officer").account
    accounts.reset_password(world.work("operator"), account, NEW_PASSWORD, version, settings)
    stranger.sign_in("officer", NEW_PASSWORD)
    kept_out = stranger.get("/templates").location
    changed = stranger.send("/password", old_password=NEW_PASSWORD, password=PASSWORD)
    assert (kept_out, changed.location) == ("/password", "/sign-in")
    assert client_for("officer").get("/templates").status_code == 200


def test_a_wrong_old_password_is_said_at_its_field(client_for: ClientFor) -> None:
    answer = client_for(Role.OFFICER).send("/password", old_password="wrong", password=NEW_PASSWORD)
    assert "原密码不对。" in answer.text


def test_a_changed_password_ends_the_session_in_the_other_browser(client_for: ClientFor) -> None:
    here, there = client_for(Role.OFFICER), client_for(Role.OFFICER)
    here.send("/password", old_password=PASSWORD, password=NEW_PASSWORD)
    assert there.get("/templates").status_code == 302


# -- the operator's list


def test_the_list_names_every_account_with_its_role(client_for: ClientFor) -> None:
    page = client_for(Role.OPERATOR).get("/accounts").text
    assert page.count("评审专家</td>") == 9
    assert "共 19 个账号" in page


def test_a_new_account_signs_in_for_its_expert(
    client_for: ClientFor, world: World, stranger: Visitor
) -> None:
    operator = client_for(Role.OPERATOR)
    answer = operator.send(
        "/accounts/new",
        login="second",
        name="马兰杰",
        role="expert",
        bureau=world.facts.bureau,
        expert=world.facts.experts["ZJ0001"],
        agency=0,
        unit=0,
        password=NEW_PASSWORD,
    )
    assert (answer.status_code, answer.location) == (302, "/accounts")
    assert stranger.sign_in("second", NEW_PASSWORD).status_code == 302


def test_every_fault_of_a_new_account_is_said_at_once(client_for: ClientFor, world: World) -> None:
    answer = client_for(Role.OPERATOR).send(
        "/accounts/new",
        login="OFFICER",
        name="某人",
        role="expert",
        bureau=world.facts.neighbour,
        expert=world.facts.experts["ZJ0001"],
        agency=0,
        unit=0,
        password=NEW_PASSWORD,
    )
    assert answer.text.count("这个用户名已有人使用。") == 2  # in the list of errors, and at the field
    assert answer.text.count("请选择所选财政局的一位评审专家。") == 2
    assert "有 2 处需要修改" in answer.text


def test_disabling_ends_a_session_at_once(client_for: ClientFor, world: World) -> None:
    officer, operator = client_for(Role.OFFICER), client_for(Role.OPERATOR)
    one = line(world, "officer")
    operator.send(f"/accounts/{one.id}/state", version=one.version, disabled="1")
    assert (officer.get("/templates").status_code, line(world, "officer").disabled) == (302, True)


def test_a_list_that_is_no_longer_current_is_refused_in_words(client_for: ClientFor, world: World) -> None:
    operator, one = client_for(Role.OPERATOR), line(world, "officer")
    operator.send(f"/accounts/{one.id}/state", version=one.version, disabled="1")
    answer = operator.send(f"/accounts/{one.id}/state", version=one.version, disabled="0")
    assert answer.status_code == 409
    assert "在您填写期间，别人已经改动了同一内容。" in answer.text
    assert line(world, "officer").disabled


def test_a_short_first_password_is_refused_in_words(client_for: ClientFor, world: World) -> None:
    one = line(world, "officer")
    answer = client_for(Role.OPERATOR).send(
        f"/accounts/{one.id}/password", version=one.version, password="short"
    )
    assert answer.status_code == 422
    assert "密码至少 12 个字符。" in answer.text


# -- language


def test_a_browser_keeps_the_language_it_chose(stranger: Visitor, world: World) -> None:
    del world
    answer = stranger.get("/language/en?next=/sign-in")
    assert answer.location == "/sign-in"
    assert '<html lang="en">' in stranger.get("/sign-in").text
    stranger.get("/language/zh")
    assert '<html lang="zh-CN">' in stranger.get("/sign-in").text


def test_a_language_we_do_not_speak_becomes_chinese(stranger: Visitor, world: World) -> None:
    del world
    stranger.get("/language/fr")
    assert '<html lang="zh-CN">' in stranger.get("/sign-in").text


def test_the_language_of_an_account_is_used_where_the_browser_chose_none(
    client_for: ClientFor, world: World
) -> None:
    accounts.choose_language(world.work("officer"), "en")
    assert '<html lang="en">' in client_for(Role.OFFICER).get("/templates").text
