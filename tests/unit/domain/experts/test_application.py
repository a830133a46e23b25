"""An application to the pool: complete or refused with every fault, and kept without loss."""

from dataclasses import replace
from datetime import date

import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.domain.experts.application import APPLICATION, Applicant, ApplicationState, read_applicant
from reviewhub.domain.experts.eligibility import Absence
from reviewhub.domain.experts.profile import Profile
from reviewhub.domain.ledger import canonical_json

WHOLE = Applicant(
    "韩一",
    "业务",
    "教授",
    "春城大学",
    ("水利",),
    ("春城水务公司",),
    consent=True,
    profile=Profile(
        phone="13800138000",
        specialities=("B0101",),
        categories=("预算评审",),
        absences=(Absence(date(2026, 5, 1), date(2026, 5, 7)),),
        self_registered=True,
    ),
)


def test_an_application_comes_back_as_it_was_kept() -> None:
    WHOLE.require_sound()
    assert read_applicant(WHOLE.written()) == WHOLE
    assert canonical_json(WHOLE.written())


def test_every_fault_is_named_at_once() -> None:
    empty = Applicant("", "法律", "", "", (), ("长" * 201,), consent=False, profile=Profile(email="?"))
    with pytest.raises(Invalid) as refused:
        empty.require_sound()
    found = [one.path for one in refused.value.problems]
    assert found == ["name", "employer", "expert_class", "recusals", "consent", "email"]


def test_one_way_to_be_reached_is_needed_and_enough() -> None:
    unreachable = replace(WHOLE, profile=replace(WHOLE.profile, phone=""))
    with pytest.raises(Invalid):
        unreachable.require_sound()
    replace(unreachable, profile=replace(WHOLE.profile, phone="", email="h@example.cn")).require_sound()


def test_what_was_decided_stays_decided() -> None:
    ends = {ApplicationState.ACCEPTED, ApplicationState.REFUSED}
    assert not any(start in ends for start, _ in APPLICATION)
