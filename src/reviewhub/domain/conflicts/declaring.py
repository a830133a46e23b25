"""What somebody declares: a tie, an objection, a person involved, as typed, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from reviewhub.domain.conflicts.facts import Involvement, TieKind
from reviewhub.domain.errors import Problem

OF_A_BODY: Final = (
    TieKind.ADVISER,
    TieKind.DIRECTOR,
    TieKind.SUPERVISOR,
    TieKind.SHAREHOLDER,
    TieKind.AVOIDED,
)
LONGEST: Final = {"organization": 200, "person": 80, "project": 300, "note": 1000, "name": 80}


@dataclass(frozen=True, slots=True)
class NewTie:
    """A tie as typed: to an organisation, a person or a project by name; ends are None while unknown."""

    kind: str
    organization: str = ""
    person: str = ""
    project: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""

    def problems(self) -> Iterator[Problem]:
        """List what is missing or cannot be."""
        kinds = {one.value for one in TieKind}
        if self.kind not in kinds:
            yield Problem("kind", "tie.kind_missing")
        elif self.kind in OF_A_BODY and not self.organization:
            yield Problem("organization", "tie.organization_missing")
        elif self.kind == TieKind.TOOK_PART and not (self.project or self.organization):
            yield Problem("project", "tie.project_missing")
        elif not (self.organization or self.person or self.project):
            yield Problem("person", "tie.person_missing")
        if self.since and self.until and self.until < self.since:
            yield Problem("until", "tie.ends_before_start")
        yield from _too_long(
            organization=self.organization, person=self.person, project=self.project, note=self.note
        )


@dataclass(frozen=True, slots=True)
class NewObjection:
    """A unit's objection as typed: the expert by id, None while nobody was found, the grounds, the day."""

    expert: int | None
    grounds: str
    received_on: date | None

    def problems(self, today: date) -> Iterator[Problem]:
        """List what is missing or cannot be."""
        if self.expert is None:
            yield Problem("expert", "objection.no_expert")
        if not self.grounds:
            yield Problem("grounds", "objection.grounds_missing")
        if self.received_on is None or self.received_on > today:
            yield Problem("received_on", "objection.day")
        yield from _too_long(note=self.grounds, path="grounds")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person involved as typed."""

    part: str
    name: str
    code: str = ""
    phone: str = ""

    def problems(self) -> Iterator[Problem]:
        """List what is missing."""
        if self.part not in {one.value for one in Involvement}:
            yield Problem("part", "involved.part_missing")
        if not self.name:
            yield Problem("name", "involved.name_missing")
        yield from _too_long(name=self.name)
        for path, text in (("code", self.code), ("phone", self.phone)):
            if len(text) > LONGEST_CODE:
                yield Problem(path, "answer.too_long", {"most": LONGEST_CODE})


LONGEST_CODE: Final = 40


def _too_long(path: str = "", **texts: str) -> Iterator[Problem]:
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            yield Problem(path or name, "answer.too_long", {"most": LONGEST[name]})
