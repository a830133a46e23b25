"""Where every task of a campaign stands: computed for whole campaigns in batches, kept while nothing changes.

What is kept is filed under the digest of the bureau's last ledger entry. Every change of a row that is read
here writes an entry in its own transaction, and an entry's digest names the whole history before it; so the
same digest means the same rows.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, Entry, Task
from reviewhub.db.queries.budget.money import UNKNOWN, known_money
from reviewhub.db.queries.preconditions import checks_of, conditional_snapshots
from reviewhub.db.queries.results import (
    ShortStanding,
    StoredPoints,
    TaskFacts,
    short_standings,
    task_facts,
    vetoes_found,
)
from reviewhub.domain.elsewhere import NOTHING
from reviewhub.domain.grade import Band
from reviewhub.domain.money import round_half_up
from reviewhub.domain.policy import Actor, Role
from reviewhub.domain.recommendation import recommend
from reviewhub.domain.result import Rules
from reviewhub.domain.robustness import KNIFE_EDGE, nearest_boundary
from reviewhub.domain.scoring.veto import is_found
from reviewhub.domain.visibility import Fact, Phase, may_see
from reviewhub.services.agreement.consistency import Consistency, consistency_of
from reviewhub.services.outcome.adjusted import Adjusted, Judged, adjusted_tasks
from reviewhub.services.outcome.batches import PanelSheets, panel_totals
from reviewhub.services.outcome.concluded import open_of_all
from reviewhub.services.outcome.elsewhere import elsewhere_of, sealed_tasks
from reviewhub.services.scoring.campaign_rules import CampaignRules, rules_of_campaigns
from reviewhub.services.work import Work

MOST_KEPT: Final = 64


class TaskLine(NamedTuple):
    """One task in a ranked table; what is still hidden or not yet to be had is None. Amounts in yuan.

    ``close`` tells whether the total lies within half a point of a boundary, ``survives`` whether the grade
    stands without each single sheet. ``conditions`` counts the pre-conditions of a conditional conclusion:
    those that are still open, and all of them.
    """

    id: int
    number: int
    project: str
    unit: str
    asked: Decimal
    phase: Phase
    submitted: int
    expected: int
    total: Decimal | None
    grade: Band | None
    amount: Decimal | None
    cut: Decimal | None
    late: bool
    close: bool
    survives: bool | None
    conditions: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Sums over every task; the share in percent, amounts in yuan, None where nothing is graded."""

    tasks: int
    sealed: int
    concluded: int
    late: int
    unassigned: int
    sheets_submitted: int
    sheets_expected: int
    mean: Decimal | None
    grades: Mapping[str, int]
    excellent_share: Decimal | None
    asked: Decimal
    recommended: Decimal
    cut: Decimal
    undecided: int
    close: int
    flipping: int
    surviving: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far one panel agrees over its sealed tasks."""

    panel: int
    consistency: Consistency


@dataclass(frozen=True, slots=True)
class Standings:
    """Every task of one campaign as one role may see it.

    ``earlier`` counts tasks by the version of the template that they were concluded under before the campaign
    moved on. ``adjusted`` has, by task, what is shown for information where the campaign's aggregator does
    not adjust for severity.
    """

    campaign: int
    lines: tuple[TaskLine, ...]
    summary: Summary
    bands: tuple[Band, ...]
    agreement: tuple[Agreement, ...]
    earlier: Mapping[int, int]
    adjusts: bool
    adjusted: Mapping[int, Adjusted]


class _Seen(NamedTuple):
    """What the standings depend on besides the rows."""

    digest: str
    campaign: int
    role: Role
    late: bool


_kept: WeakKeyDictionary[Engine, OrderedDict[_Seen, Standings]] = WeakKeyDictionary()


def standings_of(
    work: Work, session: Session, actor: Actor, campaigns: Sequence[Campaign]
) -> list[Standings]:
    """Give the standings of campaigns in their order, in a constant number of queries however many there are.

    One query more for each that has vetoes.
    """
    digest = _last_digest(session, actor.bureau)
    late = {one.id: work.now() >= one.closes_at for one in campaigns}
    seen = [_Seen(digest, one.id, actor.role, late[one.id]) for one in campaigns]
    kept = _kept.setdefault(work.engine, OrderedDict())
    found = {key.campaign: one for key in seen if (one := kept.get(key)) is not None}
    missing = [(one, key) for one, key in zip(campaigns, seen, strict=True) if one.id not in found]
    for key, rules, tasks in _loaded(work, session, missing):
        found[key.campaign] = kept[key] = _standings(rules, tasks, key)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return [found[one.id] for one in campaigns]


def _last_digest(session: Session, bureau: int | None) -> str:
    newest = select(Entry.digest).where(Entry.bureau_id == bureau).order_by(Entry.number.desc()).limit(1)
    return session.execute(newest).scalar() or ""


def tasks_of(work: Work, session: Session, actor: Actor, campaign: Campaign) -> "list[OpenTask]":
    """Give the tasks of one campaign with their sheets as one role may see them."""
    key = _Seen("", campaign.id, actor.role, work.now() >= campaign.closes_at)
    ((_, _, tasks),) = _loaded(work, session, [(campaign, key)])
    return tasks


def _loaded(
    work: Work, session: Session, missing: Sequence[tuple[Campaign, _Seen]]
) -> "Iterable[tuple[_Seen, CampaignRules, list[OpenTask]]]":
    if not missing:
        return
    ids = [one.id for one, _ in missing]
    facts = _grouped(task_facts(session, ids), "campaign")
    marks = _grouped(short_standings(session, ids), "task")
    concluded = [one for one in ids if any(task.conclusion is not None for task in facts.get(one, ()))]
    conditions = _conditions(session, concluded) if concluded else {}
    known = known_money(session, select(Task.id).where(Task.campaign_id.in_(ids)))
    rules = rules_of_campaigns(work.registry, session, [one for one, _ in missing])
    for campaign, key in missing:
        own = rules[campaign.id]
        tasks = [
            OpenTask(one, marks.get(one.id, []), key, own.of(one.id)) for one in facts.get(campaign.id, [])
        ]
        for one in tasks:
            one.conditions = conditions.get(one.facts.conclusion or 0)
            one.known = known.get(one.facts.id, UNKNOWN)
        _note_vetoes(session, own, campaign, tasks)
        yield key, own, tasks


def _conditions(session: Session, campaigns: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Count open and all pre-conditions of every conditional conclusion."""
    snapshots = conditional_snapshots(session, campaigns)
    checks = checks_of(session, list(snapshots)) if snapshots else {}
    return {one: open_of_all(snapshot, one, checks) for one, snapshot in snapshots.items()}


def _note_vetoes(
    session: Session, rules: CampaignRules, campaign: Campaign, tasks: Sequence["OpenTask"]
) -> None:
    """Note beside every counted sheet the vetoes that it found; nothing where no template has any."""
    ids = sorted({veto.id for one in (rules.usual, *rules.own.values()) for veto in one.template.vetoes})
    values = vetoes_found(session, campaign.id, ids) if ids else {}
    for task in tasks if ids else ():
        given = [values.get((task.facts.id, one.scorer), {}) for one in task.marks if one.points is not None]
        task.vetoes = [[id_ for id_, value in one.items() if is_found(value)] for one in given]


Named = TypeVar("Named", TaskFacts, ShortStanding)


def _grouped(rows: Iterable[Named], name: str) -> dict[int, list[Named]]:
    groups: dict[int, list[Named]] = {}
    for row in rows:
        groups.setdefault(getattr(row, name), []).append(row)
    return groups


class OpenTask:
    """A task with its sheets on the way to its line; ``marks`` has every active assignment."""

    __slots__ = (
        "classes",
        "conditions",
        "elsewhere",
        "facts",
        "known",
        "late",
        "marks",
        "phase",
        "rules",
        "sheets",
        "vetoes",
        "visible",
    )

    def __init__(self, facts: TaskFacts, marks: Sequence[ShortStanding], key: _Seen, rules: Rules) -> None:
        self.facts = facts
        self.rules = rules
        self.marks = marks
        self.sheets: list[StoredPoints] = [one.points for one in marks if one.points is not None]
        self.classes = [one.expert_class for one in marks if one.points is not None]
        self.vetoes: list[list[str]] = []
        self.elsewhere = NOTHING
        self.conditions: tuple[int, int] | None = None
        self.known = UNKNOWN
        self.phase = self._phase()
        self.late = key.late and bool(marks) and self.phase is Phase.SCORING
        self.visible = may_see(key.role, Fact.RESULT, self.phase)

    @property
    def panel(self) -> PanelSheets:
        """The sheets that count, with what their totals are computed by."""
        return PanelSheets(self.rules, self.sheets, self.classes, self.vetoes, self.elsewhere)

    def _phase(self) -> Phase:
        if self.facts.conclusion is not None:
            return Phase.CONCLUDED
        complete = self.marks and len(self.sheets) == len(self.marks)
        return Phase.SEALED if complete else Phase.SCORING


def _standings(rules: CampaignRules, tasks: Sequence[OpenTask], key: _Seen) -> Standings:
    shown = [one for one in tasks if one.visible and one.sheets]
    _note_elsewhere(tasks)
    computed = panel_totals([one.panel for one in shown])
    totals = {one.facts.id: total for one, total in zip(shown, computed, strict=True)}
    survives = dict(zip((one.facts.id for one in shown), _survivals(shown, computed), strict=True))
    lines = tuple(_line(one, totals.get(one.facts.id), survives.get(one.facts.id)) for one in tasks)
    bands = _bands([rules.usual, *rules.own.values()])
    versions = Counter(one.rules.template.version for one in tasks)
    del versions[rules.usual.template.version]
    agreement = tuple(_agreement(shown))
    adjusts = rules.usual.adjust
    adjusted = {} if adjusts else _adjusted(shown)
    summary = _summary(lines, bands)
    return Standings(key.campaign, lines, summary, bands, agreement, versions, adjusts, adjusted)


def _adjusted(tasks: Sequence[OpenTask]) -> dict[int, Adjusted]:
    sealed = [one for one in tasks if all(mark.total is not None for mark in one.marks)]
    judged = {one.facts.id: Judged(one.rules, one.vetoes) for one in sealed}
    return adjusted_tasks((mark for one in sealed for mark in one.marks), judged)


def _note_elsewhere(tasks: Sequence[OpenTask]) -> None:
    """Note what every panel gave on its other sealed tasks, where an aggregator is told."""
    if not any(one.rules.adjust for one in tasks):
        return
    sealed = sealed_tasks(mark for one in tasks for mark in one.marks)
    for one in tasks:
        one.elsewhere = elsewhere_of(one.rules, sealed, one.marks)


def _bands(rules: Iterable[Rules]) -> tuple[Band, ...]:
    """Give the bands of the campaign's scale, and those that only tasks concluded under another have."""
    bands: dict[str, Band] = {}
    for band in (band for one in rules for band in one.grade_scale.bands):
        bands.setdefault(band.id, band)
    return tuple(bands.values())


def _survivals(tasks: Sequence[OpenTask], computed: Sequence[Decimal | None]) -> list[bool | None]:
    """Leave every sheet out once, all tasks in one batch, and compare the grades."""
    rest = iter(panel_totals([one.panel.without(place) for one in tasks for place in range(len(one.sheets))]))
    return [
        _survives(one.rules, total, [next(rest) for _ in one.sheets])
        for one, total in zip(tasks, computed, strict=True)
    ]


def _survives(rules: Rules, total: Decimal | None, without: Sequence[Decimal | None]) -> bool | None:
    if total is None or len(without) == 1 or None in without:
        return None
    grade, stands = rules.grade_scale.grade, rules.grade_scale.grade(total)
    return all(grade(one) is stands for one in without if one is not None)


def _line(one: OpenTask, computed: Decimal | None, survives: bool | None) -> TaskLine:  # noqa: FBT001 -- one of three answers, not a switch
    facts, rules = one.facts, one.rules
    total = facts.total if facts.conclusion is not None else computed
    grade = rules.grade_scale.grade(total) if total is not None else None
    amount, cut = facts.amount, facts.cut
    if facts.conclusion is None and grade is not None and total is not None and rules.policy is not None:
        proposed = recommend(rules.policy, one.known.facts(facts.asked).judged(grade.id, total))
        amount, cut = proposed.amount, proposed.cut
    return TaskLine(
        id=facts.id,
        number=facts.number,
        project=facts.project,
        unit=facts.unit,
        asked=facts.asked,
        phase=one.phase,
        submitted=len(one.sheets),
        expected=len(one.marks),
        total=total,
        grade=grade,
        amount=amount,
        cut=cut,
        late=one.late,
        close=total is not None and is_close(rules.grade_scale.bands, total),
        survives=survives,
        conditions=one.conditions,
    )


def is_close(bands: Sequence[Band], total: Decimal) -> bool:
    """Tell whether a total lies within half a point of a boundary: a breath would change the grade."""
    nearest = nearest_boundary(bands, total)
    return nearest is not None and nearest.distance <= KNIFE_EDGE


def is_doubtful(line: TaskLine) -> bool:
    """Tell whether a grade deserves a second look: close to a boundary, or hanging on one expert."""
    return line.close or line.survives is False


def _summary(lines: Sequence[TaskLine], bands: Sequence[Band]) -> Summary:
    totals = [one.total for one in lines if one.total is not None]
    counts = Counter(one.grade.id for one in lines if one.grade is not None)
    best = bands[0].id
    return Summary(
        tasks=len(lines),
        sealed=sum(one.phase is not Phase.SCORING for one in lines),
        concluded=sum(one.phase is Phase.CONCLUDED for one in lines),
        late=sum(one.late for one in lines),
        unassigned=sum(
            not one.expected for one in lines if one.phase is Phase.SCORING and one.amount is None
        ),
        sheets_submitted=sum(one.submitted for one in lines),
        sheets_expected=sum(one.expected for one in lines),
        mean=round_half_up(sum(totals, Decimal(0)) / len(totals)) if totals else None,
        grades={band.id: counts[band.id] for band in bands},
        excellent_share=round_half_up(Decimal(counts[best] * 100) / len(totals)) if totals else None,
        asked=_sum(one.asked for one in lines),
        recommended=_sum(one.amount for one in lines),
        cut=_sum(one.cut for one in lines),
        undecided=sum(one.amount is None for one in lines),
        close=sum(one.close for one in lines),
        flipping=sum(one.survives is False for one in lines),
        surviving=sum(one.survives is True for one in lines),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in amounts if one is not None), Decimal(0))


def _agreement(tasks: Sequence[OpenTask]) -> Iterable[Agreement]:
    """Measure every panel that has at least two sealed tasks which this reader may see."""
    panels: dict[int, list[ShortStanding]] = {}
    for task in tasks:
        for one in task.marks:
            if one.panel is not None:
                panels.setdefault(one.panel, []).append(one)
    for panel, marks in sorted(panels.items()):
        if len({one.task for one in marks}) > 1:
            yield Agreement(panel, consistency_of(marks))
