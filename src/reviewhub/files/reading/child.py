"""Run by ``texts`` as ``python -m reviewhub.files.reading.child pdf|docx``.

Standard input holds the document. Standard output gets JSON: ``{"error": code}``, or ``{"pages": [[[text,
heading], …], …]}``.
"""

import json
import sys
from collections.abc import Iterable
from typing import Final

from reviewhub.files.apart import limit_memory
from reviewhub.files.reading.lines import Line

MAX_TEXT: Final = 20_000_000


class Unreadable(Exception):
    """More text than any report has."""


def main() -> None:
    """Read, and answer; a failure is an answer too."""
    limit_memory()
    data = sys.stdin.buffer.read()
    try:
        answer = json.dumps({"pages": _pages(sys.argv[1], data)}, ensure_ascii=False)
    except PermissionError:
        answer = json.dumps({"error": "document.password"})
    except (MemoryError, RecursionError, Unreadable):
        answer = json.dumps({"error": "document.unreadable"})
    except Exception:  # noqa: BLE001 -- whatever the parser trips over, the document is what is damaged
        answer = json.dumps({"error": "document.broken"})
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


def _pages(kind: str, data: bytes) -> list[list[Line]]:
    if kind == "pdf":
        from reviewhub.files.reading import pdf  # noqa: PLC0415 -- only the reader that is asked for is loaded

        return _counted(pdf.pages(data))
    from reviewhub.files.reading import word  # noqa: PLC0415 -- as above

    return _counted(word.pages(data))


def _counted(pages: Iterable[list[Line]]) -> list[list[Line]]:
    kept: list[list[Line]] = []
    room = MAX_TEXT
    for page in pages:
        room -= sum(len(text) for text, _ in page)
        if room < 0:
            raise Unreadable
        kept.append(page)
    return kept


if __name__ == "__main__":
    main()
