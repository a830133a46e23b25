"""Files that come in pieces: what has come lies apart, and is a document only once it is whole."""

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reviewhub.domain.errors import Invalid, Problem, Unavailable, WrongState

MEGABYTE: Final = 1024 * 1024
LONGEST_PIECE: Final = 2 * MEGABYTE
KEPT_DAYS: Final = 7
MOST_TOGETHER: Final = 4  # times the largest document: what one account may have under way at once


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file on its way: whose it is, the key the sender knows it by, its whole size in bytes."""

    owner: int
    key: str
    size: int


class PieceStore:
    """A folder of files under way, apart by owner, so that nobody reaches another's by its key."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self.folder = folder
        self.max_bytes = max_bytes

    def received(self, incoming: Incoming) -> int:
        """Tell how many bytes have come; from there the sender goes on.

        Raises :class:`Invalid` for a file that is too large, or empty.
        """
        if incoming.size <= 0:
            raise Invalid([Problem("file", "document.empty")])
        if incoming.size > self.max_bytes:
            limit = {"limit_mb": self.max_bytes // MEGABYTE}
            raise Invalid([Problem("file", "document.too_large", limit)])
        path = self._path(incoming)
        return path.stat().st_size if path.exists() else 0

    def append(self, incoming: Incoming, offset: int, piece: bytes) -> int:
        """Add the piece that begins at ``offset``; gives how many bytes there are now.

        A piece that is there already, sent again after a lost answer, changes nothing. Raises
        :class:`WrongState` for one that leaves a gap, :class:`Invalid` for too much, and
        :class:`Unavailable` when the disk refuses.
        """
        self.received(incoming)
        if len(piece) > LONGEST_PIECE or offset + len(piece) > incoming.size:
            raise Invalid([Problem("file", "upload.piece_too_long")])
        path = self._path(incoming)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._make_room(path, len(piece))
            path.touch()
            with path.open("r+b") as file:
                there = path.stat().st_size
                if offset > there:
                    raise WrongState("upload.gap", received=there)
                file.seek(offset)
                file.write(piece)
                return max(there, offset + len(piece))
        except OSError as error:
            raise Unavailable("store.unavailable") from error

    def whole(self, incoming: Incoming, sha256: str = "") -> bytes:
        """Give a file that has come to its end, checked against the digest that the sender took of it.

        Raises :class:`Invalid` while bytes are missing, or when they are not those that were sent.
        """
        path = self._path(incoming)
        data = path.read_bytes() if path.exists() else b""
        if len(data) != incoming.size or not data:
            raise Invalid([Problem("file", "upload.not_whole")])
        if sha256 and hashlib.sha256(data).hexdigest() != sha256.lower():
            self.drop(incoming)
            raise Invalid([Problem("file", "upload.changed")])
        return data

    def drop(self, incoming: Incoming) -> None:
        """Forget a file; one that is not there is forgotten already."""
        self._path(incoming).unlink(missing_ok=True)

    def _path(self, incoming: Incoming) -> Path:
        name = hashlib.sha256(f"{incoming.key}\n{incoming.size}".encode("utf-8", "replace")).hexdigest()
        return self.folder / str(incoming.owner) / name

    def _make_room(self, path: Path, more: int) -> None:
        """Delete what nobody went on with for days, and refuse what goes beyond an owner's share."""
        stale, total = time.time() - KEPT_DAYS * 86400, more
        for one in path.parent.iterdir():
            found = one.stat()
            if found.st_mtime < stale and one != path:
                one.unlink(missing_ok=True)
            else:
                total += found.st_size
        if total > MOST_TOGETHER * self.max_bytes:
            limit = {"limit_mb": MOST_TOGETHER * self.max_bytes // MEGABYTE}
            raise Invalid([Problem("file", "upload.too_much", limit)])
