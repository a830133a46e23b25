"""Who may see which fact in which phase, as one table, asked before filter, count, sort, mean and export."""

from enum import StrEnum
from typing import Final

from reviewhub.domain.policy import Role


class Fact(StrEnum):
    """What can be hidden about a task under review.

    The unit is both names, the unit's and its department's; in blind review it is a fact of its own. Scores
    are unsigned when they are sorted and nothing tells whose they are, not even a code number. Names that
    were drawn and not opened yet are a fact of their own: nobody is to know whom to speak to before the
    result (招标投标法 第三十七条).
    """

    UNIT = "unit"
    BLINDED_UNIT = "blinded_unit"
    OWN_SHEET = "own_sheet"
    PROGRESS = "progress"
    SHEETS_BY_CODE = "sheets_by_code"
    RESULT = "result"
    EXPERT_NAMES = "expert_names"
    DRAWN_NAMES = "drawn_names"
    SCORES_WITH_NAMES = "scores_with_names"
    UNSIGNED_SCORES = "unsigned_scores"


class Phase(StrEnum):
    """How far a task is: open until every sheet is in, then sealed, then concluded."""

    SCORING = "scoring"
    SEALED = "sealed"
    CONCLUDED = "concluded"


_ALWAYS: Final = frozenset(Phase)
_SEALED: Final = frozenset({Phase.SEALED, Phase.CONCLUDED})
_CONCLUDED: Final = frozenset({Phase.CONCLUDED})

VISIBLE: Final[dict[tuple[Role, Fact], frozenset[Phase]]] = {
    (Role.OFFICER, Fact.UNIT): _ALWAYS,
    (Role.OFFICER, Fact.BLINDED_UNIT): _ALWAYS,
    (Role.OFFICER, Fact.PROGRESS): _ALWAYS,
    (Role.OFFICER, Fact.EXPERT_NAMES): _ALWAYS,
    (Role.OFFICER, Fact.DRAWN_NAMES): _CONCLUDED,
    (Role.OFFICER, Fact.SHEETS_BY_CODE): _SEALED,
    (Role.OFFICER, Fact.RESULT): _SEALED,
    (Role.OFFICER, Fact.SCORES_WITH_NAMES): _CONCLUDED,
    (Role.LEADER, Fact.UNIT): _ALWAYS,
    (Role.LEADER, Fact.BLINDED_UNIT): _ALWAYS,
    (Role.LEADER, Fact.PROGRESS): _ALWAYS,
    (Role.LEADER, Fact.SHEETS_BY_CODE): _SEALED,
    (Role.LEADER, Fact.RESULT): _SEALED,
    (Role.AUDITOR, Fact.UNIT): _ALWAYS,
    (Role.AUDITOR, Fact.BLINDED_UNIT): _ALWAYS,
    (Role.AUDITOR, Fact.PROGRESS): _ALWAYS,
    (Role.AUDITOR, Fact.EXPERT_NAMES): _CONCLUDED,
    (Role.AUDITOR, Fact.DRAWN_NAMES): _CONCLUDED,
    (Role.AUDITOR, Fact.SHEETS_BY_CODE): _SEALED,
    (Role.AUDITOR, Fact.RESULT): _SEALED,
    (Role.AUDITOR, Fact.SCORES_WITH_NAMES): _CONCLUDED,
    (Role.EXPERT, Fact.UNIT): _ALWAYS,
    (Role.EXPERT, Fact.BLINDED_UNIT): _CONCLUDED,
    (Role.EXPERT, Fact.OWN_SHEET): _ALWAYS,
    (Role.EXPERT, Fact.UNSIGNED_SCORES): _SEALED,  # asked for only in a second round
    (Role.EXPERT, Fact.RESULT): _CONCLUDED,
    (Role.EXPERT, Fact.SHEETS_BY_CODE): _CONCLUDED,
    (Role.AGENCY, Fact.UNIT): _ALWAYS,
    (Role.AGENCY, Fact.BLINDED_UNIT): _ALWAYS,  # it evaluates on the spot and must know whom
    (Role.AGENCY, Fact.OWN_SHEET): _ALWAYS,
    (Role.AGENCY, Fact.UNSIGNED_SCORES): _SEALED,  # asked for only in a second round
    (Role.AGENCY, Fact.RESULT): _CONCLUDED,
    (Role.UNIT, Fact.UNIT): _ALWAYS,
    (Role.UNIT, Fact.BLINDED_UNIT): _ALWAYS,  # it is the unit itself
}


def may_see(role: Role, fact: Fact, phase: Phase) -> bool:
    """Tell whether this role may see this fact of a task in this phase; what the table lacks is hidden."""
    return phase in VISIBLE.get((role, fact), frozenset())


def turns(role: Role, fact: Fact) -> bool:
    """Tell whether what this role may see of this fact depends on the phase."""
    return 0 < len(VISIBLE.get((role, fact), frozenset())) < len(Phase)


def unit_fact(*, blind: bool) -> Fact:
    """Give the fact that a project's unit is in a campaign that is blind or not."""
    return Fact.BLINDED_UNIT if blind else Fact.UNIT
