"""The store: what goes in comes out whole, under its digest, or not at all."""

import hashlib
from pathlib import Path

import pytest

from reviewhub.domain.errors import NotFound, Unavailable
from reviewhub.files.local import DocumentStore

DATA = "绩效评价报告".encode()
NAME = hashlib.sha256(DATA).hexdigest()


def files_in(folder: Path) -> list[Path]:
    return [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]


def test_bytes_are_kept_under_their_digest_and_given_back(tmp_path: Path) -> None:
    store = DocumentStore(tmp_path)
    assert store.put(DATA) == NAME
    assert store.get(NAME) == DATA
    assert files_in(tmp_path) == [Path(NAME[:2]) / NAME]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    store = DocumentStore(tmp_path)
    store.put(DATA)
    before = (tmp_path / NAME[:2] / NAME).stat().st_mtime_ns
    store.put(DATA)
    assert (tmp_path / NAME[:2] / NAME).stat().st_mtime_ns == before


def test_bytes_that_changed_on_disk_are_not_given(tmp_path: Path) -> None:
    store = DocumentStore(tmp_path)
    store.put(DATA)
    (tmp_path / NAME[:2] / NAME).write_bytes(b"something else")
    with pytest.raises(Unavailable) as caught:
        store.get(NAME)
    assert caught.value.code == "document.damaged"


def test_bytes_that_are_gone_are_said_to_be_gone(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        DocumentStore(tmp_path).get(NAME)
    assert caught.value.code == "document.gone"


def test_a_folder_that_refuses_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / NAME[:2]).write_text("a file where a folder should be")
    with pytest.raises(Unavailable) as caught:
        DocumentStore(tmp_path).put(DATA)
    assert caught.value.code == "store.unavailable"
    assert files_in(tmp_path) == [Path(NAME[:2])]
