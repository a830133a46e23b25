"""What is assumed of a campaign, and the answer: which tasks move, and by how much."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reviewhub.domain.errors import Problem
from reviewhub.domain.grade import Band, GradeScale
from reviewhub.domain.whatif.limits import Limits
from reviewhub.domain.whatif.movement import Move, Movement
from reviewhub.domain.words import Reason, Words
from reviewhub.services.campaigns import CampaignHead
from reviewhub.services.listing import Listing
from reviewhub.services.outcome.standings import TaskLine
from reviewhub.services.whatif.cases import Seat


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is assumed; what is empty stays as it is.

    Methods are named by key. ``bounds`` are points by band, ``weights`` points by the place of a level-1
    heading, from 1; ``without`` is a seat of a panel; ``limits`` tell departments apart by id.
    """

    aggregator: str = ""
    scale: str = ""
    policy: str = ""
    bounds: Mapping[str, Decimal] = field(default_factory=dict)
    weights: Mapping[int, Decimal] = field(default_factory=dict)
    without: Seat | None = None
    limits: Limits = field(default_factory=Limits)


class MovedLine(NamedTuple):
    """A task that moves."""

    line: TaskLine
    department: str
    move: Move


class DepartmentLine(NamedTuple):
    """What the tasks of a department ask for and get now, and would get, in yuan."""

    id: int
    name: str
    asked: Decimal
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer; with ``problems`` nothing was computed and everything stands as it does.

    ``scale`` is the one assumed, ``scales`` are the keys of those for grades, ``policies`` the titles of what
    could be applied, the bureau's own among them; ``bands`` are those of both sides, best first. ``seats``
    lists whom one could leave out, with the name of the panel, ``departments`` whose money could be limited,
    the largest first. ``rates`` are how much of what is asked is cut now and would be, in percent.
    ``unsuited`` says why amounts are missing where the policy does not go with a grade; ``uncounted`` counts
    tasks whose sheets would make no number any more.
    """

    campaign: CampaignHead
    problems: tuple[Problem, ...]
    scale: GradeScale
    scales: tuple[str, ...]
    policies: Mapping[str, Words]
    bands: tuple[Band, ...]
    seats: tuple[tuple[str, Seat], ...]
    departments: tuple[DepartmentLine, ...]
    graded: int
    asked: Decimal
    rates: tuple[Decimal | None, Decimal | None]
    movement: Movement
    uncounted: int
    unsuited: tuple[Reason, ...]
    lines: Listing[MovedLine]
