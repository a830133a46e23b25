"""From the values of a message to its words, the same for the inbox and for every channel."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from reviewhub.domain.appointing.messages import TO_ANSWER, Purpose
from reviewhub.edge.language.sentences import SENTENCES
from reviewhub.edge.language.words import Speaker
from reviewhub.plugin.registry import Registry

MOMENTS: Final = frozenset({"answer_by", "closes_at"})


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says."""

    subject: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes letters in one language, in the bureau's name and zone."""

    speaker: Speaker
    registry: Registry
    zone: tzinfo
    bureau: str

    def letter(self, purpose: str, values: Mapping[str, Any]) -> Letter:
        """Say what one message says."""
        shown = {"bureau": self.bureau, **{name: self._shown(name, one) for name, one in values.items()}}
        subject = self.speaker.sentence(f"message.{purpose}.subject", shown)
        return Letter(subject, tuple(self._paragraphs(purpose, values, shown)))

    def mailed(self, purpose: str, values: Mapping[str, Any], name: str) -> Letter:
        """Say the same with a greeting and a footer, as a letter has them."""
        letter = self.letter(purpose, values)
        greeting = self.speaker.sentence("message.greeting", {"name": name})
        footer = self.speaker.sentence("message.footer", {"bureau": self.bureau})
        return Letter(letter.subject, (greeting, *letter.paragraphs, footer))

    def link_text(self, purpose: str) -> str:
        """Name the link under a message."""
        return self.speaker.sentence("message.open" if purpose in TO_ANSWER else "message.inbox", {})

    def _paragraphs(
        self, purpose: str, values: Mapping[str, Any], shown: Mapping[str, str | int]
    ) -> Iterator[str]:
        if purpose == Purpose.DIGEST:
            for line in values["campaigns"]:
                yield self.speaker.sentence("message.digest.line", line)
            return
        yield self.speaker.sentence(f"message.{purpose}.text", shown)
        following = f"message.next.{values['seat']}" if "seat" in values else f"message.{purpose}.next"
        if following in SENTENCES:
            yield self.speaker.sentence(following, shown)

    def _shown(self, name: str, value: Any) -> str | int:
        if name in MOMENTS:
            return until(datetime.fromisoformat(value), self.zone)
        if name == "channel" and value in self.registry.notifiers:
            return self.speaker.words(self.registry.notifiers[value].title)
        if name == "purpose":
            return self.speaker.label(f"notice.{value}")
        if name == "step":
            return self.speaker.label(value)
        return value if isinstance(value, str | int) else ""


def until(limit: datetime, zone: tzinfo) -> str:
    """Print a half-open limit as people read it: midnight belongs to the day that it ends."""
    local = limit.astimezone(zone)
    if (local.hour, local.minute) != (0, 0):
        return local.strftime("%Y-%m-%d %H:%M")
    return f"{(local - timedelta(days=1)).date().isoformat()} 24:00"
