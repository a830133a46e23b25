"""Where a scorer works or worked: the unit and its department, now and within three years."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    ConflictOfInterest,
    ConflictRule,
    Employment,
    Reason,
    ScorerFacts,
    Severity,
    SubjectFacts,
    Words,
    ended_within,
)

LOOK_BACK_YEARS: Final = 3


class Employer:
    """The scorer works for the unit or its department (财库〔2016〕198号, recusal grounds)."""

    key = "builtin.employer"
    version = "1"
    title = Words("现任职单位为项目单位或其主管部门", "Works for the unit or its department")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Block a present employee of unit or department."""
        del today
        for job in scorer.employments:
            if job.current and job.organization in (subject.unit, subject.department):
                reason = Reason("conflict.employer", {"expert": scorer.name, "organization": job.name})
                yield ConflictOfInterest(self.key, self.version, Severity.BLOCK, reason, job.record)


class FormerEmployer:
    """The scorer left the unit or its department less than three years ago."""

    key = "builtin.former_employer"
    version = "1"
    title = Words("三年内曾在项目单位或其主管部门任职", "Worked there within three years")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Block a recent employee; ask where the date of leaving is unknown."""
        for job in scorer.employments:
            if job.current or job.organization not in (subject.unit, subject.department):
                continue
            if job.until is None or ended_within(job.until, today, LOOK_BACK_YEARS):
                severity = Severity.ASK if job.until is None else Severity.BLOCK
                reason = _left(scorer.name, job)
                yield ConflictOfInterest(self.key, self.version, severity, reason, job.record)


def _left(expert: str, job: Employment) -> Reason:
    values = {"expert": expert, "organization": job.name}
    if job.until is None:
        return Reason("conflict.former_employer_unknown", values)
    return Reason("conflict.former_employer", {**values, "until": job.until.strftime("%Y-%m")})


@hookimpl
def register_conflict_rules() -> list[ConflictRule]:
    """Offer the employer now, and the one before."""
    return [Employer(), FormerEmployer()]
