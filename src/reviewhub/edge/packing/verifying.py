"""Checking a pack from its bytes alone: what it holds is made once more of its raw data, and compared."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reviewhub.domain.errors import Invalid, Problem, ReviewhubError
from reviewhub.domain.ledger import Fault
from reviewhub.domain.packing.manifest import DATA, MANIFEST, TEMPLATE, manifest_faults, manifest_of
from reviewhub.domain.packing.raw import DAMAGE, RawPack, read, written
from reviewhub.edge.packing.documents import documents, made_with
from reviewhub.edge.packing.speaking import speaking
from reviewhub.edge.unit import Parts
from reviewhub.files.packing.zipped import unzipped
from reviewhub.services.packing.recounting import Counted, recount


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking a pack found: every fault, and project and digest of every conclusion computed anew."""

    faults: tuple[Fault, ...]
    conclusions: tuple[tuple[str, str], ...] = ()


def verify_pack(parts: Parts, archive: bytes) -> Verified:
    """Check a pack: digests, then every number from the answers on, then every document.

    What is wrong at one of these ends the checking there. No database is asked.
    """
    try:
        files = unzipped(archive)
        pack = _listed(files)
    except Invalid as error:
        return Verified(tuple(Fault(one.path, one.code) for one in error.problems))
    counted, faults = recount(parts.registry, pack)
    conclusions = tuple((one.task.project, one.task.conclusion.digest) for one in counted)
    return Verified(tuple(faults or _document_faults(parts, pack, counted, files)), conclusions)


def _listed(files: Mapping[str, bytes]) -> RawPack:
    """Give the raw data of a pack whose manifest fits; raises :class:`Invalid` with what does not."""
    manifest = _json(files, MANIFEST)
    rest = {name: data for name, data in files.items() if name != MANIFEST}
    faults = list(manifest_faults(rest, manifest))
    if not faults and files[MANIFEST] != manifest_of(rest, manifest["made_with"]):
        faults.append(Fault(MANIFEST, "pack.manifest_unreadable"))
    if faults:
        raise Invalid([Problem(one.place, one.code) for one in faults])
    pack = read(_json(files, DATA))
    if written(pack) != files[DATA]:
        raise Invalid([Problem(DATA, "pack.data_unreadable")])
    return pack


def _json(files: Mapping[str, bytes], name: str) -> Any:
    try:
        return json.loads(files[name])
    except (KeyError, ValueError, RecursionError) as error:
        raise Invalid([Problem(name, "pack.file_unreadable")]) from error


def _document_faults(
    parts: Parts, pack: RawPack, counted: list[Counted], files: Mapping[str, bytes]
) -> Iterator[Fault]:
    """Compare every document with the one that the raw data makes."""
    if json.loads(files[MANIFEST])["made_with"] != made_with():
        yield Fault(MANIFEST, "pack.other_version")
    template = files.get(TEMPLATE)
    try:
        with speaking(parts, pack):
            expected = dict(documents(pack, counted, template))
    except (ReviewhubError, *DAMAGE):
        yield Fault(DATA, "pack.cannot_render")
        return
    for name in sorted((files.keys() | expected.keys()) - {DATA, MANIFEST, TEMPLATE}):
        if files.get(name) != expected.get(name):
            yield Fault(name, "pack.document_differs" if name in expected else "pack.document_unknown")
