"""Documents in a local folder, each under the SHA-256 of its bytes."""

import hashlib
import os
import tempfile
from pathlib import Path

from reviewhub.domain.errors import NotFound, Unavailable


class DocumentStore:
    """A folder of files named by their digest; what is there is never overwritten.

    ``max_bytes`` is the largest document this installation takes.
    """

    def __init__(self, folder: Path, max_bytes: int = 50 * 1024 * 1024) -> None:
        self.folder = folder
        self.max_bytes = max_bytes

    def put(self, data: bytes) -> str:
        """Keep ``data`` and give its SHA-256; the file is on disk before this returns.

        Raises :class:`Unavailable` when the disk refuses.
        """
        name = hashlib.sha256(data).hexdigest()
        target = self._path(name)
        if target.exists():
            return name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
                part.write(data)
                part.flush()
                os.fsync(part.fileno())
            Path(part.name).replace(target)
        except OSError as error:
            raise Unavailable("store.unavailable") from error
        return name

    def get(self, name: str) -> bytes:
        """Give the bytes back, checked against their name.

        Raises :class:`NotFound` when they are gone and :class:`Unavailable` when they are damaged.
        """
        try:
            data = self._path(name).read_bytes()
        except OSError as error:
            raise NotFound("document.gone") from error
        if hashlib.sha256(data).hexdigest() != name:
            raise Unavailable("document.damaged")
        return data

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name
