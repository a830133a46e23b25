"""What the unit itself says: whom it asks to step back."""

from collections.abc import Iterator
from datetime import date

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    ConflictOfInterest,
    ConflictRule,
    Reason,
    ScorerFacts,
    Severity,
    SubjectFacts,
    Words,
)


class Objection:
    """The unit asked that this expert step back (申请回避)."""

    key = "builtin.objection"
    version = "1"
    title = Words("项目单位申请该专家回避", "The unit asks the expert to step back")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Ask: a unit's request is decided, neither followed nor passed over by itself."""
        del today
        for one in subject.objections:
            if scorer.expert is not None and one.expert == scorer.expert:
                reason = Reason("conflict.objection", {"expert": scorer.name, "grounds": one.grounds})
                yield ConflictOfInterest(self.key, self.version, Severity.ASK, reason, one.record)


@hookimpl
def register_conflict_rules() -> list[ConflictRule]:
    """Offer the unit's requests."""
    return [Objection()]
