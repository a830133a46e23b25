"""Agencies: experts on their payroll, and one agency for the same unit two years running."""

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
    Words,
    ended_within,
)

LOOK_BACK_YEARS: Final = 3


class AgencyStaff:
    """The scorer works, or worked within three years, for the agency that has the task."""

    key = "builtin.agency_staff"
    version = "1"
    title = Words("三年内在承担本任务的第三方机构任职", "Works, or worked, for the agency that has the task")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Block staff; ask where the date of leaving is unknown."""
        for job in scorer.employments:
            related = subject.named(job.organization, Relation.AGENCY)
            if related is None or scorer.agency is not None:
                continue
            severity = Severity.BLOCK if job.current or job.until else Severity.ASK
            if job.until is None or ended_within(job.until, today, LOOK_BACK_YEARS):
                values = {"expert": scorer.name, "organization": related.name}
                reason = Reason("conflict.agency_staff", values)
                yield ConflictOfInterest(self.key, self.version, severity, reason, job.record)


class AgencyAgain:
    """The agency had a task of the same unit the year before."""

    key = "builtin.agency_again"
    version = "1"
    title = Words("同一机构连续两年受托评价同一单位", "One agency for the same unit two years running")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Ask once, whatever the number of tasks that year."""
        del today
        for one in subject.agencies:
            if scorer.agency == one.organization and one.year == subject.year - 1:
                values: dict[str, str | int] = {
                    "agency": scorer.name,
                    "organization": subject.unit_name,
                    "year": one.year,
                }
                reason = Reason("conflict.agency_again", values)
                yield ConflictOfInterest(self.key, self.version, Severity.ASK, reason, one.record)
                return


@hookimpl
def register_conflict_rules() -> list[ConflictRule]:
    """Offer what the commissions show."""
    return [AgencyStaff(), AgencyAgain()]
