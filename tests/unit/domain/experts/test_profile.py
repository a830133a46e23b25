"""Facts of a person: every fault at its field, blanks allowed."""

from dataclasses import replace
from datetime import date

import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.domain.experts.eligibility import Absence
from reviewhub.domain.experts.profile import LIMITS, Profile, faults, printed, read_absences

MAY = Absence(date(2026, 5, 1), date(2026, 5, 7))


def paths(profile: Profile) -> list[str]:
    return [one.path for one in faults(profile)]


def test_a_blank_profile_is_sound() -> None:
    Profile().require_sound()


@pytest.mark.parametrize("phone", ["13800138000", "+86 871 6816-1234", "0871-68161234"])
def test_a_phone_number_is_taken_as_people_write_it(phone: str) -> None:
    assert paths(Profile(phone=phone)) == []


@pytest.mark.parametrize("email", ["a@b", "甲 乙@c.cn", "a@b.cn, c@d.cn", "a b@c.cn", "<a@b.cn>"])
def test_what_no_mail_can_be_sent_to_is_refused(email: str) -> None:
    assert paths(Profile(email=email)) == ["email"]


def test_every_fault_is_named_at_its_field() -> None:
    worst = Profile(
        gender="无",
        region="长" * 81,
        phone="不详",
        email="x",
        specialities=("Z9",),
        absences=(Absence(MAY.last, MAY.first),),
    )
    with pytest.raises(Invalid) as refused:
        worst.require_sound()
    found = [one.path for one in refused.value.problems]
    assert found == ["region", "gender", "phone", "email", "specialities", "absences"]


def test_every_text_has_its_limit() -> None:
    texts = {name for name, value in Profile.__dataclass_fields__.items() if value.type is str}
    assert texts == set(LIMITS)


@pytest.mark.parametrize(
    "text", ["2026-05-01 至 2026-05-07", " 2026-05-01到2026-05-07\n\n", "2026-05-01 ~ 2026-05-07"]
)
def test_absences_are_read_as_people_type_them(text: str) -> None:
    assert read_absences(text) == (MAY,)


def test_absences_come_back_as_they_are_printed_and_a_single_day_is_one() -> None:
    day = replace(MAY, last=MAY.first)
    assert read_absences("2026-05-01") == (day,)
    assert read_absences(printed((MAY, day))) == (MAY, day)
    assert read_absences("") == ()


@pytest.mark.parametrize("text", ["五月初", "2026-13-01", "至", "2026-05-01 至 月底"])
def test_what_is_no_absence_is_named(text: str) -> None:
    with pytest.raises(Invalid, match="invalid"):
        read_absences(text)
