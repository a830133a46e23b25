"""A difference is named together with its figures."""

from decimal import Decimal

import pytest

from reviewhub.domain.commissioning.claiming.difference import Difference, plain


def test_other_figures_make_another_difference() -> None:
    first = Difference("claims.total_differs", "total", {"claimed": "88", "computed": "89"})
    same = Difference("claims.total_differs", "total", {"computed": "89", "claimed": "88"})
    later = Difference("claims.total_differs", "total", {"claimed": "88", "computed": "90"})
    assert first.key == same.key != later.key


@pytest.mark.parametrize(
    ("number", "text"), [("4.50", "4.5"), ("100", "100"), ("100.00", "100"), ("0.00", "0"), ("1E+2", "100")]
)
def test_points_are_printed_without_idle_zeros(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_what_was_left_out_is_a_dash() -> None:
    assert plain(None) == "—"
