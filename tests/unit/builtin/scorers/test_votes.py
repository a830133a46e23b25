"""Votes: the mean value of all valid votes, as a share of the points."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.votes import Votes
from reviewhub.testing import check_scorer, criterion_for

SCORER = Votes()
# Votes of 100, 80, 60 and 40, times votes over valid votes.
VALUES = {"a": 100, "b": 80, "c": 60, "d": 40}
OPTIONS = [{"id": id_, "label": {"zh": id_, "en": id_}, "value": value} for id_, value in VALUES.items()]
CRITERION = criterion_for(SCORER.key, 10, {"options": OPTIONS})
COUNTS = st.dictionaries(st.sampled_from(list(VALUES)), st.integers(0, 1000), min_size=1)


def points(counts: dict[str, int]) -> Decimal | None:
    found = SCORER.score(CRITERION, {f"v.{id_}": Decimal(count) for id_, count in counts.items()})
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("counts", "given_points"),
    [
        ({"a": 5}, "10.00"),
        ({"d": 5}, "4.00"),
        ({"a": 6, "b": 3, "c": 1}, "9.00"),
        ({"a": 1, "b": 1, "c": 1, "d": 4}, "5.71"),
    ],
)
def test_every_vote_counts_what_its_option_is_worth(counts: dict[str, int], given_points: str) -> None:
    assert points(counts) == Decimal(given_points)


def test_without_a_vote_nothing_is_scored() -> None:
    assert check_scorer(SCORER, CRITERION, [{}, {"v.a": "0"}]) == [None, None]


def test_the_reason_names_the_valid_votes_and_their_mean() -> None:
    (found,) = check_scorer(SCORER, CRITERION, [{"v.a": "2", "v.c": "1"}])
    assert found is not None
    assert dict(found.reasons[0].values) == {"criterion": "1.1", "votes": "3", "percent": "86.67"}


def test_an_option_that_stands_twice_is_named() -> None:
    doubled = criterion_for(SCORER.key, 10, {"options": OPTIONS[:1] * 2})
    assert [one.code for one in SCORER.problems(doubled)] == ["template.doubled_part"]


@given(COUNTS)
def test_a_vote_for_the_best_never_costs_and_one_for_the_worst_never_gains(counts: dict[str, int]) -> None:
    now = points(counts)
    better, worse = (points({**counts, id_: counts.get(id_, 0) + 1}) for id_ in ("a", "d"))
    assert better is not None
    assert worse is not None
    assert 4 <= worse <= better <= 10
    assert now is None or worse <= now <= better
