"""Who may do what: one table, asked before every act."""

import pytest

from reviewhub.domain.errors import NotAllowed
from reviewhub.domain.policy import ALLOWED, Act, Actor, Role, may, require


def actor(role: Role) -> Actor:
    return Actor(1, "某人", role, 1)


def test_every_role_stands_in_the_table() -> None:
    assert set(ALLOWED) == set(Role)


def test_every_act_is_allowed_to_somebody() -> None:
    assert frozenset[Act]().union(*ALLOWED.values()) == set(Act)


@pytest.mark.parametrize("act", Act)
def test_nobody_may_do_nothing(act: Act) -> None:
    assert not may(None, act)
    with pytest.raises(NotAllowed):
        require(None, act)


@pytest.mark.parametrize("role", Role)
def test_what_hides_is_what_refuses(role: Role) -> None:
    allowed = {act for act in Act if may(actor(role), act)}
    assert allowed == ALLOWED[role]
    for act in set(Act) - allowed:
        with pytest.raises(NotAllowed):
            require(actor(role), act)


def test_who_may_is_given_back() -> None:
    officer = actor(Role.OFFICER)
    assert require(officer, Act.RUN_CAMPAIGNS) is officer


def test_only_officers_run_campaigns_and_only_experts_and_agencies_score() -> None:
    holders = {act: {role for role in Role if act in ALLOWED[role]} for act in Act}
    assert holders[Act.RUN_CAMPAIGNS] == {Role.OFFICER}
    assert holders[Act.SCORE] == {Role.EXPERT, Role.AGENCY}
