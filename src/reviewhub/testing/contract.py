"""What every part of a plugin owes, whatever it is: a name of its own, a version, words in both languages."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from reviewhub.domain.errors import PluginError, ReviewhubError
from reviewhub.plugin.protocols import Reason, Words

Given = TypeVar("Given")


class ContractBroken(AssertionError):
    """A plugin does not keep its contract; the message says where."""


def require(kept: bool, message: str) -> None:  # noqa: FBT001 -- reads as the sentence that must hold
    """Raise :class:`ContractBroken` unless the promise is kept."""
    if not kept:
        raise ContractBroken(message)


def check_identity(offered: Any) -> None:
    """Check the key, the version and the title that every result or page shows."""
    check_key(offered.key)
    require(bool(offered.version), f"{offered.key}: a version is recorded with every result")
    check_words(offered.title, f"{offered.key}: a title")


def check_key(key: str) -> None:
    """Check that a key names its package."""
    package, _, name = key.partition(".")
    require(bool(package and name), f"{key!r}: a key is package.name, so that two never collide")


def check_words(words: Words, what: str) -> None:
    """Check that a text is there in both languages."""
    require(bool(words.zh and words.en), f"{what} in both languages")


def check_reasons(key: str, reasons: Iterable[Reason]) -> None:
    """Check that reasons can be stored, compared and said: a code, with texts and whole numbers."""
    for one in reasons:
        texts: tuple[object, ...] = (one.code, *one.values.values())  # a promise, not yet a fact
        plain = bool(one.code) and all(isinstance(text, str | int) for text in texts)
        require(plain, f"{key}: a reason is a code with texts and whole numbers, not {one!r}")


def asked_twice(key: str, ask: Callable[[], Given]) -> Given:
    """Ask twice, and give the answer if it is the same; what the host would not take breaks the contract."""
    try:
        first, second = ask(), ask()
    except PluginError as error:
        raise ContractBroken(f"{key}: {error.code} {dict(error.values)}: {error.__cause__!r}") from error
    require(first == second, f"{key}: the same question, another answer")
    return first


def said(error: ReviewhubError) -> str:
    """Name a refusal for a message."""
    return f"{error.code} {dict(error.values)}"
