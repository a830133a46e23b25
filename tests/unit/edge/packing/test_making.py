"""Packs: the same bytes twice, in order as made, and refused once anything in them is changed."""

import json
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any, Final

import pytest

from packed import forged, leaves, pack, parts
from reviewhub.domain.errors import WrongState
from reviewhub.domain.packing.manifest import DATA, MANIFEST
from reviewhub.domain.packing.raw import RawPack
from reviewhub.edge.packing.making import make_pack
from reviewhub.edge.packing.verifying import verify_pack
from reviewhub.edge.unit import Parts
from reviewhub.files.packing.zipped import unzipped, zipped

BOOK, DOCUMENT, PRINT = "打分与结果.xlsx", "成果汇编.docx", "成果汇编.pdf"
NUMBERS: Final = ("sheets", "asked", "snapshot", "totals")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return parts(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="module")
def made(installed: Parts) -> bytes:
    return make_pack(installed, pack())


def codes(installed: Parts, archive: bytes) -> set[str]:
    return {fault.code for fault in verify_pack(installed, archive).faults}


def test_a_pack_holds_its_documents_its_data_and_a_manifest(made: bytes) -> None:
    assert set(unzipped(made)) == {BOOK, DOCUMENT, PRINT, DATA, MANIFEST}


def test_two_runs_give_the_same_bytes(installed: Parts, made: bytes) -> None:
    assert make_pack(installed, pack()) == made


def test_a_pack_as_made_is_in_order_and_names_its_conclusions(installed: Parts, made: bytes) -> None:
    verified = verify_pack(installed, made)
    assert verified.faults == ()
    assert verified.conclusions == (("主干道市容环境整治", pack().tasks[0].conclusion.digest),)


def test_an_anonymised_pack_in_english_is_in_order_and_holds_no_name(installed: Parts) -> None:
    archive = make_pack(installed, pack("en", anonymised=True))
    assert verify_pack(installed, archive).faults == ()
    assert not any("马兰杰".encode() in data for data in unzipped(archive).values())


def test_progress_is_told_document_by_document(installed: Parts) -> None:
    told: list[int] = []
    make_pack(installed, pack(), told=told.append)
    assert told == [1, 2, 3]


def test_data_that_does_not_give_what_was_concluded_makes_no_pack(installed: Parts) -> None:
    false = _changed(pack(), ("tasks", 0, "sheets", 0, "points", 3), 20_000)
    with pytest.raises(WrongState, match=r"pack\.sheet_differs"):
        make_pack(installed, false)


def _changed(raw: RawPack, path: tuple[str | int, ...], value: object) -> RawPack:
    from dataclasses import asdict  # noqa: PLC0415 -- used once

    from reviewhub.domain.packing.raw import read  # noqa: PLC0415 -- the same

    given: Any = json.loads(json.dumps(asdict(raw)))
    _put(given, path, value)
    return read(given)


def _put(given: Any, path: tuple[str | int, ...], value: object) -> None:
    for step in path[:-1]:
        given = given[step]
    given[path[-1]] = value


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else f"{value}1"


def _change_leaf(path: tuple[str | int, ...], files: dict[str, bytes]) -> None:
    given = json.loads(files[DATA])
    at = given
    for step in path:
        at = at[step]
    _put(given, path, _other(at))
    files[DATA] = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _replace(name: str, old: bytes, new: bytes, files: dict[str, bytes]) -> None:
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)


def mutations(data: Any) -> list[Callable[[dict[str, bytes]], object]]:
    """Give a hundred changes, each with a manifest that fits: numbers in the data, and the documents."""
    every = [path for path in leaves(data) if set(path) & set(NUMBERS)]
    chosen = Random(2021).sample(every, 92)
    documents: list[Callable[[dict[str, bytes]], object]] = [
        partial(_replace, BOOK, b"<v>4.5</v>", b"<v>5.0</v>"),
        partial(_replace, BOOK, b"ROUND(AVERAGE(", b"ROUND(MAXIMUM("),
        partial(_replace, DOCUMENT, b"4.50", b"5.00"),
        partial(_replace, PRINT, b"%PDF-1.7", b"%PDF-1.6"),
        partial(_change_leaf, ("tasks", 0, "people", 0, "name")),
        partial(_change_leaf, ("campaign", "name")),
        lambda files: files.pop(PRINT),
        lambda files: files.update({"附件.txt": b"x"}),
    ]
    return [*(partial(_change_leaf, path) for path in chosen), *documents]


def test_a_hundred_changed_packs_are_refused_though_their_manifests_fit(
    installed: Parts, made: bytes
) -> None:
    changes = mutations(json.loads(unzipped(made)[DATA]))
    assert len(changes) == 100
    passed = [change for change in changes if not codes(installed, forged(made, change))]
    assert passed == []


@pytest.mark.parametrize("name", [BOOK, DOCUMENT, PRINT, DATA])
def test_a_file_that_the_manifest_does_not_fit_is_named(installed: Parts, made: bytes, name: str) -> None:
    inside = unzipped(made)
    verified = verify_pack(installed, zipped({**inside, name: inside[name] + b" "}))
    assert [(fault.place, fault.code) for fault in verified.faults] == [(name, "pack.file_changed")]


@pytest.mark.parametrize("archive", [b"", b"PK", b"x" * 100, zipped({}), zipped({MANIFEST: b"[]"})])
def test_what_is_no_pack_is_refused_in_words(installed: Parts, archive: bytes) -> None:
    assert codes(installed, archive) <= {
        "pack.archive_unreadable",
        "pack.file_unreadable",
        "pack.manifest_unreadable",
    }
    assert codes(installed, archive)
