"""The inbox on the pages: the host keeps every message, and shows those that came by this channel."""

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Message, Notifier, Recipient, Words


class Inbox:
    """Reaches everybody who can sign in."""

    key = "builtin.inbox"
    version = "1"
    title = Words("站内消息", "Inbox")

    def reaches(self, recipient: Recipient) -> bool:
        """Ask for an account."""
        return recipient.account is not None

    def send(self, message: Message) -> None:
        """Do nothing more: the message lies where its reader looks."""


@hookimpl
def register_notifiers() -> list[Notifier]:
    """Offer the inbox."""
    return [Inbox()]
