"""The manifest of a pack: the digest of every file in it, and what made them."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from reviewhub.domain.ledger import Fault, canonical_json

MANIFEST: Final = "manifest.json"
DATA: Final = "data.json"
TEMPLATE: Final = "template.docx"  # the look of the DOCX, where it is not the standard one
FORMAT: Final = 1


def manifest_of(files: Mapping[str, bytes], made_with: Mapping[str, str]) -> bytes:
    """Write the manifest: every file with size and SHA-256, and the versions of what made them."""
    listed = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for name, data in files.items()
    }
    return canonical_json({"format": FORMAT, "made_with": dict(made_with), "files": listed}).encode()


def manifest_faults(files: Mapping[str, bytes], manifest: Any) -> Iterator[Fault]:
    """Compare the files of a pack, the manifest aside, with its manifest as JSON gave it."""
    listed = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(listed, dict) or set(manifest) != {"format", "made_with", "files"}:
        yield Fault(MANIFEST, "pack.manifest_unreadable")
        return
    yield from (Fault(name, "pack.file_missing") for name in sorted(listed.keys() - files.keys()))
    yield from (Fault(name, "pack.file_unlisted") for name in sorted(files.keys() - listed.keys()))
    for name in sorted(files.keys() & listed.keys()):
        data = files[name]
        if listed[name] != {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}:
            yield Fault(name, "pack.file_changed")
