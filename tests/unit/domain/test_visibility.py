"""Who may see which fact in which phase."""

import pytest

from reviewhub.domain.policy import Role
from reviewhub.domain.visibility import VISIBLE, Fact, Phase, may_see, turns, unit_fact


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("fact", Fact)
def test_what_the_table_lacks_is_hidden(role: Role, fact: Fact) -> None:
    seen = {phase for phase in Phase if may_see(role, fact, phase)}
    assert seen == VISIBLE.get((role, fact), frozenset())


@pytest.mark.parametrize("role", Role)
def test_nobody_sees_a_result_or_the_others_while_scores_are_still_coming(role: Role) -> None:
    hidden = (Fact.RESULT, Fact.SHEETS_BY_CODE, Fact.SCORES_WITH_NAMES)
    assert [fact for fact in hidden if may_see(role, fact, Phase.SCORING)] == []


def test_leaders_never_see_who_gave_which_score() -> None:
    names = (Fact.EXPERT_NAMES, Fact.SCORES_WITH_NAMES)
    assert [(fact, phase) for fact in names for phase in Phase if may_see(Role.LEADER, fact, phase)] == []


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY])
def test_who_scores_always_sees_the_own_sheet(role: Role) -> None:
    assert all(may_see(role, Fact.OWN_SHEET, phase) for phase in Phase)


def test_blind_review_hides_the_unit_from_experts_until_the_conclusion_and_from_nobody_else() -> None:
    seen = {
        role: {blind: VISIBLE.get((role, unit_fact(blind=blind)), frozenset()) for blind in (False, True)}
        for role in Role
    }
    assert seen.pop(Role.EXPERT) == {False: set(Phase), True: {Phase.CONCLUDED}}
    assert [role for role, by_kind in seen.items() if by_kind[True] != by_kind[False]] == []


def test_an_agency_knows_whom_it_evaluates_in_every_phase() -> None:
    assert all(may_see(Role.AGENCY, unit_fact(blind=True), phase) for phase in Phase)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("fact", Fact)
def test_sight_turns_where_one_phase_shows_what_another_hides(role: Role, fact: Fact) -> None:
    assert turns(role, fact) == (len({may_see(role, fact, phase) for phase in Phase}) > 1)
