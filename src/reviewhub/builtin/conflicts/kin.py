"""Kin and close ties, as experts declare them."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    ConflictOfInterest,
    ConflictRule,
    Involved,
    Involvement,
    Person,
    Reason,
    Relation,
    ScorerFacts,
    Severity,
    SubjectFacts,
    Tie,
    TieKind,
    Words,
)

NEAR: Final = (Relation.UNIT, Relation.DEPARTMENT, Relation.AGENCY)
IN_CHARGE: Final = (Involvement.RESPONSIBLE, Involvement.APPLICANT)


class Kin:
    """Spouse, lineal or collateral kin within three generations, close in-laws; teachers, friends (198号)."""

    key = "builtin.kin"
    version = "1"
    title = Words("与项目负责人有近亲属关系或其他密切关系", "Kin of or close to who is in charge")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Block kin of who is in charge; ask about closeness, and about kin who merely work there."""
        for tie in scorer.ties:
            if tie.kind not in (TieKind.KIN, TieKind.CLOSE) or not tie.counts(today):
                continue
            person = _named(tie, subject)
            if person is not None:
                yield self._of_person(scorer, subject, tie, person)
            elif related := subject.named(tie.organization, *NEAR):
                yield self._hit(scorer, tie, Severity.ASK, related.name)

    def _of_person(
        self, scorer: ScorerFacts, subject: SubjectFacts, tie: Tie, one: Involved
    ) -> ConflictOfInterest:
        elsewhere = tie.organization is not None and subject.named(tie.organization) is None
        grave = tie.kind is TieKind.KIN and one.part in IN_CHARGE and not elsewhere
        return self._hit(scorer, tie, Severity.BLOCK if grave else Severity.ASK, one.person.name)

    def _hit(self, scorer: ScorerFacts, tie: Tie, severity: Severity, whom: str) -> ConflictOfInterest:
        values = {"expert": scorer.name, "whom": whom, "what": f"tie.{tie.kind}"}
        return ConflictOfInterest(
            self.key, self.version, severity, Reason("conflict.kin", values), tie.record
        )


def _named(tie: Tie, subject: SubjectFacts) -> Involved | None:
    if not tie.person:
        return None
    relative = Person(tie.person)
    found = [one for one in subject.people if one.person.shares_name(relative)]
    return min(found, key=lambda one: one.part not in IN_CHARGE, default=None)


@hookimpl
def register_conflict_rules() -> list[ConflictRule]:
    """Offer kin and close ties."""
    return [Kin()]
