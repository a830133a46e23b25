"""A renderer, a scanner or a conflict rule that breaks its contract is named with what it broke."""

from collections.abc import Iterable, Sequence
from datetime import date

import pytest

from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.protocols import (
    ConflictOfInterest,
    Finding,
    Reason,
    ReportTable,
    ScorerFacts,
    Severity,
    SubjectFacts,
    Words,
)
from reviewhub.testing import (
    ContractBroken,
    check_conflict_rule,
    check_document_scanner,
    check_report_renderer,
)

REGISTRY = load_plugins()
TWO = Words("二", "two")
HARM = (b"%PDF-1.7 /JavaScript", "application/pdf")


class Renderer:
    """Titles as text: what the broken ones are made from."""

    key, suffix, media_type = "example.text", "txt", "text/plain; charset=utf-8"

    def render(self, tables: Sequence[ReportTable]) -> bytes:
        return "\n".join(one.title for one in tables).encode()


class Dotted(Renderer):
    suffix = ".txt"


class NoType(Renderer):
    media_type = "text"


class FailsOnNothing(Renderer):
    def render(self, tables: Sequence[ReportTable]) -> bytes:
        return str(tables[0].rows[0]).encode()


class GivesText(Renderer):
    def render(self, tables: Sequence[ReportTable]) -> bytes:
        return tables[0].title  # type: ignore[return-value]  # what a careless author gives


class Meddling(Renderer):
    def render(self, tables: Sequence[ReportTable]) -> bytes:
        tables[0].rows[:1] = []  # type: ignore[index]  # what a careless author does
        return b"x"


def test_a_good_renderer_writes() -> None:
    assert check_report_renderer(Renderer()) == "没有结果\n2026 年度评审结果".encode()


@pytest.mark.parametrize(
    ("renderer", "said"),
    [
        (Dotted(), "without a dot"),
        (NoType(), "is not a media type"),
        (FailsOnNothing(), "cannot write"),
        (GivesText(), "writes bytes"),
        (Meddling(), "changed the tables"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Renderer) else "",
)
def test_a_broken_renderer_is_named(renderer: Renderer, said: str) -> None:
    with pytest.raises(ContractBroken, match=said):
        check_report_renderer(renderer)


class Scanner:
    """Blocks scripts: what the broken ones are made from."""

    key, version, title = "example.scripts", "1", TWO

    def scan(self, data: bytes, media_type: str) -> Iterable[Finding]:
        del media_type
        return [Finding(Severity.BLOCK, Reason("document.scripts"))] if b"/JavaScript" in data else []


class Blocking(Scanner):
    def scan(self, data: bytes, media_type: str) -> Iterable[Finding]:
        del data, media_type
        return [Finding(Severity.BLOCK, Reason("document.scripts"))]


class Blind(Scanner):
    def scan(self, data: bytes, media_type: str) -> Iterable[Finding]:
        del data, media_type
        return []


class Failing(Scanner):
    def scan(self, data: bytes, media_type: str) -> Iterable[Finding]:
        raise OSError(len(data), media_type)


def test_a_good_scanner_finds_the_harm() -> None:
    assert [one.reason.code for one in check_document_scanner(Scanner(), [HARM])] == ["document.scripts"]


@pytest.mark.parametrize(
    ("scanner", "said"),
    [(Blocking(), "that is honest"), (Blind(), "lets pass"), (Failing(), "cannot look into")],
    ids=lambda one: type(one).__name__ if isinstance(one, Scanner) else "",
)
def test_a_broken_scanner_is_named(scanner: Scanner, said: str) -> None:
    with pytest.raises(ContractBroken, match=said):
        check_document_scanner(scanner, [HARM])


class Rule:
    """Whoever has ever worked for the unit: what the broken ones are made from."""

    key, version, title = "example.unit", "1", TWO

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterable[ConflictOfInterest]:
        del today
        for job in scorer.employments:
            if job.organization == subject.unit:
                yield self.hit(job.name)

    def hit(self, name: str) -> ConflictOfInterest:
        return ConflictOfInterest(self.key, self.version, Severity.WARN, Reason("example", {"unit": name}))


class Suspicious(Rule):
    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterable[ConflictOfInterest]:
        del scorer, subject, today
        return [self.hit("任何单位")]


class Disguised(Rule):
    def hit(self, name: str) -> ConflictOfInterest:
        return ConflictOfInterest("builtin.employer", "1", Severity.WARN, Reason("example", {"unit": name}))


class Unfounded(Rule):
    def hit(self, name: str) -> ConflictOfInterest:
        del name
        return ConflictOfInterest(self.key, self.version, Severity.WARN, Reason("example"))


def test_a_good_rule_gives_every_hit() -> None:
    assert len(check_conflict_rule(Rule())) == 32


def test_the_rules_that_ship_find_the_made_ties() -> None:
    for rule in REGISTRY.conflict_rules.values():
        assert check_conflict_rule(rule)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Suspicious(), "nothing is known of"),
        (Disguised(), "own key and version"),
        (Unfounded(), "the fact it rests on"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Rule) else "",
)
def test_a_broken_rule_is_named(rule: Rule, said: str) -> None:
    with pytest.raises(ContractBroken, match=said):
        check_conflict_rule(rule)
