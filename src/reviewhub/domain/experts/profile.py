"""The facts of a person beyond the register, whoever writes them: checked once, all faults at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.experts.eligibility import Absence
from reviewhub.domain.experts.specialities import unknown

EXPERT_CLASSES: Final = ("业务", "管理", "财务")
GENDERS: Final = ("男", "女")
CATEGORIES: Final = ("事前绩效评估", "预算评审", "绩效评价", "政府采购评审", "专项债券评审")
LIMITS: Final = {
    "gender": 10,
    "region": 80,
    "phone": 40,
    "email": 120,
    "wechat": 80,
    "address": 200,
    "certificate": 80,
    "duties": 120,
    "work_history": 4000,
    "achievements": 4000,
    "social_posts": 2000,
    "former_reviews": 2000,
}
"""The longest texts that the fields hold, in characters."""

PERSONAL: Final = frozenset({"phone", "email", "wechat", "address"})
"""What only officers of the bureau and the person may see; it is in no export, log or ledger entry."""

_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()-]{5,30}")
_EMAIL: Final = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s.,;<>\"]{2,}")


@dataclass(frozen=True, slots=True)
class Profile:
    """Facts of one person; texts are "" and ``confirmed_on`` is None where nothing is known."""

    gender: str = ""
    region: str = ""
    phone: str = ""
    email: str = ""
    wechat: str = ""
    address: str = ""
    certificate: str = ""
    duties: str = ""
    work_history: str = ""
    achievements: str = ""
    social_posts: str = ""
    former_reviews: str = ""
    categories: tuple[str, ...] = ()
    specialities: tuple[str, ...] = ()
    available: bool = True
    absences: tuple[Absence, ...] = ()
    self_registered: bool = False
    confirmed_on: date | None = None

    def require_sound(self) -> None:
        """Refuse facts that cannot be so; raises :class:`Invalid` with every fault, each at its field."""
        problems = list(faults(self))
        if problems:
            raise Invalid(problems)


def faults(profile: Profile) -> Iterator[Problem]:
    """List what is wrong with a person's facts; what is left blank is not wrong."""
    for name, limit in LIMITS.items():
        length = len(getattr(profile, name))
        if length > limit:
            yield Problem(name, "table.too_long", {"length": length, "limit": limit})
    if profile.gender and profile.gender not in GENDERS:
        yield Problem(
            "gender", "table.not_a_choice", {"value": profile.gender, "choices": "、".join(GENDERS)}
        )
    yield from contact_faults(profile.phone, profile.email)
    yield from (Problem("specialities", "expert.no_speciality", {"value": one}) for one in _unknown(profile))
    for one in profile.absences:
        if one.last < one.first:
            values = {"first": one.first.isoformat(), "last": one.last.isoformat()}
            yield Problem("absences", "expert.absence_backwards", values)


def contact_faults(phone: str, email: str) -> Iterator[Problem]:
    """Say what of a phone number and an address for e-mail cannot be used."""
    if phone and not _PHONE.fullmatch(phone):
        yield Problem("phone", "expert.not_a_phone")
    if email and not _EMAIL.fullmatch(email):
        yield Problem("email", "expert.not_an_email")


def read_absences(text: str) -> tuple[Absence, ...]:
    """Read absences as people type them, one a line, ``2026-05-01 至 2026-05-07`` or a single day.

    Raises :class:`Invalid` naming the first line that is none.
    """
    return tuple(_absence(line.strip()) for line in text.splitlines() if line.strip())


def printed(absences: tuple[Absence, ...]) -> str:
    """Give absences as :func:`read_absences` reads them."""
    return "\n".join(f"{one.first.isoformat()} 至 {one.last.isoformat()}" for one in absences)


def _absence(line: str) -> Absence:
    parts = [one for one in re.split(r"\s*(?:至|到|~|～|—|–| - )\s*|\s+", line) if one]
    try:
        first, last = date.fromisoformat(parts[0]), date.fromisoformat(parts[-1])
    except (ValueError, IndexError) as error:
        raise Invalid([Problem("absences", "expert.not_an_absence", {"value": line[:40]})]) from error
    return Absence(first, last)


def _unknown(profile: Profile) -> tuple[str, ...]:
    return unknown(profile.specialities)
