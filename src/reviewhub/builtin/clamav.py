"""Viruses, looked for by the ClamAV daemon that the settings name."""

import contextlib
import socket
import struct
from collections.abc import Iterator
from typing import Final

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import DocumentScanner, Finding, Reason, Severity, Words
from reviewhub.settings import Settings

SECONDS: Final = 60
_CHUNK: Final = 256 * 1024
_LONGEST_ANSWER: Final = 4096


class ClamAV:
    """Hands every document to the daemon by its command INSTREAM; what was not looked at is not let in."""

    key = "builtin.clamav"
    version = "1"
    title = Words("ClamAV 病毒检查", "ClamAV virus scan")

    def __init__(self, address: str) -> None:
        self.address = address

    def scan(self, data: bytes, media_type: str) -> Iterator[Finding]:  # noqa: ARG002 -- a virus is one in any kind
        """Block what the daemon names, and everything while it does not answer."""
        try:
            answer = _ask(self.address, data)
        except OSError:
            answer = ""
        if not answer.endswith("OK"):
            yield Finding(Severity.BLOCK, _reason(answer))


def _reason(answer: str) -> Reason:
    """Make sense of ``stream: Eicar-Test FOUND`` and of ``INSTREAM size limit exceeded. ERROR``."""
    if answer.endswith(" FOUND"):
        return Reason("document.virus", {"name": answer.removesuffix(" FOUND").partition(": ")[2]})
    return Reason("document.unscanned_size" if "size limit" in answer else "document.unscanned", {})


def _ask(address: str, data: bytes) -> str:
    with _connected(address) as line:
        # A daemon that has read enough says so and hangs up; what it said is still there to be read.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _CHUNK):
                part = data[start : start + _CHUNK]
                line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
        return line.recv(_LONGEST_ANSWER).rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), SECONDS)
    with contextlib.ExitStack() as on_failure:
        line = on_failure.enter_context(socket.socket(socket.AF_UNIX))
        line.settimeout(SECONDS)
        line.connect(address)
        on_failure.pop_all()
        return line


@hookimpl
def register_document_scanners() -> list[DocumentScanner]:
    """Offer the scanner where the settings name a daemon; the ledger names it then with every document."""
    address = Settings.from_env().clamd
    return [ClamAV(address)] if address else []
