"""A real daemon, with the test virus as the only one it knows."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from reviewhub.builtin.clamav import ClamAV, register_document_scanners
from reviewhub.plugin.protocols import Severity
from reviewhub.testing.scanners import WORD, check_document_scanner
from uploads import docx, pdf

PDF: Final = "application/pdf"
# Cut in two, so that this file is not taken for what it describes.
EICAR: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SETUP: Final = "Foreground yes\nLocalSocket {0}/clamd\nDatabaseDirectory {0}/known\nStreamMaxLength 1M\n"


@pytest.fixture(scope="module")
def daemon() -> Iterator[str]:
    """A daemon of the test's own, at the path of its socket, which must be a short one."""
    program = shutil.which("clamd", path="/usr/sbin:/usr/bin")
    if program is None:
        pytest.skip("needs clamd (on Debian: clamav-daemon)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "known").mkdir()
        (folder / "known" / "test.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        (folder / "clamd.conf").write_text(SETUP.format(name))
        running = subprocess.Popen(
            [program, "--config-file", folder / "clamd.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(folder / "clamd", running)
            yield str(folder / "clamd")
        finally:
            running.terminate()
            running.wait(30)


def _wait_for(path: Path, running: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        with socket.socket(socket.AF_UNIX) as line:
            if line.connect_ex(str(path)) == 0:
                return
        assert running.poll() is None, "clamd ended at once"
        time.sleep(0.05)
    pytest.fail("clamd does not answer")


def blocked(address: str, data: bytes) -> list[tuple[str, dict[str, str | int]]]:
    found = list(ClamAV(address).scan(data, PDF))
    assert all(one.severity is Severity.BLOCK for one in found)
    return [(one.reason.code, dict(one.reason.values)) for one in found]


def test_it_keeps_the_contract_and_finds_the_virus_also_inside_a_document(daemon: str) -> None:
    harmful = [(pdf(objects=EICAR), PDF), (docx({"word/media/a.bin": EICAR}), WORD)]
    found = check_document_scanner(ClamAV(daemon), harmful)
    assert {(one.reason.code, one.reason.values["name"]) for one in found} == {
        ("document.virus", "Eicar-Test.UNOFFICIAL")
    }


def test_what_is_larger_than_the_daemon_takes_is_not_let_in(daemon: str) -> None:
    assert blocked(daemon, bytes(8 << 20)) == [("document.unscanned_size", {})]


def test_nothing_is_let_in_while_no_daemon_answers() -> None:
    assert blocked("/nowhere/clamd", pdf()) == [("document.unscanned", {})]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert blocked(f"127.0.0.1:{port}", pdf()) == [("document.unscanned", {})]


def test_it_is_offered_where_the_settings_name_a_daemon(monkeypatch: pytest.MonkeyPatch) -> None:
    assert register_document_scanners() == []
    monkeypatch.setenv("REVIEWHUB_CLAMD", "127.0.0.1:3310")
    assert [one.key for one in register_document_scanners()] == ["builtin.clamav"]
