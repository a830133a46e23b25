"""What each way of choosing an agency must leave on record."""

import pytest

from reviewhub.domain.commissioning.selection import Chosen, Method, problems_of


@pytest.mark.parametrize(
    ("chosen", "missing"),
    [
        (Chosen(Method.LISTED, "2026 年入围名单"), []),
        (Chosen(Method.LISTED, " ", "熟悉行业"), ["basis"]),
        (Chosen(Method.APPOINTED, "", "唯一具备资质"), []),
        (Chosen(Method.APPOINTED, "2026 年入围名单", " "), ["reason"]),
        (Chosen(Method.LOT), []),
    ],
)
def test_a_list_is_named_an_appointment_has_its_reason_and_a_lot_its_record(
    chosen: Chosen, missing: list[str]
) -> None:
    assert [one.path for one in problems_of(chosen)] == missing
