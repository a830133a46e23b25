"""Whether a scorer is one of the people around the project: by code or mobile number, or only by name."""

from collections.abc import Iterator
from datetime import date

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    ConflictOfInterest,
    ConflictRule,
    Involved,
    Reason,
    ScorerFacts,
    Severity,
    SubjectFacts,
    Words,
)


class SamePerson:
    """The scorer's code or mobile number is that of somebody who answers for the project or worked on it."""

    key = "builtin.same_person"
    version = "1"
    title = Words("专家本人是项目申请人、负责人或参与人", "The expert is one of the project's own people")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Block one's own project."""
        del today
        for one in subject.people:
            if scorer.person is not None and scorer.person.is_same(one.person):
                reason = _reason("conflict.same_person", scorer, one)
                yield ConflictOfInterest(self.key, self.version, Severity.BLOCK, reason, one.record)


class Namesake:
    """The scorer bears the name of one of the project's people, and nothing else says that it is not them."""

    key = "builtin.namesake"
    version = "1"
    title = Words("与项目相关人员同名", "Bears the name of one of the project's people")

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterator[ConflictOfInterest]:
        """Ask whether two who bear one name are one person."""
        del today
        for one in subject.people:
            if scorer.person is None or scorer.person.is_same(one.person):
                continue
            if scorer.person.shares_name(one.person):
                reason = _reason("conflict.namesake", scorer, one)
                yield ConflictOfInterest(self.key, self.version, Severity.ASK, reason, one.record)


def _reason(code: str, scorer: ScorerFacts, one: Involved) -> Reason:
    return Reason(code, {"expert": scorer.name, "person": one.person.name, "what": f"involved.{one.part}"})


@hookimpl
def register_conflict_rules() -> list[ConflictRule]:
    """Offer who is who."""
    return [SamePerson(), Namesake()]
