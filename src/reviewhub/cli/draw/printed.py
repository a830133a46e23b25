"""What the commands say: chances and the digest that fixes them, and what a seed gave."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from reviewhub.cli.aligned import aligned
from reviewhub.selection.draw.commitment import Commitment
from reviewhub.selection.lottery.values import WHOLE

MOST_GROUPS: Final = 20


def pretty(value: object) -> str:
    """Write JSON for people and programs."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_object(commitment: Commitment) -> dict[str, Any]:
    """Give chances as numbers from 0 to 1, panels with weights, and the document that is digested."""
    document = commitment.document
    chances = document["lottery"]
    return {
        "probabilities": {id_: share / WHOLE for id_, share in chances["chances"].items()},
        "min": chances["least"] / WHOLE,
        "max": chances["most"] / WHOLE,
        "gini": chances["gini"] / WHOLE,
        "panels": chances["panels"],
        "weights": chances["weights"],
        "certificate": {"c": commitment.digest, "commitment": document},
    }


def chances_lines(commitment: Commitment) -> Iterator[str]:
    """Sum up the chances: how many people have which, and how even they are."""
    document = commitment.document
    chances = document["lottery"]
    proof = chances["proof"]
    yield from aligned(
        [
            ("人数 / people", str(len(document["eligible"]))),
            ("每组 / on a panel", str(document["rules"]["size"])),
            ("合规专家组 / panels", str(len(chances["panels"]))),
            ("最低机会 / least chance", _percent(chances["least"])),
            ("最低机会的上界 / cannot be above", _percent(_bound(proof))),
            ("最高机会 / greatest chance", _percent(chances["most"])),
            ("基尼系数 / Gini", f"{chances['gini'] / WHOLE:.6f}"),
        ]
    )
    yield ""
    yield from aligned([("机会 / chance", "人数 / people"), *_groups(chances["chances"])])
    yield ""
    yield f"C = {commitment.digest}"
    yield "请在种子产生之前公布 C / publish C before the seed exists"


def drawn_lines(certificate: Mapping[str, Any], alternates: int) -> Iterator[str]:
    """Tell who was drawn, who is next, and the digests by which the certificate is known."""
    draw = certificate["draw"]
    yield f"专家组 / panel: {_ids(draw['panel'])}"
    yield f"候补 / alternates: {_ids(draw['alternates'][:alternates])}"
    yield f"C = {certificate['c']}"
    yield f"证书摘要 / digest of the certificate = {certificate['digest']}"


def _ids(ids: Sequence[str]) -> str:
    return "、".join(ids) or "—"


def _groups(chances: Mapping[str, int]) -> list[tuple[str, str]]:
    counted = Counter(_percent(share) for share in sorted(chances.values()))
    rows = [(chance, str(many)) for chance, many in counted.items()]
    return [*rows[:MOST_GROUPS], *([("…", "")] if len(rows) > MOST_GROUPS else [])]


def _bound(proof: Mapping[str, Any]) -> int:
    return int(proof["ceiling"] * WHOLE // sum(proof["weights"]))


def _percent(share: int) -> str:
    return f"{100 * share / WHOLE:.4f}%"
