"""Where a scorer works or worked: what stands above the unit, or belongs to it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    ConflictOfInterest,
    ConflictRule,
    Employment,
    Reason,
    Relation,
    ScorerFacts,
    Severity,
    SubjectFacts,
    Words,
    ended_within,
)

LOOK_BACK_YEARS: Final = 3
AROUND: Final = (Relation.PARENT, Relation.SUBSIDIARY)


class RelatedEmployer:
    """The scorer works, or worked within three years, for a parent or a subsidiary of the unit."""

    key = "builtin.related_employer"
    version = "1"
    title = Words("任职单位是项目单位的上级或下属单位", "Works for a parent or subsidiary of the unit")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Block who works there, ask where somebody left, or the date of leaving is unknown."""
        for job in scorer.employments:
            related = subject.named(job.organization, *AROUND)
            if related is None or not _counts(job, today):
                continue
            values = {
                "expert": scorer.name,
                "organization": job.name,
                "unit": subject.unit_name,
                "what": f"relation.{related.relation}",
            }
            severity = Severity.BLOCK if job.current else Severity.ASK
            code = "conflict.related_employer" if job.current else "conflict.related_employer_before"
            yield ConflictOfInterest(self.key, self.version, severity, Reason(code, values), job.record)


def _counts(job: Employment, today: date) -> bool:
    return job.current or job.until is None or ended_within(job.until, today, LOOK_BACK_YEARS)


@hookimpl
def register_conflict_rules() -> list[ConflictRule]:
    """Offer the employer around the unit."""
    return [RelatedEmployer()]
