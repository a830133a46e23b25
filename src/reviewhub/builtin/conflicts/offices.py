"""Offices held and shares owned: adviser, director, supervisor, shareholder; units that an expert avoids."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    ConflictOfInterest,
    ConflictRule,
    Reason,
    Relation,
    ScorerFacts,
    Severity,
    SubjectFacts,
    TieKind,
    Words,
)

LOOK_BACK_YEARS: Final = 3
OFFICES: Final = (TieKind.ADVISER, TieKind.DIRECTOR, TieKind.SUPERVISOR, TieKind.SHAREHOLDER)
NEAR: Final = (Relation.UNIT, Relation.DEPARTMENT, Relation.AGENCY)


class Office:
    """The scorer holds an office or shares there, or did within three years (财库〔2016〕198号)."""

    key = "builtin.office"
    version = "1"
    title = Words(
        "三年内在项目单位或承担本任务的机构任顾问、董事、监事或持股",
        "Office or shares in the unit or the agency within three years",
    )

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Block an office in unit, department or agency; ask about one in what stands around the unit."""
        for tie in scorer.ties:
            related = subject.named(tie.organization)
            if tie.kind not in OFFICES or related is None or not tie.counts(today, LOOK_BACK_YEARS):
                continue
            severity = Severity.BLOCK if related.relation in NEAR else Severity.ASK
            values = {"expert": scorer.name, "organization": related.name, "what": f"tie.{tie.kind}"}
            reason = Reason("conflict.office", values)
            yield ConflictOfInterest(self.key, self.version, severity, reason, tie.record)


class AvoidedUnit:
    """The scorer declared the unit as one to keep away from (回避单位)."""

    key = "builtin.avoided_unit"
    version = "1"
    title = Words("专家申报的回避单位", "Declared by the expert as a unit to avoid")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Block the declared unit, department or agency; ask about what stands around the unit."""
        for tie in scorer.ties:
            related = subject.named(tie.organization)
            if tie.kind is not TieKind.AVOIDED or related is None or not tie.counts(today):
                continue
            severity = Severity.BLOCK if related.relation in NEAR else Severity.ASK
            reason = Reason("conflict.avoided_unit", {"expert": scorer.name, "organization": related.name})
            yield ConflictOfInterest(self.key, self.version, severity, reason, tie.record)


@hookimpl
def register_conflict_rules() -> list[ConflictRule]:
    """Offer what experts declare of organisations."""
    return [Office(), AvoidedUnit()]
