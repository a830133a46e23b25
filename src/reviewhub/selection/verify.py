"""Check the certificate of a draw: one file, standard library only, Python 3.8 or later.

    python verify.py CERT.json [--commitment HEX] [--digest HEX] [--language zh|en] [--json]

It shares no code with what makes certificates. Exit status: 0 in order, 1 refused, 2 not read.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import re
import sys
from bisect import bisect_right
from itertools import accumulate, count
from typing import Any, Final, NamedTuple, Sequence  # noqa: UP035 -- runs on Python 3.8 too


def _table(text: str) -> dict[str, str]:
    lines = (line.partition(" ") for line in text.strip().split("\n"))
    return {key: words.strip() for key, _, words in lines}


LARGEST: Final = 100_000_000
LONGEST_NUMBER: Final = 40
WHOLE: Final = 10**9
# Rounding to parts of 10**9 moves a chance by fewer of them than this.
ROUNDING: Final = 10_000
FEWEST_OUTCOMES: Final = 10**9
HEX: Final = "[0-9a-f]{64}"
BYTES: Final = "(?:[0-9a-f]{2})+"
TEXT: Final = "(?s:.*)"
NAME: Final = "(?s:.+)"
CODE: Final = "[a-z][a-z0-9_.-]*"
AT: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"

# A shape is a pattern of texts, a least number, a list of one shape, an object ("*" stands for any key), or a
# key with the shapes of an object by the value of that key.
SUBJECT: Final = {"title": TEXT, "tasks": [TEXT], "software": TEXT, "earlier": [HEX]}
QUOTA: Final = {"feature": NAME, "value": TEXT, "least": 0, "most": 0}
RULES: Final = {"key": TEXT, "version": 0, "size": 1, "quotas": [QUOTA], "one_per": [NAME]}
BOUND: Final = {"kind": "size|least|most|one_per", "feature": TEXT, "value": TEXT, "limit": 0}
MULTIPLIER: Final = {**BOUND, "times": -(10**LONGEST_NUMBER)}
PROOF: Final = {"kind": "equality|rules|panels", "weights": [0], "ceiling": 0, "multipliers": [MULTIPLIER]}
CHANCES: Final = {"chances": {"*": 0}, "least": 0, "most": 0, "gini": 0, "proof": PROOF}
OBJECTIVE: Final = "leximin|goldilocks"
LOTTERY: Final = {"objective": OBJECTIVE, "panels": [[NAME]], "weights": [1], **CHANCES}
SOURCES: Final = {
    "sealed": {"by": NAME, "digest": HEX},
    "beacon": {"name": NAME, "pulse": 0},
    "balls": {"count": 1, "of": 2},
    "given": {},
}
COMMITMENT: Final = {
    "format": "reviewhub/commitment/1",
    "subject": SUBJECT,
    "rules": RULES,
    "pool": {"leaves": {"*": HEX}, "root": HEX},
    "eligible": {"*": {"*": TEXT}},
    "excluded": {"*": [CODE]},
    "lottery": LOTTERY,
    "sources": [("kind", SOURCES)],
}
ACTS: Final = {
    "committed": {"at": AT, "previous": HEX},
    "revealed": {"at": AT, "previous": HEX, "value": TEXT},
    "drawn": {"at": AT, "previous": HEX},
    "left": {"at": AT, "previous": HEX, "id": NAME, "reason": CODE, "follower": TEXT},
    "witnessed": {"at": AT, "previous": HEX, "name": NAME, "role": TEXT},
    "opened": {"at": AT, "previous": HEX},
    "voided": {"at": AT, "previous": HEX, "reason": CODE},
}
CERTIFICATE: Final = {
    "format": "reviewhub/certificate/1",
    "commitment": COMMITMENT,
    "c": HEX,
    "draw": {"seed": BYTES, "index": 0, "panel": [NAME], "alternates": [NAME]},
    "log": [("act", ACTS)],
    "seats": {"seated": [NAME], "empty": 0},
    "opened": {"*": {"name": TEXT, "employer": TEXT, "salt": HEX}},
    "digest": HEX,
}

# What every step finds to hold, in its order, and what a sound certificate leaves open.
STEPS: Final = _table("""
form          规范写法的 JSON，键和类型齐全 / canonical JSON with every key and no other
digest        摘要与全部内容、与纸面相符 / the digest is that of the whole certificate, and as printed
commitment    C 与承诺文件相符，与公布的一致 / C is the digest of the commitment, and as published
pool          在库人员或可抽取或被排除，均在默克尔根中 / everybody in the pool is listed, and in the root
exclusions    每项排除都有理由 / every exclusion has a reason
rules         规则只写一次，上下限相容 / rules stand once, with bounds that can be kept
panels        每个专家组符合规则，没有重复 / every panel keeps the rules, and none is there twice
weights       每组一个正整数权重，合计 10^9 / weights are positive, one a panel, 10^9 in all
chances       每人的机会由权重得出 / everybody's chance is what the weights give
proof         最低机会不能再高（goldilocks 除外） / the least chance could not be higher (but for goldilocks)
sources       任何一方不能决定种子，揭示与封存一致 / nobody alone fixes the seed, and reveals match
seed          种子由 C 和揭示的内容得出 / the seed is made of C and of what was revealed
panel         专家组和候补次序由种子得出 / the panel and the order of alternates follow from the seed
log           先承诺、后揭示、再抽取，记录首尾相连 / committed, revealed, drawn in this order, in one chain
replacements  递补者是次序中第一个合规的人 / who follows is the first in order who fits
opened        公开的姓名与库一致 / the names that are opened are those in the pool
""")
NOTES: Final = _table("""
alone         未与公布的 C 比对（--commitment） / C was not compared with the published one (--commitment)
given         种子由命令给出，不证明其随机 / the seed was given: nothing shows that it was not chosen
beacon        请到信标处核对脉冲值 / compare the pulse with the beacon's own publication
solver        机会上界由求解器得出 / a solver found the bound on the least chance
goldilocks    最高、最低机会一并兼顾，最低机会可以更高 / the least chance could be higher: both ends count
sealed        姓名尚未公开 / the names are sealed
employers     同名单位有不同代码，请核实 / employers of one name stand under two codes: ask why
voided        此次抽取已作废 / this draw was voided
earlier       此前有作废的抽取 / earlier draws for the same tasks were voided
""")
ENDS: Final = ("拒绝：不可采信 / refused: do not rely on it", "核验通过 / in order")


class Fault(Exception):
    """Where a certificate is not what it should be."""


def _need(holds: bool, place: str) -> None:  # noqa: FBT001 -- reads like assert
    if not holds:
        raise Fault(place)


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _hex(value: object) -> str:
    return _sha(_canonical(value)).hex()


def read(data: bytes) -> dict[str, Any]:
    """Read a certificate that is written in the one way, with a line end, and has every key and no other.

    A key that is there twice, or a number that is cut short, is not written again as it was.
    """
    _need(len(data) <= LARGEST, "file")
    try:
        found = json.loads(data.decode("utf-8"), parse_int=lambda digits: int(digits[:LONGEST_NUMBER]))
        same = _canonical(found) + b"\n" == data
    except (ValueError, RecursionError):
        raise Fault("file") from None
    _need(same, "file")
    _shaped(found, CERTIFICATE, "certificate")
    return dict(found)


def _shaped(value: Any, shape: Any, place: str) -> None:
    if isinstance(shape, str):
        _need(isinstance(value, str) and re.fullmatch(shape, value) is not None, place)
    elif isinstance(shape, int):
        _need(type(value) is int and value >= shape, place)
    elif isinstance(shape, list):
        _need(isinstance(value, list), place)
        for number, one in enumerate(value):
            _shaped(one, shape[0], f"{place}[{number}]")
    else:
        _need(isinstance(value, dict), place)
        _object(value, shape, place)


def _object(value: dict[str, Any], shape: Any, place: str) -> None:
    if isinstance(shape, tuple):
        key, kinds = shape
        _need(isinstance(value.get(key), str) and value[key] in kinds, f"{place}.{key}")
        shape = {key: NAME, **kinds[value[key]]}
    if "*" in shape:
        shape = dict.fromkeys(value, shape["*"])
    for key in sorted({*shape} ^ {*value}):
        raise Fault(f"{place}.{key}")
    for key, one in value.items():
        _need(key != "", place)
        _shaped(one, shape[key], f"{place}.{key}")


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) <= 1:
        return leaves[0] if leaves else _sha(b"reviewhub/empty/1\0")
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return _sha(b"reviewhub/node/1\0" + _root(leaves[:half]) + _root(leaves[half:]))


def _matches(source: dict[str, Any], value: str) -> bool:
    if source["kind"] == "sealed":
        return _sha(b"reviewhub/contribution/1\0" + value.encode("utf-8")).hex() == str(source["digest"])
    if source["kind"] == "balls":
        parts = value.split("-")
        numbers = [int(part) for part in parts if re.fullmatch("0|[1-9][0-9]{0,18}", part)]
        return len(numbers) == len(parts) == source["count"] and max(numbers) < int(source["of"])
    return re.fullmatch(BYTES, value) is not None


def _signed(bound: dict[str, Any], rules: dict[str, Any]) -> bool:
    """Tell whether a multiplier is of a bound of the rules, and pushes the way that the bound does."""
    feature, value, limit, times = (bound[key] for key in ("feature", "value", "limit", "times"))
    if bound["kind"] == "size":
        return bool(limit == rules["size"])
    if bound["kind"] == "one_per":
        return times >= 0 and limit == 1 and value != "" and feature in rules["one_per"]
    pushes = times <= 0 if bound["kind"] == "least" else times >= 0
    known = [(one["feature"], one["value"], one[bound["kind"]]) for one in rules["quotas"]]
    return pushes and (feature, value, limit) in known


class Claim:
    """What a certificate says, and the C and digest that are known from elsewhere; a method for each step."""

    def __init__(self, found: dict[str, Any], commitment: str, digest: str) -> None:
        self.found, self.known = found, {"c": commitment.strip().lower(), "digest": digest.strip().lower()}
        self.document, self.draw, self.log = found["commitment"], found["draw"], found["log"]
        self.rules, self.lottery = self.document["rules"], self.document["lottery"]
        self.eligible, self.sources = self.document["eligible"], self.document["sources"]
        self.values = [one["value"] for one in self.log if one["act"] == "revealed"]

    def place(self, key: str) -> str:
        """Give the place where what a step checks does not hold; empty where it does."""
        try:
            getattr(self, f"_{key}")()
        except Fault as fault:
            return str(fault)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return "certificate"
        return ""

    def _digest(self) -> None:
        body = {key: value for key, value in self.found.items() if key != "digest"}
        _need(_hex(body) == self.found["digest"], "digest")
        _need(self.known["digest"] in {"", self.found["digest"]}, "digest")

    def _commitment(self) -> None:
        _need(_hex(self.document) == self.found["c"], "c")
        _need(self.known["c"] in {"", self.found["c"]}, "c")

    def _pool(self) -> None:
        leaves, root = self.document["pool"]["leaves"], self.document["pool"]["root"]
        for id_ in sorted({*leaves} ^ {*self.eligible, *self.document["excluded"]}):
            raise Fault(f"commitment.pool.leaves.{id_}")
        made = _root([bytes.fromhex(leaves[id_]) for id_ in sorted(leaves)])
        _need(made.hex() == root, "commitment.pool.root")

    def _exclusions(self) -> None:
        for id_, reasons in self.document["excluded"].items():
            told = reasons != [] and reasons == sorted(set(reasons))
            _need(told and id_ not in self.eligible, f"commitment.excluded.{id_}")

    def _rules(self) -> None:
        quotas, one_per = self.rules["quotas"], self.rules["one_per"]
        named = [(one["feature"], one["value"]) for one in quotas]
        _need(named == sorted(set(named)), "commitment.rules.quotas")
        _need(one_per == sorted(set(one_per)), "commitment.rules.one_per")
        for number, one in enumerate(quotas):
            _need(one["least"] <= one["most"], f"commitment.rules.quotas[{number}]")

    def _panels(self) -> None:
        before: list[str] = []
        for number, panel in enumerate(self.lottery["panels"]):
            once = panel == sorted(set(panel)) and before < panel
            _need(once and self._valid(panel, 0), f"commitment.lottery.panels[{number}]")
            before = panel

    def _valid(self, panel: Sequence[str], empty: int) -> bool:
        """Count by the rules; an empty seat counts for whatever is missing, and never beyond a maximum."""
        people = [self.eligible[id_] for id_ in panel if id_ in self.eligible]
        if len(people) != len(panel) or len(panel) + empty != self.rules["size"]:
            return False
        for quota in self.rules["quotas"]:
            many = sum(1 for one in people if one.get(quota["feature"], "") == quota["value"])
            if many + empty < quota["least"] or many > quota["most"]:
                return False
        values = [(key, one[key]) for one in people for key in self.rules["one_per"] if one.get(key)]
        return len(set(values)) == len(values)

    def _weights(self) -> None:
        weights, panels = self.lottery["weights"], self.lottery["panels"]
        _need(len(weights) == len(panels) and sum(weights) == WHOLE, "commitment.lottery.weights")

    def _chances(self) -> None:
        sums = dict.fromkeys(self.eligible, 0)
        for number, panel in enumerate(self.lottery["panels"]):
            for id_ in panel:
                sums[id_] += self.lottery["weights"][number]
        for id_ in sorted({*sums, *self.lottery["chances"]}):
            _need(sums.get(id_) == self.lottery["chances"].get(id_), f"commitment.lottery.chances.{id_}")
        many, order = len(sums), sorted(sums.values())
        ranked = sum((2 * rank - many - 1) * share for rank, share in enumerate(order, 1))
        told = {"least": order[0], "most": order[-1], "gini": ranked * WHOLE // (many * sum(order))}
        for key, value in told.items():
            _need(self.lottery[key] == value, f"commitment.lottery.{key}")

    def _proof(self) -> None:
        proof, place, ids = self.lottery["proof"], "commitment.lottery.proof", sorted(self.eligible)
        _need(len(proof["weights"]) == len(ids) and sum(proof["weights"]) > 0, f"{place}.weights")
        weights = {id_: proof["weights"][number] for number, id_ in enumerate(ids)}
        heaviest = max(sum(weights[id_] for id_ in panel) for panel in self.lottery["panels"])
        _need(heaviest <= proof["ceiling"], f"{place}.ceiling")
        if proof["kind"] == "equality":
            _need({*proof["weights"]} == {1} and proof["ceiling"] == self.rules["size"], place)
        if proof["kind"] == "rules":
            _need(self._ceiling(weights) == proof["ceiling"], f"{place}.ceiling")
        _need(proof["kind"] == "rules" or proof["multipliers"] == [], f"{place}.multipliers")
        short = proof["ceiling"] * WHOLE - self.lottery["least"] * sum(proof["weights"])
        reached = short <= ROUNDING * sum(proof["weights"])
        _need(reached or self.lottery["objective"] == "goldilocks", "commitment.lottery.least")

    def _ceiling(self, weights: dict[str, int]) -> int:
        """Bound the weight of any valid panel: weak duality in whole numbers."""
        total, counted = 0, dict.fromkeys(weights, 0)
        for number, one in enumerate(self.lottery["proof"]["multipliers"]):
            _need(_signed(one, self.rules), f"commitment.lottery.proof.multipliers[{number}]")
            total += one["times"] * one["limit"]
            for id_, features in self.eligible.items():
                if one["kind"] == "size" or features.get(one["feature"], "") == one["value"]:
                    counted[id_] += one["times"]
        return total + sum(max(0, weight - counted[id_]) for id_, weight in weights.items())

    def _sources(self) -> None:
        kinds = [one["kind"] for one in self.sources]
        hands = {one["by"] for one in self.sources if one["kind"] == "sealed"}
        balls = [one["of"] ** min(one["count"], 64) for one in self.sources if one["kind"] == "balls"]
        enough = len(hands) > 1 or "beacon" in kinds or max(balls, default=0) >= FEWEST_OUTCOMES
        _need(kinds == ["given"] or (enough and "given" not in kinds), "commitment.sources")
        _need(len(self.values) == len(kinds), "log")
        for number, source in enumerate(self.sources):
            _need(_matches(source, self.values[number]), f"commitment.sources[{number}]")

    def _seed(self) -> None:
        told = [value.encode("utf-8") for value in self.values]
        parts = b"".join(len(one).to_bytes(8, "big") + one for one in told)
        seed = _sha(b"reviewhub/draw/1" + bytes.fromhex(self.found["c"]) + parts).hex()
        given = self.sources[0]["kind"] == "given"
        _need(self.draw["seed"] == (self.values[0] if given else seed), "draw.seed")

    def _panel(self) -> None:
        seed, top = bytes.fromhex(self.draw["seed"]), 1 << 256
        blocks = (hmac.digest(seed, b"panel\0" + one.to_bytes(8, "big"), "sha256") for one in count())
        numbers = (int.from_bytes(one, "big") for one in blocks)
        index = next(one for one in numbers if one < top - top % WHOLE) % WHOLE
        panel = self.lottery["panels"][bisect_right(list(accumulate(self.lottery["weights"])), index)]
        names = {id_: b"alternates\0" + id_.encode("utf-8") for id_ in {*self.eligible} - {*panel}}
        rest = sorted(names, key=lambda id_: (hmac.digest(seed, names[id_], "sha256"), id_))
        for key, value in {"index": index, "panel": panel, "alternates": rest}.items():
            _need(self.draw[key] == value, f"draw.{key}")

    def _log(self) -> None:
        previous, at = self.found["c"], ""
        for number, entry in enumerate(self.log):
            _need(entry["previous"] == previous, f"log[{number}].previous")
            _need(at <= entry["at"], f"log[{number}].at")
            previous, at = _hex(entry), entry["at"]
        acts = "".join(entry["act"][0] for entry in self.log)
        _need(re.fullmatch("cw*(?:rw*)+d[low]*(?:v[ow]*)?", acts) is not None, "log")

    def _replacements(self) -> None:
        seated, waiting, empty = list(self.draw["panel"]), list(self.draw["alternates"]), 0
        for number, entry in enumerate(self.log):
            if entry["act"] != "left":
                continue
            follower, place = "", f"log[{number}]"
            _need(entry["id"] in seated or entry["id"] in waiting, f"{place}.id")
            if entry["id"] in seated:
                seated.remove(entry["id"])
                follower = next((one for one in waiting if self._valid([*seated, one], empty)), "")
                seated, empty = seated + [follower] * (follower != ""), empty + (follower == "")
            _need(entry["follower"] == follower, f"{place}.follower")
            waiting = [one for one in waiting if one not in {entry["id"], follower}]
        _need(self.found["seats"] == {"seated": seated, "empty": empty}, "seats")

    def _opened(self) -> None:
        opened, leaves = self.found["opened"], self.document["pool"]["leaves"]
        sat = {*self.draw["panel"], *(one["follower"] for one in self.log if one["act"] == "left")}
        for id_, told in opened.items():
            _need(id_ in sat, f"opened.{id_}")
            leaf = {**told, "id": id_, "features": self.eligible[id_]}
            _need(_sha(b"reviewhub/leaf/1\0" + _canonical(leaf)).hex() == leaves[id_], f"opened.{id_}")
        said = any(one["act"] == "opened" for one in self.log)
        _need(said == bool(opened) and (not said or {*self.found["seats"]["seated"]} <= {*opened}), "opened")

    def open_points(self) -> list[str]:
        """Name what a sound certificate leaves to look at."""
        kinds, acts = {one["kind"] for one in self.sources}, {one["act"] for one in self.log}
        opened = self.found["opened"].items()
        codes = {(one["employer"], self.eligible.get(id_, {}).get("employer", "")) for id_, one in opened}
        found = {
            "alone": self.known["c"] == "",
            "given": "given" in kinds,
            "beacon": "beacon" in kinds,
            "solver": self.lottery["proof"]["kind"] == "panels",
            "goldilocks": self.lottery["objective"] == "goldilocks",
            "sealed": "opened" not in acts,
            "employers": len(codes) > len({name for name, _ in codes}),
            "voided": "voided" in acts,
            "earlier": self.document["subject"]["earlier"] != [],
        }
        return [key for key, holds in found.items() if holds]


class Verdict(NamedTuple):
    """The steps with the place where each fails (empty where it holds); points left open; the certificate."""

    steps: dict[str, str]
    notes: list[str]
    certificate: dict[str, Any]

    @property
    def valid(self) -> bool:
        """Tell whether nothing was refused."""
        return not any(self.steps.values())


def examine(data: bytes, commitment: str = "", digest: str = "") -> Verdict:
    """Check the bytes of a file, also against the C that was published and the digest that was printed."""
    try:
        claim = Claim(read(data), commitment, digest)
    except Fault as fault:
        return Verdict({"form": str(fault)}, [], {})
    steps = {key: claim.place(key) for key in STEPS if key != "form"}
    return Verdict({"form": "", **steps}, claim.open_points(), claim.found)


def as_lines(verdict: Verdict, language: str) -> list[str]:
    """Say what was found, in one language."""
    said = {
        words: words.split(" / ")[language == "en"] for words in (*STEPS.values(), *NOTES.values(), *ENDS)
    }
    steps = [
        f"✗ {said[STEPS[key]]}: {at}" if at else f"✓ {said[STEPS[key]]}" for key, at in verdict.steps.items()
    ]
    return [*steps, *(f"· {said[NOTES[key]]}" for key in verdict.notes), said[ENDS[verdict.valid]]]


def as_json(verdict: Verdict) -> str:
    """Give what was found as JSON, in both languages."""
    c, notes = verdict.certificate.get("c", ""), {key: NOTES[key] for key in verdict.notes}
    steps = [
        {"step": key, "passed": not at, "place": at, "words": STEPS[key]} for key, at in verdict.steps.items()
    ]
    told = {"valid": verdict.valid, "c": c, "steps": steps, "notes": notes}
    return json.dumps(told, ensure_ascii=False, indent=2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the file that the command line names, and give the exit status."""
    parser = argparse.ArgumentParser(description="核验抽取证书 / Check the certificate of a draw.")
    parser.add_argument("certificate", help="CERT.json")
    parser.add_argument("--commitment", default="", metavar="HEX", help="C as published before the draw")
    parser.add_argument("--digest", default="", metavar="HEX", help="digest as printed on paper")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    try:
        with open(asked.certificate, "rb") as opened:  # noqa: PTH123 -- as plain as it gets
            verdict = examine(opened.read(LARGEST + 1), asked.commitment, asked.digest)
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    text = as_json(verdict) if asked.json else "\n".join(as_lines(verdict, asked.language))
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    return 0 if verdict.valid else 1


if __name__ == "__main__":
    sys.exit(main())
