"""A made pool of ten, the lottery over all its valid panels, and certificates of draws from it."""

from itertools import combinations
from typing import Any, Final

from reviewhub.selection.draw.canonical import told_apart
from reviewhub.selection.draw.certificate import certificate
from reviewhub.selection.draw.commitment import Commitment, Pool, Subject, commit
from reviewhub.selection.draw.drawing import Drawing, draw, leave, seats_after
from reviewhub.selection.draw.log import (
    Happening,
    committed,
    drawn,
    left,
    opened,
    revealed,
    voided,
    witnessed,
)
from reviewhub.selection.draw.merkle import Entry
from reviewhub.selection.draw.sources import Balls, Beacon, Sealed, Source, sealed
from reviewhub.selection.lottery.values import WHOLE, Bound, Lottery, Proof, Quota, Rules

RULES: Final = Rules(3, (Quota("class", "finance", 1, 2), Quota("outside", "yes", 2, 3)), ("employer",))
WORDS: Final = ("a long night in the archive", "rain on the river, again")
SOURCES: Final = (Sealed("officer", sealed(WORDS[0])), Sealed("supervisor", sealed(WORDS[1])))
SUBJECT: Final = Subject("路灯项目 / street lights", ("T-2", "T-1"), "made", 1, "reviewhub test")


def salt(id_: str) -> str:
    return told_apart("salt for tests", id_.encode()).hex()


def entry(number: int) -> Entry:
    features = {
        "class": "finance" if number % 3 == 0 else "field",
        "outside": "no" if number % 4 == 1 else "yes",
        "employer": f"e{number // 2}" if number else "",
    }
    id_ = f"D{number:02}"
    return Entry(id_, f"专家{number}", f"单位{features['employer']}", features, salt(id_))


ENTRIES: Final = tuple(entry(number) for number in range(10))
POOL: Final = Pool(ENTRIES, {"D07": ["load"], "D04": ["tie", "employer"]})


def is_valid(panel: tuple[Entry, ...]) -> bool:
    employers = [one.features["employer"] for one in panel if one.features["employer"]]
    finance = sum(one.features["class"] == "finance" for one in panel)
    outside = sum(one.features["outside"] == "yes" for one in panel)
    return 1 <= finance <= 2 and outside >= 2 and len(set(employers)) == len(employers)


def lottery_over(pool: Pool) -> Lottery:
    panels = tuple(
        tuple(one.id for one in panel) for panel in combinations(pool.eligible, 3) if is_valid(panel)
    )
    part, rest = divmod(WHOLE, len(panels))
    weights = tuple(part + (place < rest) for place in range(len(panels)))
    people = tuple(one.id for one in pool.eligible)
    return Lottery("goldilocks", people, panels, weights, by_size(len(people)))


def by_size(people: int) -> Proof:
    """Give the proof that no three seats of so many people give everybody more than a like chance."""
    return Proof("rules", (1,) * people, 3, ((Bound("size", limit=3), 1),))


def committed_to(*sources: Source) -> Commitment:
    return commit(SUBJECT, POOL, RULES, lottery_over(POOL), sources or SOURCES)


def moment(minute: int) -> str:
    return f"2026-11-28T08:{minute:02}:00Z"


def begun() -> list[Happening]:
    return [
        committed(moment(0)),
        witnessed(moment(1), "王监督", "纪检"),
        revealed(moment(2), WORDS[0]),
        revealed(moment(3), WORDS[1]),
        drawn(moment(4)),
    ]


def outcome() -> Drawing:
    return draw(committed_to().document, WORDS)


def gone() -> list[Happening]:
    """Two who sit leave, and one who waits, each for its reason."""
    document, drawing = committed_to().document, outcome()
    found: list[Happening] = []
    ids: list[str] = []
    for place, reason in ((0, "declined"), (-1, "conflict.late"), (None, "ill")):
        seats = seats_after(document, drawing, ids)
        id_ = seats.waiting[-1] if place is None else seats.seated[place]
        follower = leave(document, seats, id_)[1]
        found.append(left(moment(10 + len(found)), id_, reason, follower))
        ids.append(id_)
    return found


def other_certificate() -> dict[str, Any]:
    """One by a beacon and balls, of a draw that was voided while sealed."""
    values = ("ab" * 32, "1-2-3-4-5-6-7-8-9")
    shown = [revealed(moment(2 + place), value) for place, value in enumerate(values)]
    happenings = [begun()[0], *shown, drawn(moment(4)), voided(moment(5), "mistake")]
    return certificate(committed_to(Beacon("drand", 7), Balls(9, 10)), happenings)


def full_certificate() -> dict[str, Any]:
    """Everything that a certificate can hold: witnesses, replacements, opened names."""
    happenings = [*begun(), *gone(), witnessed(moment(20), "李审计", "审计"), opened(moment(30))]
    sat = {*outcome().panel, *(one.values["follower"] for one in happenings if one.act == "left")}
    return certificate(committed_to(), happenings, [one for one in ENTRIES if one.id in sat])
