"""One look at everything: what the ladder says is due is done, and what waits in the outbox is sent.

Looking twice, or two at once, does nothing twice: every step is keyed, every delivery is claimed.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import structlog

from reviewhub.domain.errors import PluginError, ReviewhubError, StaleWrite
from reviewhub.domain.hosting import blamed
from reviewhub.domain.policy import SYSTEM, Role
from reviewhub.edge.language.words import plain_speaker
from reviewhub.edge.letters.links import PATH, token_of
from reviewhub.edge.letters.writing import Writer
from reviewhub.edge.logs import PROCESSORS
from reviewhub.edge.unit import Parts
from reviewhub.jobs.packing import make_due_packs
from reviewhub.plugin.protocols import Message, NotifyError, Recipient
from reviewhub.services.notifying import outbox
from reviewhub.services.notifying.outbox import Outgoing
from reviewhub.services.panels import digest, ladder
from reviewhub.services.panels.invitation_links import LinkKey
from reviewhub.services.rectifying import reminding
from reviewhub.services.work import Work

LOG: Final = structlog.wrap_logger(logging.getLogger("reviewhub.jobs"), processors=PROCESSORS)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one look did: steps taken, messages sent, deliveries that failed."""

    steps: int = 0
    sent: int = 0
    failed: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(self.steps + other.steps, self.sent + other.sent, self.failed + other.failed)


def sweep(parts: Parts) -> Swept:
    """Look at every bureau once."""
    swept = Swept()
    for bureau in outbox.bureaus(parts.work(SYSTEM)):
        work = parts.work(replace(SYSTEM, role=Role.OFFICER, bureau=bureau))
        swept += Swept(steps=take_steps(work)) + deliver(parts, work)
        swept += Swept(steps=make_due_packs(parts, work))
    return swept


def take_steps(work: Work) -> int:
    """Do what is due on invitations, cut-offs, items to mend and the digest; gives how many steps."""
    steps = 0
    for panel, expert in ladder.due_invitations(work):
        steps += _alone(partial(ladder.climb, work, panel, expert))
    for panel in ladder.cut_off_panels(work):
        steps += _alone(partial(ladder.tell_cut_off, work, panel))
    for item in reminding.due_reminders(work):
        steps += _alone(partial(reminding.remind, work, item))
    if digest.digest_is_due(work):
        steps += _alone(partial(digest.write_digest, work))
    return steps


def deliver(parts: Parts, work: Work) -> Swept:
    """Send what waits in the outbox of one bureau."""
    swept = Swept()
    for delivery in outbox.due_deliveries(work):
        outgoing = outbox.claim(work, delivery)
        if outgoing:
            swept += _send(parts, work, outgoing)
    return swept


def message_of(parts: Parts, outgoing: Outgoing) -> Message:
    """Write one message in its reader's language, with the link that it carries."""
    to, settings = outgoing.addressee, parts.settings
    language = to.language or settings.language
    speaker = plain_speaker(parts.registry, language)
    writer = Writer(speaker, parts.registry, settings.zone, outgoing.bureau)
    letter = writer.mailed(outgoing.purpose, outgoing.values, to.name)
    link = link_of(parts, outgoing)
    return Message(
        id=outgoing.id,
        purpose=outgoing.purpose,
        language=language,
        recipient=Recipient(to.name, to.account, to.email),
        subject=letter.subject,
        paragraphs=letter.paragraphs
        if link
        else (*letter.paragraphs, speaker.sentence("message.sign_in", {})),
        link=link,
        link_text=writer.link_text(outgoing.purpose) if link else "",
    )


def link_of(parts: Parts, outgoing: Outgoing) -> str:
    """Give the address that a message leads to; nothing where the pages' own address is not set."""
    base = parts.settings.public_url.rstrip("/")
    if not base:
        return ""
    if outgoing.link is None:
        return f"{base}/inbox"
    return f"{base}{PATH}/{token_of(parts.settings.secret_key, LinkKey(*outgoing.link))}"


def _send(parts: Parts, work: Work, outgoing: Outgoing) -> Swept:
    """Hand one message to its channel; whatever goes wrong there is noted and tried again."""
    failure, permanent = "", False
    try:
        message = message_of(parts, outgoing)
        with blamed("notifier.failed", NotifyError, key=outgoing.channel):
            parts.registry.notifiers[outgoing.channel].send(message)
    except NotifyError as error:
        failure, permanent = str(error) or type(error).__name__, error.permanent
    except PluginError as error:
        failure = type(error.__cause__).__name__
    outbox.settle(work, outgoing.delivery, failure, permanent=permanent)
    if failure:
        LOG.warning("not_sent", channel=outgoing.channel, message=outgoing.id, failure=failure)
    return Swept(sent=int(not failure), failed=int(bool(failure)))


def _alone(step: Callable[[], int]) -> int:
    """Take one step and give what it did; one that is refused, or taken already, keeps none of the others."""
    try:
        return step()
    except StaleWrite:
        return 0
    except ReviewhubError as error:
        LOG.warning("step_refused", code=error.code)
        return 0
