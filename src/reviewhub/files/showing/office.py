"""Word and Excel documents as PDF, by LibreOffice where it is there; kept under the original's digest."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reviewhub.files.kinds import FileKind

SECONDS: Final = 60
KINDS: Final = {FileKind.DOCX.media_type: "docx", FileKind.XLSX.media_type: "xlsx"}

# One at a time: each takes a processor and some hundred megabytes.
_TURN: Final = threading.BoundedSemaphore()
_OFFICE: Final = "/org.openoffice.Office"
# No macros, no active content, nothing fetched: key by key as LibreOffice's own schema names them.
_SETUP: Final = {
    (f"{_OFFICE}.Common/Security/Scripting", "MacroSecurityLevel"): "3",
    (f"{_OFFICE}.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    (f"{_OFFICE}.Common/Security/Scripting", "DisableActiveContent"): "true",
    (f"{_OFFICE}.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    (f"{_OFFICE}.Calc/Content/Update", "Link"): "2",
    (f"{_OFFICE}.Writer/Content/Update", "Link"): "0",
}


@dataclass(frozen=True, slots=True)
class Office:
    """The program that the settings name, and the folder in which its work is kept."""

    program: str
    folder: Path

    @property
    def is_there(self) -> bool:
        """Tell whether the program is installed, on a system that can limit it."""
        return sys.platform != "win32" and shutil.which(self.program) is not None

    def as_pdf(self, data: bytes, digest: str, media_type: str) -> bytes | None:
        """Give a document as PDF; None where there is no program, or it cannot make anything of the document.

        A failure is remembered like a success, so that a document that stalls the program does so once.
        """
        kept = self.folder / digest[:2] / f"{digest}.pdf"
        if not kept.exists():
            if media_type not in KINDS or not self.is_there:
                return None
            with _TURN:
                _keep(kept, _converted(self.program, data, KINDS[media_type]))
        return kept.read_bytes() or None


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(data)
    Path(part.name).replace(path)


def _converted(program: str, data: bytes, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        (room / f"document.{suffix}").write_bytes(data)
        profile = room / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        _run(program, room, f"document.{suffix}")
        made = room / "document.pdf"
        return made.read_bytes() if made.exists() else b""


def _run(program: str, room: Path, document: str) -> None:
    command = [
        *(sys.executable, "-P", "-m", "reviewhub.files.showing.limited", program),
        f"-env:UserInstallation=file://{room}/profile",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", "pdf", document),
    ]
    around = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(  # noqa: S603 -- the program of the settings, with our own arguments
        command,
        cwd=room,
        env={**around, "HOME": str(room), "TMPDIR": str(room)},
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )
    try:
        running.wait(SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _profile() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for (path, name), value in _SETUP.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    return f"{head}{items}</oor:items>"
