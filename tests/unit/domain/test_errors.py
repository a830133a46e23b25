"""One tree of refusals, each with its status, code and values."""

import pytest

from reviewhub.domain.errors import (
    Invalid,
    NotAllowed,
    NotFound,
    PluginError,
    Problem,
    ReviewhubError,
    StaleWrite,
    Unavailable,
    WrongState,
)

STATUS = {
    NotFound: 404,
    NotAllowed: 403,
    WrongState: 409,
    StaleWrite: 409,
    Invalid: 422,
    Unavailable: 503,
    PluginError: 500,
}


def test_every_refusal_has_its_status() -> None:
    assert {kind: kind.status for kind in ReviewhubError.__subclasses__()} == STATUS


@pytest.mark.parametrize("kind", [kind for kind in STATUS if kind is not Invalid])
def test_a_refusal_carries_its_code_and_values(kind: type[ReviewhubError]) -> None:
    error = kind("some.code", count=3)
    assert (error.code, error.values) == ("some.code", {"count": 3})


def test_invalid_lists_every_problem_and_counts_them() -> None:
    problems = [Problem("row 1", "a"), Problem("row 2", "b")]
    error = Invalid(iter(problems))
    assert (error.problems, error.code, error.values) == (tuple(problems), "invalid", {"count": 2})
