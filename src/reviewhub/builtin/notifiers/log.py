"""The log: one line a message for whoever watches the server; no name, no address, no text."""

import json
import logging
from typing import Final

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Message, Notifier, Recipient, Words

LOGGER: Final = logging.getLogger("reviewhub.notifications")


class Log:
    """Writes that something was sent, and to which account."""

    key = "builtin.log"
    version = "1"
    title = Words("日志", "Log")

    def reaches(self, recipient: Recipient) -> bool:
        """Reach everybody: a log is nobody's address."""
        del recipient
        return True

    def send(self, message: Message) -> None:
        """Write the line."""
        facts = {"message": message.id, "purpose": message.purpose, "account": message.recipient.account}
        LOGGER.info(json.dumps(facts))


@hookimpl
def register_notifiers() -> list[Notifier]:
    """Offer the log."""
    return [Log()]
