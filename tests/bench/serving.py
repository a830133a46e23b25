"""Two gunicorn workers serve one side; their CPU time, and the database's, is read from the kernel."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TICK: Final = os.sysconf("SC_CLK_TCK")
HERE: Final = Path(__file__).parent


@contextlib.contextmanager
def served(side: str, address: str) -> Iterator["Server"]:
    """Run gunicorn on a free port of this machine with two workers of eight threads."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(
            sys.executable,
            "-m",
            "gunicorn",
            "-k",
            "gthread",
            "-w",
            "2",
            "--threads",
            "8",
            "--keep-alive",
            "120",
        ),
        *("-b", f"127.0.0.1:{port}", "--chdir", str(HERE), "--log-level", "warning", f"sides:{side}()"),
    ]
    environment = {**os.environ, "BENCH_DATABASE": address}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            yield Server(process.pid, port)
        finally:
            process.terminate()


class Server:
    """One running side."""

    def __init__(self, pid: int, port: int) -> None:
        self.pid = pid
        self.port = port
        self._wait()

    def cpu_seconds(self) -> float:
        """CPU time so far of the workers and of every PostgreSQL process."""
        return sum(_cpu(pid) for pid in (*_children(self.pid), *_postgres()))

    def _wait(self) -> None:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                if len(_children(self.pid)) >= 2:
                    return
            time.sleep(0.1)
        raise TimeoutError("the server does not answer")


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(one) for one in text.split()]


def _postgres() -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (folder / "comm").read_text(encoding="utf-8").strip() == "postgres":
                found.append(int(folder.name))
    return found


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK
