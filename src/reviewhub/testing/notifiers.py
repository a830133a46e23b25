"""Does a notifier keep its contract? It says whom it reaches without sending, and fails only as agreed."""

from typing import Final

from reviewhub.plugin.protocols import Message, Notifier, NotifyError, Recipient
from reviewhub.testing.contract import ContractBroken, check_identity, require

NOBODY: Final = Recipient("无名", None, "")
EVERYWHERE: Final = Recipient("马兰杰", 1, "expert@example.org")


def check_notifier(notifier: Notifier, *messages: Message) -> None:
    """Hold a notifier to its contract; ``messages`` are really sent, so hand in what may arrive.

    Checked are: identity; whom it reaches, the same again; that sending ends in nothing or in
    :class:`NotifyError`. Raises :class:`ContractBroken`.
    """
    check_identity(notifier)
    for recipient in (NOBODY, EVERYWHERE):
        answers = [notifier.reaches(recipient) for _ in range(2)]
        require(all(type(one) is bool for one in answers), f"{notifier.key}: reaches is true or false")
        require(answers[0] == answers[1], f"{notifier.key}: reaches the same person once, and not again")
    for message in messages:
        _send(notifier, message)


def _send(notifier: Notifier, message: Message) -> None:
    try:
        notifier.send(message)
    except NotifyError as error:
        require(isinstance(error.permanent, bool), f"{notifier.key}: permanent is true or false")
    except Exception as error:
        raise ContractBroken(f"{notifier.key}: fails with {error!r}, not with NotifyError") from error
