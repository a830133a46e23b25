"""Whether a scorer had a hand in the project: its justification, design, budget, or an earlier review."""

from collections.abc import Iterator
from datetime import date

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


class TookPart:
    """The scorer declared a part in the project, or work for its unit (财库〔2016〕198号)."""

    key = "builtin.took_part"
    version = "1"
    title = Words(
        "参与过本项目的论证、设计、预算编制或前期评审",
        "Took part in the project's justification, design, budget or an earlier review",
    )

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Block a part in this project, in whatever year; ask where only the unit was named."""
        del today
        for tie in scorer.ties:
            if tie.kind is not TieKind.TOOK_PART:
                continue
            values = {"expert": scorer.name, "project": subject.project}
            if subject.is_project(tie):
                reason = Reason("conflict.took_part", values)
                yield ConflictOfInterest(self.key, self.version, Severity.BLOCK, reason, tie.record)
            elif tie.project is None and not tie.project_name:
                yield from self._of_unit(scorer, subject, tie.organization, tie.record)

    def _of_unit(
        self, scorer: ScorerFacts, subject: SubjectFacts, organization: int | None, record: str
    ) -> Iterator[ConflictOfInterest]:
        related = subject.named(organization, Relation.UNIT)
        if related is not None:
            values = {"expert": scorer.name, "organization": related.name}
            reason = Reason("conflict.took_part_of_unit", values)
            yield ConflictOfInterest(self.key, self.version, Severity.ASK, reason, record)


class EarlierReview:
    """The scorer judged this project before, in another year or in a review of another kind."""

    key = "builtin.earlier_review"
    version = "1"
    title = Words("以前评审过本项目", "Reviewed the project before")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Ask: who found for a project would judge the own finding; a review done anew is the same one."""
        del today
        for one in scorer.served:
            if one.project in subject.projects and (one.kind, one.year) != (subject.kind, subject.year):
                values: dict[str, str | int] = {
                    "expert": scorer.name,
                    "campaign": one.campaign,
                    "year": one.year,
                }
                reason = Reason("conflict.earlier_review", values)
                yield ConflictOfInterest(self.key, self.version, Severity.ASK, reason, one.record)


@hookimpl
def register_conflict_rules() -> list[ConflictRule]:
    """Offer what was declared, and what the campaigns show."""
    return [TookPart(), EarlierReview()]
