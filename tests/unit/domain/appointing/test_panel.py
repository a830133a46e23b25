"""What an officer is told about a choice of experts before anyone is invited."""

from reviewhub.domain.appointing.panel import Candidate, warnings
from reviewhub.domain.words import Reason


def candidate(
    name: str, *, employer: int | None = None, load: int = 0, limit: int | None = None
) -> Candidate:
    return Candidate(name, "业务", employer, load, limit, in_pool=True)


def test_an_odd_panel_of_different_employers_with_time_gives_no_warning() -> None:
    chosen = [candidate("甲", employer=1), candidate("乙", employer=2, load=3, limit=5), candidate("丙")]
    assert list(warnings(chosen, 2)) == []


def test_an_even_panel_can_tie() -> None:
    assert list(warnings([candidate(name) for name in "甲乙丙丁"], 1)) == [Reason("panel.even", {"count": 4})]


def test_a_small_panel_hangs_on_one_person() -> None:
    assert list(warnings([candidate("甲")], 1)) == [Reason("panel.small", {"count": 1, "least": 3})]


def test_an_expert_is_overloaded_by_the_tasks_that_would_come() -> None:
    chosen = [candidate("甲", load=4, limit=5), candidate("乙"), candidate("丙")]
    assert list(warnings(chosen, 2)) == [Reason("panel.overload", {"name": "甲", "load": 6, "limit": 5})]


def test_reaching_the_limit_is_no_overload() -> None:
    assert list(warnings([candidate("甲", load=4, limit=5), candidate("乙"), candidate("丙")], 1)) == []


def test_two_of_one_employer_are_named_once() -> None:
    chosen = [candidate("甲", employer=7), candidate("乙", employer=7), candidate("丙", employer=8)]
    assert list(warnings(chosen, 1)) == [Reason("panel.same_employer", {"names": "甲、乙"})]
