"""Making a pack, and checking one without a database: both ways make the documents of the raw data."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.ledger import Fault
from reviewhub.domain.packing.manifest import DATA, MANIFEST, manifest_faults
from reviewhub.domain.packing.raw import RawPack, read
from reviewhub.edge.packing.documents import archive_of, documents, made_with
from reviewhub.edge.packing.speaking import speaking
from reviewhub.edge.unit import Parts
from reviewhub.files.packing.zipped import unzipped
from reviewhub.services.packing.recounting import recount


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking a pack found: every fault, how many tasks were computed anew, the digests."""

    faults: tuple[Fault, ...]
    tasks: int = 0
    digests: tuple[tuple[str, str], ...] = ()


def make_pack(parts: Parts, pack: RawPack, told: Callable[[int], None] = lambda _done: None) -> bytes:
    """Make a pack; ``told`` is told after each document how many are done.

    Raises :class:`WrongState` where the raw data does not give the numbers that were concluded.
    """
    counted, faults = recount(parts.registry, pack)
    if faults:
        raise WrongState(faults[0].code, place=faults[0].place)
    made: dict[str, bytes] = {}
    with speaking(parts, pack):
        for name, data in documents(pack, counted):
            made[name] = data
            told(len(made))
    return archive_of(pack, made)


def verify_pack(parts: Parts, archive: bytes) -> Verified:
    """Check a pack from its bytes alone: digests, every number from the answers on, every document."""
    try:
        files = unzipped(archive)
        listed = _json(files, MANIFEST)
        faults = tuple(
            manifest_faults({name: one for name, one in files.items() if name != MANIFEST}, listed)
        )
        if faults:
            return Verified(faults)
        pack = read(_json(files, DATA))
    except Invalid as error:
        return Verified((Fault(error.problems[0].path, error.problems[0].code),))
    counted, faults_of_numbers = recount(parts.registry, pack)
    digests = tuple((one.task.project, one.task.conclusion.digest) for one in counted)
    if faults_of_numbers:
        return Verified(tuple(faults_of_numbers), len(counted), digests)
    with speaking(parts, pack):
        expected = dict(documents(pack, counted))
    return Verified(tuple(_differences(files, expected, listed)), len(counted), digests)


def _json(files: dict[str, bytes], name: str) -> Any:
    try:
        return json.loads(files[name])
    except (KeyError, ValueError, RecursionError) as error:
        raise Invalid([Problem(name, "pack.file_unreadable")]) from error


def _differences(files: dict[str, bytes], expected: dict[str, bytes], listed: Any) -> Iterator[Fault]:
    """Compare every document with the one that the raw data makes."""
    if listed["made_with"] != made_with():
        yield Fault(MANIFEST, "pack.other_version")
    for name in sorted(files.keys() | expected.keys()):
        if name in {DATA, MANIFEST}:
            continue
        if files.get(name) != expected.get(name):
            yield Fault(name, "pack.document_differs" if name in expected else "pack.document_unknown")
