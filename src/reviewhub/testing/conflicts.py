"""Does a conflict rule keep its contract? Made people with and without ties, on made projects."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from typing import Final

from reviewhub.domain.conflicts.conflict import find_conflicts
from reviewhub.plugin.protocols import (
    ConflictOfInterest,
    ConflictRule,
    EarlierAgency,
    Employment,
    Involved,
    Involvement,
    Objected,
    Person,
    Related,
    Relation,
    ScorerFacts,
    Served,
    SubjectFacts,
    Tie,
    TieKind,
)
from reviewhub.testing.contract import asked_twice, check_identity, check_reasons, require

TODAY: Final = date(2026, 3, 2)
UNIT, DEPARTMENT, ELSEWHERE, PARENT, SUBSIDIARY, AGENCY = range(1, 7)
EXPERT, PROJECT, YEAR = 7, 11, 2026
ENDS: Final = (None, date(2026, 1, 1), date(2023, 3, 1), date(2010, 1, 1))
STRANGER: Final = ScorerFacts("路人", ())
IN_CHARGE: Final = Person("段负责", code="530100-07", phone="13987160001")
RECORD: Final = re.compile(r"([a-z_]+:[0-9]+)?")

SURROUNDED: Final = SubjectFacts(
    "道路",
    UNIT,
    DEPARTMENT,
    related=(
        Related(UNIT, "单位1", Relation.UNIT),
        Related(DEPARTMENT, "单位2", Relation.DEPARTMENT),
        Related(PARENT, "单位4", Relation.PARENT),
        Related(SUBSIDIARY, "单位5", Relation.SUBSIDIARY),
        Related(AGENCY, "单位6", Relation.AGENCY),
    ),
    people=(Involved(IN_CHARGE, Involvement.RESPONSIBLE, "involved_people:1"),),
    objections=(Objected(EXPERT, "曾与本单位发生诉讼", "objections:1"),),
    agencies=(EarlierAgency(AGENCY, YEAR - 1, "commissions:1"),),
    projects=frozenset({PROJECT}),
    kind="key_evaluation",
    year=YEAR,
)


def check_conflict_rule(
    rule: ConflictRule, cases: Iterable[tuple[ScorerFacts, SubjectFacts]] = ()
) -> list[ConflictOfInterest]:
    """Hold a conflict rule to its contract on made people, and on ``cases`` of your own; gives every hit.

    Checked are: identity; hits that carry the rule's own key and version, a severity, the fact they rest on
    and the record it comes from (``ties:12``, or nothing); the same hits again; nothing found about somebody
    of whom nothing is known, nor anything that hangs on the day alone. Raises :class:`ContractBroken`.
    """
    check_identity(rule)
    for subject in (*_subjects(), SURROUNDED):
        require(
            not _hits(rule, STRANGER, subject), f"{rule.key}: finds a tie of somebody nothing is known of"
        )
    found = [
        hit for scorer, subject in (*_cases(), *_people(), *cases) for hit in _hits(rule, scorer, subject)
    ]
    for hit in found:
        _check_hit(rule, hit)
    return found


def _subjects() -> Iterator[SubjectFacts]:
    yield SubjectFacts("道路", UNIT, DEPARTMENT)
    yield SubjectFacts("道路", UNIT, None)


def _cases() -> Iterator[tuple[ScorerFacts, SubjectFacts]]:
    for subject, place, until, current in product(
        _subjects(), (UNIT, DEPARTMENT, ELSEWHERE), ENDS, (True, False)
    ):
        job = Employment(place, f"单位{place}", None if current else until, current)
        yield ScorerFacts("马兰杰", (job,)), subject
        yield ScorerFacts("马兰杰", (job, Employment(ELSEWHERE, "单位3", None, current=False))), subject


def _people() -> Iterator[tuple[ScorerFacts, SubjectFacts]]:
    """Make everybody whom the facts around a project can tie to it, one tie each."""
    for place, until in product((PARENT, SUBSIDIARY, AGENCY), ENDS[:3]):
        job = Employment(place, f"单位{place}", until, current=until is None, record="employments:1")
        yield ScorerFacts("马兰杰", (job,), expert=1), SURROUNDED
    for kind, place in product(TieKind, (UNIT, AGENCY, ELSEWHERE)):
        tie = Tie(kind, organization=place, record="ties:1")
        yield ScorerFacts("马兰杰", (), expert=1, ties=(tie,)), SURROUNDED
    declared = (
        Tie(TieKind.KIN, person="段 负责", record="ties:2"),
        Tie(TieKind.TOOK_PART, project=PROJECT, record="ties:3"),
    )
    for tie in declared:
        yield ScorerFacts("马兰杰", (), expert=1, ties=(tie,)), SURROUNDED
    yield ScorerFacts("马兰杰", (), expert=EXPERT), SURROUNDED
    yield ScorerFacts("段负责", (), expert=1, person=Person("段负责（教授）")), SURROUNDED
    yield ScorerFacts("段某", (), expert=1, person=Person("段某", phone="+86 139-8716-0001")), SURROUNDED
    served = Served(PROJECT, "上年度评审", "key_evaluation", YEAR - 1, "assignments:1")
    yield ScorerFacts("马兰杰", (), expert=1, served=(served,)), SURROUNDED
    yield ScorerFacts("滇衡会计师事务所", (), agency=AGENCY), SURROUNDED


def _hits(rule: ConflictRule, scorer: ScorerFacts, subject: SubjectFacts) -> tuple[ConflictOfInterest, ...]:
    return asked_twice(rule.key, lambda: find_conflicts([rule], scorer, subject, TODAY))


def _check_hit(rule: ConflictRule, hit: ConflictOfInterest) -> None:
    own = (hit.rule, hit.version) == (rule.key, rule.version)
    require(own, f"{rule.key}: a hit carries the rule's own key and version, not {hit.rule}@{hit.version}")
    check_reasons(rule.key, [hit.reason])
    require(bool(hit.reason.values), f"{rule.key}: a hit names the fact it rests on")
    named = RECORD.fullmatch(hit.record) is not None
    require(named, f"{rule.key}: a hit names its record as table:id or not at all, not {hit.record!r}")
