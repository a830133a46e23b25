"""What speaks against giving an agency a task, and who evaluates themselves."""

from datetime import date

import pytest

from reviewhub.domain.commissioning.agency import Standing, evaluates_itself, obstacle
from reviewhub.domain.words import Reason

TIE = Reason("commission.tied", {})


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (Standing(), None),
        (Standing(leads=2, fit_leads=1), None),
        (Standing(leads=2), "agency.no_fit_lead"),
        (Standing(barred_through=date(2027, 1, 1), leads=2), "agency.barred"),
        (Standing(tie=TIE, barred_through=date(2027, 1, 1)), "commission.tied"),
    ],
)
def test_a_tie_goes_before_a_violation_and_that_before_a_want_of_people(
    known: Standing, code: str | None
) -> None:
    found = obstacle(known)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("principal", "itself"), [("水务局", True), ("水务局（本级）", True), ("经开区财政分局", False)]
)
def test_a_department_does_not_commission_its_own_evaluation_however_its_name_is_spelt(
    principal: str, *, itself: bool
) -> None:
    assert evaluates_itself(principal, "水库管理所", "水务局") is itself


def test_a_project_without_a_department_has_none_to_evaluate_itself() -> None:
    assert not evaluates_itself("", "水库管理所", "")
