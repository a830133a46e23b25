"""A real ClamAV daemon for tests, with the test virus as the only one it knows."""

import contextlib
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

# Cut in two, so that this file is not taken for what it describes.
EICAR: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SETUP: Final = "Foreground yes\nLocalSocket {0}/clamd\nDatabaseDirectory {0}/known\nStreamMaxLength 1M\n"


@contextlib.contextmanager
def clam_daemon() -> Iterator[str]:
    """Start a daemon of the test's own; gives the path of its socket, which must be a short one."""
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
