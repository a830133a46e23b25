"""A draw on the table: its document, its log, who sits and who follows; shared by what acts on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from reviewhub.db.models import Draw, DrawContribution, DrawEvent
from reviewhub.db.queries.draws import contributions, events
from reviewhub.domain.appointing.composition import read
from reviewhub.domain.errors import NotFound, WrongState
from reviewhub.selection.draw.drawing import Drawing, Seats, draw, leave, seats_after
from reviewhub.selection.draw.log import Happening
from reviewhub.services.drawing.pool import Wanted, against
from reviewhub.services.work import Work


@dataclass
class Table:
    """One draw with its sources and its log; what is appended here is written with the caller's act."""

    work: Work
    session: Session
    row: Draw
    sources: Sequence[DrawContribution]
    log: list[DrawEvent]

    @classmethod
    def of(cls, work: Work, session: Session, row: Draw) -> "Table":
        """Lay a draw on the table."""
        return cls(work, session, row, contributions(session, row.id), list(events(session, row.id)))

    @cached_property
    def drawing(self) -> Drawing:
        """Repeat the draw from its commitment and what was revealed."""
        return draw(self.document, [one.value for one in self.sources])

    @property
    def document(self) -> dict[str, Any]:
        """The commitment document; raises :class:`WrongState` before there is one."""
        if self.row.commitment is None:
            raise WrongState("draw.not_committed")
        return self.row.commitment

    @property
    def people(self) -> dict[str, Any]:
        """Everybody by draw code: expert, name, employer, salt."""
        return self.row.people or {}

    @property
    def seats(self) -> Seats:
        """Who sits and who waits, after everybody who left."""
        return seats_after(self.document, self.drawing, [one.values["id"] for one in self.those("left")])

    @property
    def followers(self) -> dict[str, str]:
        """Who took the place of whom, by the code of who left; "" where nobody did."""
        return {one.values["id"]: one.values["follower"] for one in self.those("left")}

    @property
    def wanted(self) -> Wanted:
        """What the draw is for."""
        return Wanted(self.row.campaign, self.row.tasks, read(self.row.composition))

    def those(self, act: str) -> list[DrawEvent]:
        """Give the entries of the log of one kind."""
        return [one for one in self.log if one.act == act]

    def happenings(self) -> list[Happening]:
        """Give the log as the certificate takes it."""
        return [Happening(one.act, stamp(one), one.values) for one in self.log]

    def append(self, act: str, **values: str) -> None:
        """Write an entry at the end of the log."""
        entry = DrawEvent(
            draw_id=self.row.id, number=len(self.log) + 1, act=act, at=self.work.now(), values=values
        )
        self.log.append(entry)
        self.session.add(entry)

    def code_of(self, expert: int) -> str:
        """Give the draw code of an expert; raises :class:`NotFound`."""
        found = next((code for code, one in self.people.items() if one["expert"] == expert), None)
        if found is None:
            raise NotFound("not_found")
        return found

    def expert_of(self, code: str) -> int:
        """Give the expert behind a draw code."""
        found: int = self.people[code]["expert"]
        return found

    def give_up(self, code: str, reason: str) -> str | None:
        """Let somebody leave and give who follows, whose ties and standing were looked at again just now.

        Whoever is next in order but may not come any more leaves the order first, each with a reason code.
        """
        while True:
            _, follower = leave(self.document, self.seats, code)
            late = self._against(follower)
            if late is None:
                self.append("left", id=code, reason=reason, follower=follower or "")
                return follower
            self.append("left", id=follower or "", reason=late, follower="")

    def unseat(self) -> None:
        """Let those who were drawn but may not come by now leave, each with the reason found."""
        seated = self.seats.seated
        found = against(self.work, self.session, self.wanted, [self.expert_of(one) for one in seated])
        for code in seated:
            if reason := found.get(self.expert_of(code)):
                self.give_up(code, reason)

    def _against(self, follower: str | None) -> str | None:
        if follower is None:
            return None
        expert = self.expert_of(follower)
        return against(self.work, self.session, self.wanted, [expert]).get(expert)


def stamp(event: DrawEvent) -> str:
    """Write a moment as the log has it: UTC, whole seconds."""
    return event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def found_draw(session: Session, draw_id: int) -> Draw:
    """Give a draw of the bureau, held against other writers; raises :class:`NotFound`."""
    row = session.get(Draw, draw_id, with_for_update=True)
    if row is None:
        raise NotFound("not_found")
    return row
