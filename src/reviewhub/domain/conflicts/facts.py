"""What conflict rules are told: of who would score, of the project, and of bodies and people around it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reviewhub.domain.experts.identity import Person
from reviewhub.domain.lettering import plain_letters


class TieKind(StrEnum):
    """What a declared tie is; ``AVOIDED`` is a unit that the expert keeps away from without saying why."""

    KIN = "kin"
    CLOSE = "close"
    ADVISER = "adviser"
    DIRECTOR = "director"
    SUPERVISOR = "supervisor"
    SHAREHOLDER = "shareholder"
    TOOK_PART = "took_part"
    AVOIDED = "avoided"


class Relation(StrEnum):
    """What an organisation is to the project under review."""

    UNIT = "unit"
    DEPARTMENT = "department"
    PARENT = "parent"
    SUBSIDIARY = "subsidiary"
    AGENCY = "agency"


class Involvement(StrEnum):
    """What a person is, or did, in the project; whoever answers for it and whoever worked on it."""

    RESPONSIBLE = "responsible"
    APPLICANT = "applicant"
    PLANNED = "planned"
    DESIGNED = "designed"
    BUDGETED = "budgeted"
    REVIEWED = "reviewed"


def ended_within(until: date, today: date, years: int) -> bool:
    """Tell whether something ended less than so many years ago, counted in whole months."""
    return (today.year - until.year) * 12 + today.month - until.month < years * 12


@dataclass(frozen=True, slots=True)
class Employment:
    """Where a person worked; ``until`` is None for the present employer, and unknown ends count as recent.

    ``record`` names the row that says so (``table:id``), "" when no row does.
    """

    organization: int
    name: str
    until: date | None
    current: bool
    record: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie as it was declared: to an organisation, a person, a project; what was left open is None or "".

    ``until`` None is a tie that lasts, or whose end nobody said.
    """

    kind: TieKind
    organization: int | None = None
    organization_name: str = ""
    person: str = ""
    project: int | None = None
    project_name: str = ""
    since: date | None = None
    until: date | None = None
    record: str = ""

    def counts(self, today: date, years: int = 0) -> bool:
        """Tell whether the tie lasts, or ended less than so many years ago."""
        return self.until is None or self.until >= today or ended_within(self.until, today, years)


@dataclass(frozen=True, slots=True)
class Served:
    """A review that the scorer took part in: which project, in whose campaign, of which kind and year."""

    project: int
    campaign: str
    kind: str
    year: int
    record: str


@dataclass(frozen=True, slots=True)
class ScorerFacts:
    """What is known of the expert or agency who would score.

    ``expert`` or ``agency`` is the id of whoever it is; organisations that are one body bear one id
    everywhere in the facts, whatever row they were entered under.
    """

    name: str
    employments: tuple[Employment, ...]
    expert: int | None = None
    agency: int | None = None
    person: Person | None = None
    ties: tuple[Tie, ...] = ()
    served: tuple[Served, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """An organisation around the project, with its id, its name and what it is to it."""

    organization: int
    name: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Involved:
    """A person around the project; ``record`` is the row that names them."""

    person: Person
    part: Involvement
    record: str


@dataclass(frozen=True, slots=True)
class Objected:
    """The unit's request that an expert step back (申请回避), with the grounds as they were given."""

    expert: int
    grounds: str
    record: str


@dataclass(frozen=True, slots=True)
class EarlierAgency:
    """An agency that was given a project of the same unit before, and the fiscal year of that."""

    organization: int
    year: int
    record: str


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """What is known of the project: its unit and competent department by id, and all that stands around it.

    ``related`` lists unit, department, the unit's parents and subsidiaries and the task's agency;
    ``projects`` are the ids under which this project was entered, this year and before; ``kind`` and
    ``year`` are its campaign's.
    """

    project: str
    unit: int
    department: int | None
    related: tuple[Related, ...] = ()
    people: tuple[Involved, ...] = ()
    objections: tuple[Objected, ...] = ()
    agencies: tuple[EarlierAgency, ...] = ()
    projects: frozenset[int] = frozenset()
    kind: str = ""
    year: int = 0

    @property
    def unit_name(self) -> str:
        """The unit's name, "" when the facts do not say."""
        found = self.named(self.unit, Relation.UNIT)
        return found.name if found else ""

    def named(self, organization: int | None, *relations: Relation) -> Related | None:
        """Give the related organisation with this id if it stands in one of the relations (default: any)."""
        for one in self.related:
            if one.organization == organization and (not relations or one.relation in relations):
                return one
        return None

    def is_project(self, tie: Tie) -> bool:
        """Tell whether a tie names this project, by an id of any year or by its name."""
        if tie.project is not None:
            return tie.project in self.projects
        return bool(tie.project_name) and plain_letters(tie.project_name) == plain_letters(self.project)
