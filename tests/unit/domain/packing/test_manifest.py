import json

import pytest

from reviewhub.domain.packing.manifest import manifest_faults, manifest_of

FILES = {"甲.docx": b"1", "乙.pdf": b"22"}
MANIFEST = json.loads(manifest_of(FILES, {"typst": "1"}))


def codes(files: dict[str, bytes], manifest: object = MANIFEST) -> list[tuple[str, str]]:
    return [(fault.place, fault.code) for fault in manifest_faults(files, manifest)]


def test_files_as_listed_are_in_order() -> None:
    assert codes(FILES) == []


def test_what_is_missing_changed_or_added_is_named() -> None:
    assert codes({"甲.docx": b"2", "丙.txt": b""}) == [
        ("乙.pdf", "pack.file_missing"),
        ("丙.txt", "pack.file_unlisted"),
        ("甲.docx", "pack.file_changed"),
    ]


@pytest.mark.parametrize("manifest", [None, [], {}, {"files": []}, {**MANIFEST, "more": 1}])
def test_anything_but_a_manifest_is_refused(manifest: object) -> None:
    assert codes(FILES, manifest) == [("manifest.json", "pack.manifest_unreadable")]
