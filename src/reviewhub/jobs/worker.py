"""Looking again and again: a process of its own, or a thread beside the pages."""

import logging
import sys
import threading
from typing import Final

from reviewhub.edge.unit import Parts
from reviewhub.jobs.sweep import LOG, Swept, sweep

NAME: Final = "reviewhub-worker"


def run(parts: Parts, stop: threading.Event) -> None:
    """Look until told to stop; a look that fails is logged, and the next one comes all the same.

    Who sets ``stop`` sets ``parts.wake`` as well, so that the wait ends.
    """
    while not stop.is_set():
        look(parts)
        parts.wake.wait(parts.settings.background_seconds)
        parts.wake.clear()


def look(parts: Parts) -> Swept:
    """Look once, and say what was done where anything was."""
    try:
        swept = sweep(parts)
    except Exception as error:  # noqa: BLE001 -- a database that is away for a minute must not end the work
        LOG.error("sweep_failed", exc_info=error)
        return Swept()
    if swept != Swept():
        LOG.info("swept", steps=swept.steps, sent=swept.sent, failed=swept.failed)
    return swept


def start(parts: Parts) -> threading.Thread:
    """Look beside the pages, for as long as their process lives."""
    thread = threading.Thread(target=run, args=(parts, threading.Event()), name=NAME, daemon=True)
    thread.start()
    return thread


def write_log() -> None:
    """Write the lines of the work to standard error, where no page does it."""
    logger = logging.getLogger("reviewhub")
    logger.addHandler(logging.StreamHandler(sys.stderr))
    logger.setLevel(logging.INFO)
