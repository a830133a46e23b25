"""How the host calls a plugin: what it raises names it, and what it is handed it cannot change."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from reviewhub.domain.errors import PluginError
from reviewhub.domain.words import Reason


@contextlib.contextmanager
def blamed(code: str, *passing: type[Exception], **values: str) -> Iterator[None]:
    """Turn whatever is raised inside, a way out of the process included, into a :class:`PluginError`.

    Ctrl-C and ``passing`` go through. Where the sentence has a ``message``, the plugin's own words are added
    to it.
    """
    through: tuple[type[BaseException], ...] = (KeyboardInterrupt, *passing)
    try:
        yield
    except through:
        raise
    except BaseException as error:
        if "message" in values:
            values["message"] = f"{values['message']}: {error}"
        raise PluginError(code, **values) from error


def read_only(value: Any) -> Any:
    """Copy tables and lists of a template or campaign so deeply that nobody can change them."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: read_only(one) for key, one in value.items()})
    return tuple(map(read_only, value)) if isinstance(value, list | tuple) else value


def require_kind(value: object, *kinds: type) -> None:
    """Raise TypeError unless a value that a plugin gave is of one of these kinds."""
    if not isinstance(value, kinds):
        raise TypeError(f"{type(value).__name__} is not {' or '.join(kind.__name__ for kind in kinds)}")


def plain_decimal(value: object) -> Decimal:
    """Copy a number that a plugin gave; raises TypeError or ValueError unless it is an exact, finite one."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is not Decimal")
    if not value.is_finite():
        raise ValueError(f"{value} is not a number")
    return Decimal(value)


def plain_reasons(given: Iterable[Reason]) -> tuple[Reason, ...]:
    """Copy the reasons that a plugin gave; raises TypeError unless each is a code with texts and numbers."""
    return tuple(_plain_reason(one) for one in given)


def _plain_reason(given: Reason) -> Reason:
    require_kind(given, Reason)
    require_kind(given.code, str)
    require_kind(given.values, Mapping)
    for key, value in given.values.items():
        require_kind(key, str)
        require_kind(value, str, int)
    return Reason(given.code, dict(given.values))
