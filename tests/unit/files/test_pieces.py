"""Files in pieces: going on after a break, what does not fit, and nobody at another's file."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from reviewhub.domain.errors import Invalid, WrongState
from reviewhub.files.pieces import KEPT_DAYS, LONGEST_PIECE, MOST_TOGETHER, Incoming, PieceStore

DATA = b"0123456789"
FILE = Incoming(7, "../../报告.pdf|1", len(DATA))


@pytest.fixture
def store(tmp_path: Path) -> PieceStore:
    return PieceStore(tmp_path / "uploads", 20)


def code(caught: pytest.ExceptionInfo[Invalid]) -> str:
    return caught.value.problems[0].code


def test_a_file_goes_on_where_it_stopped(store: PieceStore) -> None:
    assert store.received(FILE) == 0
    assert store.append(FILE, 0, DATA[:4]) == 4
    assert store.received(FILE) == 4
    with pytest.raises(Invalid) as caught:
        store.whole(FILE)
    assert code(caught) == "upload.not_whole"
    assert store.append(FILE, 4, DATA[4:]) == 10
    assert store.whole(FILE, hashlib.sha256(DATA).hexdigest().upper()) == DATA


def test_a_piece_sent_again_changes_nothing(store: PieceStore) -> None:
    store.append(FILE, 0, DATA[:6])
    assert store.append(FILE, 0, DATA[:6]) == 6
    assert store.append(FILE, 4, DATA[4:]) == 10
    assert store.append(FILE, 0, DATA[:4]) == 10
    assert store.whole(FILE) == DATA


def test_a_gap_is_refused_with_how_much_is_there(store: PieceStore) -> None:
    store.append(FILE, 0, DATA[:3])
    with pytest.raises(WrongState) as caught:
        store.append(FILE, 5, DATA[5:])
    assert caught.value.values == {"received": 3}
    assert store.received(FILE) == 3


def test_another_s_file_of_the_same_key_is_another_file(store: PieceStore, tmp_path: Path) -> None:
    store.append(FILE, 0, DATA)
    assert store.received(Incoming(8, FILE.key, FILE.size)) == 0
    assert [path.parent.name for path in tmp_path.rglob("*") if path.is_file()] == ["7"]


def test_what_was_changed_on_the_way_is_not_taken_and_not_kept(store: PieceStore) -> None:
    store.append(FILE, 0, DATA)
    with pytest.raises(Invalid) as caught:
        store.whole(FILE, "0" * 64)
    assert (code(caught), store.received(FILE)) == ("upload.changed", 0)
    store.drop(FILE)


@pytest.mark.parametrize(("size", "named"), [(0, "document.empty"), (21, "document.too_large")])
def test_a_file_that_could_not_be_kept_is_refused_before_it_comes(
    store: PieceStore, size: int, named: str
) -> None:
    with pytest.raises(Invalid) as caught:
        store.received(Incoming(7, "a", size))
    assert code(caught) == named


@pytest.mark.parametrize(("offset", "piece"), [(0, b"x" * 11), (9, b"xx")])
def test_more_than_the_file_is_not_taken(store: PieceStore, offset: int, piece: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        store.append(FILE, offset, piece)
    assert code(caught) == "upload.piece_too_long"


def test_one_account_has_its_share_and_what_is_stale_makes_room(store: PieceStore, tmp_path: Path) -> None:
    assert LONGEST_PIECE > 20
    for number in range(MOST_TOGETHER):
        store.append(Incoming(7, f"{number}", 20), 0, b"x" * 20)
    with pytest.raises(Invalid) as caught:
        store.append(FILE, 0, DATA)
    assert code(caught) == "upload.too_much"
    first = next(path for path in tmp_path.rglob("*") if path.is_file())
    long_ago = time.time() - (KEPT_DAYS + 1) * 86400
    os.utime(first, (long_ago, long_ago))
    assert store.append(FILE, 0, DATA) == 10
