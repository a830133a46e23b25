"""A file for people's own calendars: until when they have to answer or to score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

MEDIA_TYPE: Final = "text/calendar"
SHOWN_FOR: Final = timedelta(minutes=30)
EARLIER: Final = timedelta(days=-1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One entry; ``uid`` stays the same, so that a second file moves the entry and adds none."""

    uid: str
    title: str
    at: datetime


def calendar_file(deadlines: Iterable[Deadline], now: datetime) -> bytes:
    """Write the deadlines, each shown as the half hour before it and announced a day earlier."""
    calendar = Calendar()
    calendar.add("prodid", "-//reviewhub//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in deadlines:
        calendar.add_component(_event(one, now))
    written: bytes = calendar.to_ical()
    return written


def _event(one: Deadline, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@reviewhub")
    event.add("dtstamp", now)
    event.add("dtstart", one.at - SHOWN_FOR)
    event.add("dtend", one.at)
    event.add("summary", one.title)
    event.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", one.title)
    reminder.add("trigger", EARLIER)
    event.add_component(reminder)
    return event
