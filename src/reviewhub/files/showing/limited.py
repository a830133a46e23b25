"""Run by ``office`` as ``python -m reviewhub.files.showing.limited PROGRAM ARGUMENTS``: first limits.

The program gets bounded memory, time and files, and, where the system allows it, no network at all.
"""

import contextlib
import ctypes
import os
import sys
from typing import Final

MEMORY: Final = 4 << 30
SECONDS: Final = 90
LARGEST_FILE: Final = 512 << 20
# From <linux/sched.h>; Python has names for them from 3.12 on only.
_NEW_USER: Final = 0x10000000
_NEW_NETWORK: Final = 0x40000000


def main() -> None:
    """Limit this process, and become the program."""
    _limit()
    _leave_network()
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 -- the program of the settings, with our own arguments


def _limit() -> None:
    import resource  # noqa: PLC0415 -- not on every system, and this process is started only where it is

    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: LARGEST_FILE,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # a lower limit stands already
            resource.setrlimit(kind, (most, most))


def _leave_network() -> None:
    """Go into a network of this process alone, where the system allows it."""
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None).unshare
        if unshare(_NEW_NETWORK):
            unshare(_NEW_USER | _NEW_NETWORK)


if __name__ == "__main__":
    main()
