"""Who may see which fact in which phase."""

import pytest

from reviewhub.domain.policy import Role
from reviewhub.domain.visibility import VISIBLE, Fact, Phase, may_see


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
