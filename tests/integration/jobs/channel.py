"""A channel for tests: it keeps what it is handed, and fails when told to."""

from collections.abc import Callable
from dataclasses import replace

from reviewhub.edge.unit import Parts
from reviewhub.plugin.protocols import Message, NotifyError, Recipient, Words


class Kept:
    """Reaches everybody with an account."""

    key, version, title = "example.kept", "1", Words("记录", "Kept")

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.fails: Callable[[Message], NotifyError | None] = lambda _message: None

    def reaches(self, recipient: Recipient) -> bool:
        return recipient.account is not None

    def send(self, message: Message) -> None:
        error = self.fails(message)
        if error:
            raise error
        self.sent.append(message)

    def told(self, *purposes: str) -> list[tuple[str, str]]:
        """Give purpose and name of everything sent since the last look, or of these purposes, in order."""
        chosen = [one for one in self.sent if one.purpose in purposes or not purposes]
        found = sorted((one.purpose, one.recipient.name) for one in chosen)
        self.sent.clear()
        return found


def with_channel(parts: Parts, channel: Kept) -> Parts:
    """Give the same installation with the channel beside those that ship."""
    offered = {**parts.registry.notifiers, channel.key: channel}
    settings = replace(parts.settings, public_url="https://review.example.org")
    return replace(parts, registry=replace(parts.registry, notifiers=offered), settings=settings)
