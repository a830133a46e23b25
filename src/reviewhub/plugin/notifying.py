"""What a channel is handed and what it answers; authors import all of it from ``protocols``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reviewhub.domain.words import Words


class NotifyError(Exception):
    """A message could not be handed over; ``permanent`` says that trying again is of no use.

    The text goes into the log and to the officer: no password, no address in it.
    """

    def __init__(self, text: str, *, permanent: bool = False) -> None:
        super().__init__(text)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is written to; ``account`` is None for somebody who cannot sign in, ``email`` may be empty."""

    name: str
    account: int | None
    email: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """One message in the recipient's language, without any markup; ``id`` is the same at every attempt.

    ``link`` is the address of what can be done, "" for none, ``link_text`` what it is called.
    """

    id: str
    purpose: str
    language: str
    recipient: Recipient
    subject: str
    paragraphs: Sequence[str]
    link: str = ""
    link_text: str = ""
    attachments: Sequence[Attachment] = ()


class Notifier(Protocol):
    """Carries messages to people."""

    @property
    def key(self) -> str:
        """``package.name``."""

    @property
    def version(self) -> str:
        """Told in the list of what is installed."""

    @property
    def title(self) -> Words:
        """What the channel is called on a page."""

    def reaches(self, recipient: Recipient) -> bool:
        """Tell whether this channel is set up and has an address for the recipient; sends nothing."""

    def send(self, message: Message) -> None:
        """Hand the message over, or raise :class:`NotifyError`."""
