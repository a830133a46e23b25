"""Everything that can be refused, as one tree; the words are made at the edge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where, what, and the values its sentence needs.

    ``path`` names the place as a person would find it: ``row 7 / 金额``, ``criterion 2.1``, ``field name``.
    """

    path: str
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


class ReviewhubError(Exception):
    """Root of the tree; ``code`` picks the sentence, ``values`` fill it."""

    status = 500

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class NotFound(ReviewhubError):
    """There is no such thing, or none that this person may know of."""

    status = 404


class NotAllowed(ReviewhubError):
    """The person knows of it but may not do this."""

    status = 403


class WrongState(ReviewhubError):
    """The act does not fit the state the thing is in."""

    status = 409


class StaleWrite(ReviewhubError):
    """Somebody wrote in between; ``values['current']`` carries the version that stands."""

    status = 409


class Invalid(ReviewhubError):
    """The input is wrong; ``problems`` lists every fault at once, each with its place."""

    status = 422

    def __init__(self, problems: Iterable[Problem], code: str = "invalid") -> None:
        self.problems = tuple(problems)
        super().__init__(code, count=len(self.problems))


class Unavailable(ReviewhubError):
    """Something outside (disk, database, scanner) does not answer now."""

    status = 503


class PluginError(ReviewhubError):
    """A plugin broke its contract; nothing was stored."""

    status = 500
