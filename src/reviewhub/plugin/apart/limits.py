"""What a plugin's process may use up, and which pipes are none of the plugin's business."""

import contextlib
import os
import signal
from io import BufferedReader
from typing import BinaryIO, Final

MEMORY: Final = 1 << 30
SPARE_SECONDS: Final = 2


def pipes() -> tuple[BufferedReader, BinaryIO]:
    """Keep the two pipes for ourselves: what the plugin reads is empty, what it prints is lost."""
    calls = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return calls, answers


def limit_memory() -> None:
    """Let this process use no more memory than a scorer can need, and leave no dump behind."""
    import resource  # noqa: PLC0415 -- not on every system, and this process is started only where it is

    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # a lower limit stands, or the system knows none
            resource.setrlimit(kind, (most, most))


def limit_time(seconds: int) -> None:
    """End this process by itself when a call takes much longer than it may, should nobody else do it."""
    import resource  # noqa: PLC0415 -- as above

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds + SPARE_SECONDS
    with contextlib.suppress(ValueError):  # somebody set a lower limit already
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.alarm(seconds + SPARE_SECONDS)
