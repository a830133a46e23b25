"""Mutated certificates: none is accepted, whatever was changed and whichever digests were made anew."""

import ast
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from reviewhub.selection import verify
from reviewhub.selection.draw.certificate import certificate, written
from reviewhub.selection.draw.log import Happening, chained, voided
from reviewhub.selection.draw.sources import Balls, Beacon, Given
from reviewhub.selection.verify import examine
from unit.selection.draw.made import begun, committed_to, full_certificate, moment, other_certificate, outcome

SOUND: Final = full_certificate()
OTHER: Final = other_certificate()
C: Final = SOUND["c"]
HANDED_OUT: Final = "feb9583441ba7dc98356756ac404b5600726a681bfb4932f0a156b7f551a7efb"
Path_ = tuple[str | int, ...]


def paths(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Give the place of everything in a certificate, containers before what they hold."""
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        yield from paths(one, (*at, key))


def kind_of(path: Path_) -> str:
    """Name a place without ids and numbers, so that one of each kind can be taken."""
    return ".".join("*" if isinstance(key, int) or key[:1] == "D" else key for key in path)


def at(made: Any, path: Path_) -> Any:
    for key in path:
        made = made[key]
    return made


def changes(value: Any) -> Iterator[Any]:
    """Give everything that one may do to a value: change, drop, add, swap, another type."""
    if isinstance(value, str):
        yield from (f"{value}x", ("0" if value[:1] != "0" else "1") + value[1:], None, 1)
    elif isinstance(value, int):
        yield from (value + 1, value - 1, str(value), float(value), True)
    elif isinstance(value, list):
        yield from (value[:-1], [*value, *value[-1:]], value[::-1], {})
    else:
        yield from ({**value, "more": "x"}, dict(list(value.items())[1:]), [])


def put(base: dict[str, Any], path: Path_, value: Any) -> dict[str, Any]:
    made = deepcopy(base)
    if not path:
        return value  # type: ignore[no-any-return]  # what replaces a whole certificate
    at(made, path[:-1])[path[-1]] = value
    return made


def mutations() -> list[tuple[str, dict[str, Any]]]:
    """Give every change of one place of every kind."""
    places = {kind_of(path): (base, path) for base in (OTHER, SOUND) for path in paths(base)}
    found = [
        (kind, put(base, path, new))
        for kind, (base, path) in places.items()
        for new in changes(at(base, path))
    ]
    return [(kind, made) for kind, made in found if made not in (SOUND, OTHER)]


def as_file(made: Any) -> bytes:
    """Write what may hold anything in the one way."""
    text = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def hexed(made: Any) -> str:
    return hashlib.sha256(as_file(made)[:-1]).hexdigest()


def with_new_digest(made: dict[str, Any]) -> dict[str, Any]:
    body = {key: value for key, value in made.items() if key != "digest"}
    return {**body, "digest": hexed(body)}


def is_told_later(kind: str) -> bool:
    """Tell whether a place is said later than C and follows from nothing: moments, witnesses, reasons."""
    return kind in {"log", "log.*"} or kind.startswith("log.*.") or kind == "opened"


def was_published(made: dict[str, Any]) -> bool:
    """Tell whether a certificate passes for one of the two whose C and digest are known from elsewhere."""
    return any(examine(as_file(made), one["c"], one["digest"]).valid for one in (SOUND, OTHER))


def test_the_untouched_certificate_is_accepted() -> None:
    verdict = examine(written(SOUND), C, SOUND["digest"])
    assert verdict.valid
    assert list(verdict.steps) == list(verify.STEPS)
    assert verdict.notes == ["goldilocks"]


def test_a_certificate_that_was_handed_out_is_accepted_for_ever() -> None:
    kept = Path(__file__).parents[2] / "oracles" / "certificate_1" / "certificate.json"
    assert examine(kept.read_bytes(), HANDED_OUT).valid


def test_of_hundreds_of_changed_certificates_none_is_accepted() -> None:
    made = mutations()
    accepted = [kind for kind, one in made if examine(as_file(one)).valid]
    assert accepted == []
    assert len(made) >= 200


def test_none_is_accepted_after_its_digest_was_made_anew() -> None:
    made = [(kind, with_new_digest(one)) for kind, one in mutations() if kind and isinstance(one, dict)]
    changed = [(kind, one) for kind, one in made if kind != "digest"]
    accepted = [kind for kind, one in changed if not is_told_later(kind) and examine(as_file(one)).valid]
    printed = [kind for kind, one in changed if was_published(one)]
    assert (accepted, printed) == ([], [])
    assert len(changed) >= 200


def test_none_is_accepted_after_c_and_chain_were_made_anew_too() -> None:
    made = [
        one for kind, one in mutations() if kind.startswith("commitment.") and isinstance(one["log"], list)
    ]
    forged = []
    for one in made:
        c = hexed(one["commitment"])
        log = [Happening(entry["act"], entry["at"], told(entry)) for entry in one["log"]]
        forged.append(with_new_digest({**one, "c": c, "log": chained(c, log)}))
    assert [one for one in forged if was_published(one)] == []
    assert len(forged) >= 150


def told(entry: dict[str, Any]) -> dict[str, str]:
    return {key: value for key, value in entry.items() if key not in {"act", "at", "previous"}}


def test_of_flipped_bytes_none_is_accepted() -> None:
    data, random = written(SOUND), Random(5)
    places = random.sample(range(len(data)), 200)
    flipped = [data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :] for at in places]
    assert [one for one in flipped if examine(one).valid] == []


@pytest.mark.parametrize("cut", [b"", b"\n", b"\r\n"])
def test_a_file_with_another_end_is_refused(cut: bytes) -> None:
    data = written(SOUND)
    assert not examine(data[:-1] + cut + (cut and b"\n")).valid


def test_whoever_draws_again_from_other_rules_is_stopped_by_the_published_c() -> None:
    forged = certificate(committed_to(Given()), [begun()[0], reveal("00" * 32), begun()[-1]])
    assert examine(written(forged)).valid
    assert examine(written(forged), C).steps["commitment"] == "c"


def reveal(value: str) -> Happening:
    return Happening("revealed", moment(2), {"value": value})


@pytest.mark.parametrize(
    ("source", "value", "note"),
    [
        (Given(), "00ff" * 16, "given"),
        (Beacon("drand", 7), "ab" * 32, "beacon"),
        (Balls(9, 10), "1-2-3-4-5-6-7-8-9", ""),
    ],
)
def test_every_source_is_accepted_and_says_what_it_leaves_open(source: Any, value: str, note: str) -> None:
    made = certificate(committed_to(source), [begun()[0], reveal(value), begun()[-1]])
    verdict = examine(written(made))
    assert verdict.valid
    assert (note in verdict.notes) == bool(note)
    assert {"alone", "sealed"} <= set(verdict.notes)


def test_a_voided_draw_is_sound_and_says_so() -> None:
    made = certificate(committed_to(), [*begun(), voided(moment(9), "mistake")])
    assert "voided" in examine(written(made)).notes


def test_one_employer_s_name_under_two_codes_is_told() -> None:
    made = deepcopy(SOUND)
    for one in made["opened"].values():
        one["employer"] = "人民医院"
    assert "employers" in examine(as_file(made)).notes
    assert "employers" not in examine(as_file(SOUND)).notes


def test_a_draw_before_its_commitment_is_refused() -> None:
    happenings = begun()
    swapped = certificate(committed_to(), [*happenings[1:], happenings[0]])
    early = certificate(committed_to(), [*happenings[:-1], Happening("drawn", moment(1), {})])
    assert examine(written(swapped)).steps["log"] == "log[4].at"
    assert examine(written(early)).steps["log"] == "log[4].at"


def test_somebody_else_than_the_first_who_fits_is_refused() -> None:
    made = deepcopy(SOUND)
    entry = next(one for one in made["log"] if one["act"] == "left" and one["follower"])
    entry["follower"] = outcome().alternates[-1]
    verdict = examine(as_file(with_new_digest(made)))
    assert verdict.steps["replacements"].endswith(".follower")


def test_a_ceiling_from_the_rules_is_recomputed_and_one_of_a_solver_is_told() -> None:
    made = deepcopy(SOUND)
    proof = made["commitment"]["lottery"]["proof"]
    assert examine(as_file(made)).steps["proof"] == ""
    proof["multipliers"][0]["times"] = 2
    assert examine(as_file(made)).steps["proof"] == "commitment.lottery.proof.ceiling"
    proof.update(kind="panels", multipliers=[])
    assert "solver" in examine(as_file(made)).notes


@pytest.mark.parametrize(
    ("bound", "holds"),
    [
        (("most", "class", "finance", 2, 1), True),
        (("most", "class", "finance", 2, -1), False),
        (("least", "class", "finance", 1, -1), True),
        (("least", "class", "finance", 1, 1), False),
        (("least", "class", "finance", 2, -1), False),
        (("one_per", "employer", "e1", 1, 1), True),
        (("one_per", "employer", "e1", 1, -1), False),
        (("one_per", "class", "finance", 1, 1), False),
    ],
)
def test_a_multiplier_is_of_a_bound_of_the_rules_and_pushes_its_way(
    bound: tuple[Any, ...], holds: bool
) -> None:
    made = deepcopy(SOUND)
    proof = made["commitment"]["lottery"]["proof"]
    names = ("kind", "feature", "value", "limit", "times")
    proof["multipliers"].append(dict(zip(names, bound, strict=True)))
    assert examine(as_file(made)).steps["proof"].endswith("ceiling" if holds else "multipliers[1]")


def test_a_least_chance_below_what_is_possible_is_refused_where_equality_is_claimed() -> None:
    made = deepcopy(SOUND)
    made["commitment"]["lottery"]["objective"] = "leximin"
    assert examine(as_file(made)).steps["proof"] == "commitment.lottery.least"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]\n",
        b"null\n",
        b"NaN\n",
        b'{"a":1,"a":1}\n',
        b"1" * 100_000 + b"\n",
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'"\\ud800"\n',
        b'{"format":"reviewhub/certificate/1"}\n',
        b"\xef\xbb\xbf{}\n",
        b"PK\x03\x04" + bytes(1000),
    ],
    ids=repr,
)
def test_what_is_no_certificate_is_refused_without_a_traceback(data: bytes) -> None:
    verdict = examine(data)
    assert not verdict.valid
    assert verify.as_lines(verdict, "zh")[-1].startswith("拒绝")


def test_both_languages_say_the_same_steps() -> None:
    verdict = examine(written(SOUND)[:-2] + b"]\n")
    assert verify.as_lines(verdict, "en")[0].startswith("✗ canonical JSON")
    assert verify.as_lines(verdict, "zh")[0].endswith(": file")
    whole = examine(as_file({**SOUND, "digest": "00" * 32}))
    assert "✗ 摘要" in "\n".join(verify.as_lines(whole, "zh"))
    assert verify.as_lines(examine(written(SOUND)), "en")[-1] == "in order"


def test_the_file_runs_alone_with_nothing_but_the_standard_library(tmp_path: Path) -> None:
    (tmp_path / "check.py").write_bytes(Path(verify.__file__).read_bytes())
    (tmp_path / "cert.json").write_bytes(written(SOUND))
    (tmp_path / "bad.json").write_bytes(written(SOUND).replace(b"D0", b"D1", 1))

    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-I", "-S", "check.py", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)

    sound, bad, none = run("cert.json", "--json", "--commitment", C), run("bad.json"), run("none.json")
    assert (sound.returncode, bad.returncode, none.returncode) == (0, 1, 2)
    assert json.loads(sound.stdout)["valid"]
    assert "拒绝" in bad.stdout.decode()
    assert b"Traceback" not in sound.stderr + bad.stderr + none.stderr


def test_the_file_is_written_for_python_3_8_and_imports_nothing_of_the_makers() -> None:
    tree = ast.parse(Path(verify.__file__).read_text("utf-8"), feature_version=(3, 8))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {
        name
        for node in nodes
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module])
    }
    assert modules <= {*sys.stdlib_module_names}
