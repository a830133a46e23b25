"""Accounts: the first run, signing in, locking, passwords, sessions that end everywhere."""

import pytest
from sqlalchemy import select

from integration.world import BUREAU, PASSWORD, Clock, World
from reviewhub.db.models import Account, Bureau, Entry, SignIn
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.services import accounts
from reviewhub.services.accounts import AccountLine, NewAccount
from reviewhub.services.work import Work
from reviewhub.settings import Settings

OPERATOR = NewAccount(" Root ", " 系统管理员 ", Role.OPERATOR, PASSWORD, must_change=False)
NEW_PASSWORD = "another long password"


def sign_in(world: World, login: str, password: str = PASSWORD) -> str:
    return accounts.sign_in(world.parts.work(None), login, password, world.parts.settings)


def resume(world: World, token: str) -> accounts.SignedIn | None:
    return accounts.resume(world.parts.work(None), token, world.parts.settings)


def refusal(world: World, login: str, password: str) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(NotAllowed) as refused:
        sign_in(world, login, password)
    return refused.value.code, dict(refused.value.values)


def line(world: World, login: str) -> AccountLine:
    found = accounts.list_accounts(world.work("operator"))
    return next(one for one in found if one.login == login)


def acts(world: World) -> list[tuple[str, str]]:
    with world.parts.work(None).reading() as session:
        entries = session.execute(select(Entry).where(Entry.bureau_id.is_(None)).order_by(Entry.number))
        return [(entry.act, entry.actor) for entry in entries.scalars()]


# -- the first run


def test_the_first_run_is_over_once_somebody_can_sign_in(nobody: Work, settings: Settings) -> None:
    before = accounts.is_first_run(nobody)
    accounts.set_up(nobody, BUREAU, OPERATOR, settings)
    assert (before, accounts.is_first_run(nobody)) == (True, False)


def test_the_first_operator_can_sign_in_with_the_login_in_any_case(nobody: Work, settings: Settings) -> None:
    accounts.set_up(nobody, BUREAU, OPERATOR, settings)
    token = accounts.sign_in(nobody, "  ROOT ", PASSWORD, settings)
    found = accounts.resume(nobody, token, settings)
    assert found is not None
    assert (found.login, found.actor.name, found.actor.role, found.actor.bureau) == (
        "root",
        "系统管理员",
        Role.OPERATOR,
        None,
    )


def test_nobody_can_set_up_a_second_time(nobody: Work, settings: Settings) -> None:
    accounts.set_up(nobody, BUREAU, OPERATOR, settings)
    intruder = NewAccount("intruder", "闯入者", Role.OPERATOR, PASSWORD)
    with pytest.raises(WrongState, match=r"account\.already_set_up"):
        accounts.set_up(nobody, "另一个局", intruder, settings)
    with nobody.reading() as session:
        assert session.execute(select(Account.login)).scalars().all() == ["root"]
        assert session.execute(select(Bureau.name)).scalars().all() == [BUREAU]


def test_a_short_password_stops_the_set_up(nobody: Work, settings: Settings) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.set_up(nobody, BUREAU, NewAccount("root", "管", Role.OPERATOR, "x" * 11), settings)
    assert refused.value.problems == (Problem("password", "account.password_short", {"least": 12}),)
    assert accounts.is_first_run(nobody)


# -- signing in


def test_every_failure_is_answered_alike(world: World) -> None:
    operator = world.work("operator")
    accounts.set_disabled(
        operator, world.actor("leader").account, disabled=True, version=line(world, "leader").version
    )
    for _ in range(5):
        refusal(world, "auditor", "wrong")
    answers = [
        refusal(world, "nobody-of-this-name", PASSWORD),
        refusal(world, "officer", "wrong"),
        refusal(world, "leader", PASSWORD),
        refusal(world, "auditor", PASSWORD),
    ]
    assert answers == [("account.sign_in_failed", {"minutes": 15})] * 4


def test_five_wrong_passwords_lock_the_account_for_fifteen_minutes(world: World, clock: Clock) -> None:
    for _ in range(5):
        refusal(world, "officer", "wrong")
    clock.move(minutes=14, seconds=59)
    refusal(world, "officer", PASSWORD)
    clock.move(seconds=1)
    assert resume(world, sign_in(world, "officer")) is not None


def test_a_right_password_starts_the_count_anew(world: World) -> None:
    for _ in range(4):
        refusal(world, "officer", "wrong")
    sign_in(world, "officer")
    for _ in range(4):
        refusal(world, "officer", "wrong")
    assert resume(world, sign_in(world, "officer")) is not None


def test_guessing_at_a_locked_account_does_not_lock_it_for_longer(world: World, clock: Clock) -> None:
    for _ in range(5):
        refusal(world, "officer", "wrong")
    clock.move(minutes=10)
    refusal(world, "officer", "wrong")
    clock.move(minutes=5)
    assert resume(world, sign_in(world, "officer")) is not None


def test_the_token_itself_is_not_stored(world: World) -> None:
    token = sign_in(world, "officer")
    with world.parts.work(None).reading() as session:
        stored = session.execute(select(SignIn.token_digest)).scalar_one()
    assert (stored == token, token in stored, len(stored)) == (False, False, 64)


# -- sessions


def test_a_session_knows_whom_an_expert_stands_for(world: World) -> None:
    found = resume(world, sign_in(world, "zj0003"))
    assert found is not None
    assert (found.actor, found.bureau_name) == (world.actor("ZJ0003"), BUREAU)


def test_a_token_that_nobody_was_given_opens_nothing(world: World) -> None:
    sign_in(world, "officer")
    assert resume(world, "made-up") is None


def test_a_session_ends_after_an_idle_hour(world: World, clock: Clock) -> None:
    token = sign_in(world, "officer")
    clock.move(minutes=59, seconds=59)
    awake = resume(world, token)
    clock.move(minutes=60)
    assert (awake is None, resume(world, token)) == (False, None)


def test_a_session_ends_after_twelve_hours_of_work(world: World, clock: Clock) -> None:
    token = sign_in(world, "officer")
    for _ in range(23):
        clock.move(minutes=30)
        assert resume(world, token) is not None
    clock.move(minutes=30)
    assert resume(world, token) is None


def test_signing_out_ends_the_session_on_the_server(world: World) -> None:
    token, elsewhere = sign_in(world, "officer"), sign_in(world, "officer")
    accounts.sign_out(world.parts.work(None), token)
    assert resume(world, token) is None
    assert resume(world, elsewhere) is not None


def test_disabling_an_account_ends_its_sessions_at_once_and_enabling_does_not_revive_them(
    world: World,
) -> None:
    token, account = sign_in(world, "officer"), world.actor("officer").account
    operator = world.work("operator")
    accounts.set_disabled(operator, account, disabled=True, version=line(world, "officer").version)
    disabled = resume(world, token)
    accounts.set_disabled(operator, account, disabled=False, version=line(world, "officer").version)
    assert (disabled, resume(world, token)) == (None, None)
    assert resume(world, sign_in(world, "officer")) is not None


# -- passwords


def test_a_changed_password_ends_every_session_and_the_old_one_opens_nothing(world: World) -> None:
    tokens = [sign_in(world, "officer"), sign_in(world, "officer")]
    accounts.change_password(world.work("officer"), PASSWORD, NEW_PASSWORD, world.parts.settings)
    assert [resume(world, token) for token in tokens] == [None, None]
    refusal(world, "officer", PASSWORD)
    assert resume(world, sign_in(world, "officer", NEW_PASSWORD)) is not None


def test_somebody_elses_session_stays_when_i_change_my_password(world: World) -> None:
    token = sign_in(world, "leader")
    accounts.change_password(world.work("officer"), PASSWORD, NEW_PASSWORD, world.parts.settings)
    assert resume(world, token) is not None


def test_the_old_password_is_asked_for(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.change_password(world.work("officer"), "wrong", NEW_PASSWORD, world.parts.settings)
    assert refused.value.problems == (Problem("old_password", "account.wrong_password"),)
    sign_in(world, "officer")


def test_a_reset_password_must_be_changed_and_unlocks_and_ends_sessions(world: World) -> None:
    token = sign_in(world, "officer")
    for _ in range(5):
        refusal(world, "officer", "wrong")
    account, version = world.actor("officer").account, line(world, "officer").version
    accounts.reset_password(world.work("operator"), account, NEW_PASSWORD, version, world.parts.settings)
    found = resume(world, sign_in(world, "officer", NEW_PASSWORD))
    assert found is not None
    assert (found.must_change_password, resume(world, token)) == (True, None)


def test_a_changed_password_need_not_be_changed_again(world: World) -> None:
    account, version = world.actor("officer").account, line(world, "officer").version
    settings = world.parts.settings
    accounts.reset_password(world.work("operator"), account, NEW_PASSWORD, version, settings)
    accounts.change_password(world.work("officer"), NEW_PASSWORD, PASSWORD, settings)
    assert not line(world, "officer").must_change_password


# -- the operator's list


def test_only_the_operator_manages_accounts(world: World) -> None:
    new = NewAccount("x", "某人", Role.LEADER, PASSWORD, bureau=world.facts.bureau)
    refused = []
    for role in set(Role) - {Role.OPERATOR}:
        with pytest.raises(NotAllowed) as error:
            accounts.create_account(world.work(role), new, world.parts.settings)
        refused.append(error.value.code)
    assert refused == ["not_allowed"] * (len(Role) - 1)


def test_a_login_can_be_taken_once_whatever_its_case(world: World) -> None:
    new = NewAccount(" OFFICER ", "某人", Role.LEADER, PASSWORD, bureau=world.facts.bureau)
    with pytest.raises(Invalid) as refused:
        accounts.create_account(world.work("operator"), new, world.parts.settings)
    assert refused.value.problems == (Problem("login", "account.login_taken"),)


@pytest.mark.parametrize(
    ("role", "path", "code"),
    [
        (Role.EXPERT, "expert", "account.expert_missing"),
        (Role.AGENCY, "agency", "account.agency_missing"),
        (Role.UNIT, "unit", "account.unit_missing"),
    ],
)
def test_an_account_stands_for_someone_of_its_own_bureau(
    world: World, role: Role, path: str, code: str
) -> None:
    nobody = NewAccount("x", "某人", role, PASSWORD, world.facts.bureau)
    foreign = NewAccount(
        "x",
        "某人",
        role,
        PASSWORD,
        world.facts.neighbour,
        world.facts.experts["ZJ0001"],
        world.facts.agencies["agency1"],
        world.facts.organizations["水务局"],
    )
    for new in (nobody, foreign):
        with pytest.raises(Invalid) as refused:
            accounts.create_account(world.work("operator"), new, world.parts.settings)
        assert refused.value.problems == (Problem(path, code),)


def test_only_an_operator_belongs_to_no_bureau(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.create_account(
            world.work("operator"), NewAccount("x", "某人", Role.LEADER, PASSWORD), world.parts.settings
        )
    assert refused.value.problems == (Problem("bureau", "account.bureau_missing"),)


def test_a_new_account_signs_in_and_must_change_its_password(world: World) -> None:
    new = NewAccount("officer2", "吴经办", Role.OFFICER, PASSWORD, bureau=world.facts.bureau)
    accounts.create_account(world.work("operator"), new, world.parts.settings)
    found = resume(world, sign_in(world, "officer2"))
    assert found is not None
    assert (found.actor.role, found.bureau_name, found.must_change_password) == (Role.OFFICER, BUREAU, True)


def test_an_account_of_a_unit_speaks_for_it(world: World) -> None:
    found = resume(world, sign_in(world, "unit1"))
    assert found is not None
    assert (found.actor.role, found.actor.unit) == (Role.UNIT, world.facts.organizations["水务局"])


def test_the_operator_cannot_shut_herself_out(world: World) -> None:
    account, version = world.actor("operator").account, line(world, "operator").version
    with pytest.raises(WrongState, match=r"account\.not_oneself"):
        accounts.set_disabled(world.work("operator"), account, disabled=True, version=version)


def test_a_list_that_is_no_longer_current_disables_nobody(world: World) -> None:
    account, version = world.actor("officer").account, line(world, "officer").version
    accounts.set_disabled(world.work("operator"), account, disabled=True, version=version)
    with pytest.raises(StaleWrite):
        accounts.set_disabled(world.work("operator"), account, disabled=False, version=version)
    assert line(world, "officer").disabled


def test_an_account_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        accounts.set_disabled(world.work("operator"), 10_000, disabled=True, version=1)


def test_a_failed_sign_in_does_not_make_the_operators_page_stale(world: World) -> None:
    account, version = world.actor("officer").account, line(world, "officer").version
    refusal(world, "officer", "wrong")
    accounts.set_disabled(world.work("operator"), account, disabled=True, version=version)
    assert line(world, "officer").disabled


def test_what_was_done_to_accounts_stands_in_the_ledger(world: World) -> None:
    before = len(acts(world))
    account, version = world.actor("officer").account, line(world, "officer").version
    operator = f"account:{world.actor('operator').account}"
    accounts.set_disabled(world.work("operator"), account, disabled=True, version=version)
    assert acts(world)[before:] == [("disable_account", operator)]


def test_the_choices_of_a_new_account_are_ids_and_names(world: World) -> None:
    choices = accounts.account_choices(world.work("operator"))
    assert choices.bureaus == ((world.facts.bureau, BUREAU), (world.facts.neighbour, "滇池财政局"))
    assert choices.experts[0] == (world.facts.experts["ZJ0001"], "ZJ0001 马兰杰")
    assert {one for one, _ in choices.agencies} == set(world.facts.agencies.values())


def test_a_chosen_language_is_remembered(world: World) -> None:
    accounts.choose_language(world.work("officer"), "en")
    found = resume(world, sign_in(world, "officer"))
    assert found is not None
    assert found.language == "en"
