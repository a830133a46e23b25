"""What a certificate says, in the order in which people read it: values, worded by whoever shows them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reviewhub.selection.lottery.values import WHOLE


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sits or sat.

    Attributes
    ----------
    id, name, employer
        The draw code; name and employer are empty while sealed.
    features
        What the rules could see.
    chance
        To be drawn, in parts of 10**9.
    follows
        Whose seat was taken, as an id; empty for those who were drawn.
    left
        The reason code of who left, and empty for who sits.

    """

    id: str
    name: str
    employer: str
    features: Mapping[str, str]
    chance: int
    follows: str
    left: str


@dataclass(frozen=True, slots=True)
class Content:
    """A certificate for the page and for paper.

    Attributes
    ----------
    facts
        Codes with values: what is drawn for, how many people, the chances in parts of 10**9, the digests.
    members
        Everybody who sits or sat, in the order in which they came.
    happenings
        Moment, act, and what was said, in order.
    excluded
        How many people were excluded for which reason code; one person may have several.
    alternates
        Ids in the order in which they are asked.

    """

    facts: tuple[tuple[str, str], ...]
    members: tuple[Member, ...]
    happenings: tuple[tuple[str, str, Mapping[str, str]], ...]
    excluded: Mapping[str, int]
    alternates: tuple[str, ...]


def content_of(certificate: Mapping[str, Any]) -> Content:
    """Pick what people read out of a sound certificate."""
    reasons = certificate["commitment"]["excluded"].values()
    return Content(
        tuple(_facts(certificate)),
        tuple(_members(certificate)),
        tuple((one["at"], one["act"], _said(one)) for one in certificate["log"]),
        dict(sorted(Counter(reason for one in reasons for reason in one).items())),
        tuple(certificate["draw"]["alternates"]),
    )


def _facts(certificate: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    document, draw = certificate["commitment"], certificate["draw"]
    rules, chances = document["rules"], document["lottery"]
    yield "title", document["subject"]["title"]
    yield from (("task", task) for task in document["subject"]["tasks"])
    yield from (("earlier", c) for c in document["subject"]["earlier"])
    yield "rule", f"{rules['key']}@{rules['version']}"
    yield "software", document["subject"]["software"]
    for key, many in (
        ("pool", len(document["pool"]["leaves"])),
        ("eligible", len(document["eligible"])),
        ("size", rules["size"]),
        ("panels", len(chances["panels"])),
        *((key, chances[key]) for key in ("least", "most", "gini")),
        ("whole", WHOLE),
        ("index", draw["index"]),
        ("empty", certificate["seats"]["empty"]),
    ):
        yield key, str(many)
    yield from (("source", one["kind"]) for one in document["sources"])
    yield from (("root", document["pool"]["root"]), ("c", certificate["c"]), ("seed", draw["seed"]))
    yield "digest", certificate["digest"]


def _members(certificate: Mapping[str, Any]) -> Iterator[Member]:
    document, left = certificate["commitment"], [one for one in certificate["log"] if one["act"] == "left"]
    follows = {one["follower"]: one["id"] for one in left if one["follower"]}
    reasons = {one["id"]: one["reason"] for one in left}
    for id_ in (*certificate["draw"]["panel"], *follows):
        told = certificate["opened"].get(id_, {"name": "", "employer": ""})
        yield Member(
            id_,
            told["name"],
            told["employer"],
            document["eligible"][id_],
            document["lottery"]["chances"][id_],
            follows.get(id_, ""),
            reasons.get(id_, ""),
        )


def _said(entry: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in entry.items() if key not in {"act", "at", "previous"}}
