"""The unit of work of the present request, and the parts an application is made of."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from flask import current_app, g
from flask_login import current_user
from sqlalchemy import Engine

from reviewhub.domain.policy import Actor
from reviewhub.files.local import DocumentStore
from reviewhub.plugin.registry import Registry
from reviewhub.services.work import DICE, Work, utc_now
from reviewhub.settings import Settings

KEY = "reviewhub"


@dataclass(frozen=True, slots=True)
class Parts:
    """What ``create_app`` put together; edges reach it here and nowhere else.

    Who sets ``wake`` lets the background work of this process look at once.
    """

    settings: Settings
    engine: Engine
    registry: Registry
    store: DocumentStore
    now: Callable[[], datetime] = utc_now
    dice: Random = DICE
    wake: threading.Event = field(default_factory=threading.Event, compare=False)

    def work(self, actor: Actor | None) -> Work:
        """Open a unit of work for someone."""
        work = Work(self.engine, self.registry, self.store, actor, self.now)
        work.dice = self.dice
        work.zone = self.settings.zone
        return work


def parts() -> Parts:
    """The parts of the running application."""
    found: Parts = current_app.extensions[KEY]
    return found


def current_actor() -> Actor | None:
    """Who is signed in, or None."""
    actor: Actor | None = getattr(current_user, "actor", None)
    return actor


def current_work() -> Work:
    """The request's unit of work, acting for who is signed in."""
    if "work" not in g:
        g.work = parts().work(current_actor())
    work: Work = g.work
    return work
