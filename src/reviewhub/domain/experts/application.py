"""What a person says who applies to the pool: read once, checked whole, kept as plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.experts.eligibility import Absence
from reviewhub.domain.experts.profile import EXPERT_CLASSES, Profile, faults
from reviewhub.domain.workflow import Moves

LONGEST: Final = {"name": 80, "title": 80, "employer": 200}
MOST_RECUSALS: Final = 30


class ApplicationState(StrEnum):
    """Where an application stands."""

    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REFUSED = "refused"


APPLICATION: Final[Moves] = {
    (ApplicationState.RECEIVED, "accept"): ApplicationState.ACCEPTED,
    (ApplicationState.RECEIVED, "send_back"): ApplicationState.RETURNED,
    (ApplicationState.RECEIVED, "refuse"): ApplicationState.REFUSED,
    (ApplicationState.RETURNED, "correct"): ApplicationState.RECEIVED,
    (ApplicationState.RETURNED, "refuse"): ApplicationState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person who applies; ``recusals`` names the organisations to be recused from, ``consent`` is given."""

    name: str
    expert_class: str
    title: str
    employer: str
    fields: tuple[str, ...]
    recusals: tuple[str, ...]
    consent: bool
    profile: Profile = field(default_factory=Profile)

    def require_sound(self) -> None:
        """Refuse an application with faults; raises :class:`Invalid` with all of them."""
        problems = [*_register_faults(self), *faults(self.profile)]
        if problems:
            raise Invalid(problems)

    def written(self) -> dict[str, Any]:
        """Give plain values, as they are kept."""
        values = asdict(self)
        values["profile"]["absences"] = [
            [one.first.isoformat(), one.last.isoformat()] for one in self.profile.absences
        ]
        values["profile"].pop("confirmed_on")
        values.pop("consent")
        return values


def read_applicant(kept: Mapping[str, Any]) -> Applicant:
    """Read what :meth:`Applicant.written` gave; consent had been given."""
    facts: dict[str, Any] = dict(kept["profile"])
    absences = tuple(
        Absence(date.fromisoformat(first), date.fromisoformat(last)) for first, last in facts.pop("absences")
    )
    lists = {name: tuple(facts.pop(name)) for name in ("categories", "specialities")}
    profile = Profile(**{**facts, **lists}, absences=absences)
    named = {name: kept[name] for name in ("name", "expert_class", "title", "employer")}
    return Applicant(
        **named, fields=tuple(kept["fields"]), recusals=tuple(kept["recusals"]), consent=True, profile=profile
    )


def _register_faults(one: Applicant) -> Iterator[Problem]:
    for name, limit in LONGEST.items():
        text = getattr(one, name)
        if not text and name != "title":
            yield Problem(name, "table.value_missing")
        if len(text) > limit:
            yield Problem(name, "table.too_long", {"length": len(text), "limit": limit})
    if one.expert_class not in EXPERT_CLASSES:
        choices = "、".join(EXPERT_CLASSES)
        yield Problem("expert_class", "table.not_a_choice", {"value": one.expert_class, "choices": choices})
    yield from _consent_faults(one)


def _consent_faults(one: Applicant) -> Iterator[Problem]:
    if not one.profile.phone and not one.profile.email:
        yield Problem("phone", "registration.no_contact")
    if len(one.recusals) > MOST_RECUSALS or any(len(name) > LONGEST["employer"] for name in one.recusals):
        yield Problem("recusals", "registration.too_many_recusals", {"most": MOST_RECUSALS})
    if not one.consent:
        yield Problem("consent", "registration.no_consent")
