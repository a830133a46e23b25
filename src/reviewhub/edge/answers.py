"""What a browser sends of a score sheet: a form, or a draft as JSON; flat names and texts, nothing else."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.edge.received import MOST, whole

LARGEST_DRAFT: Final = 512 * 1024
LONGEST_KEY: Final = 64
NOT_ANSWERS: Final = frozenset({"csrf_token", "version", "idempotency_key", "save", "submit"})


@dataclass(frozen=True, slots=True)
class Given:
    """Answers and the draft's version they were made from; ``key`` tells a repeated request from a new."""

    answers: Mapping[str, str]
    version: int
    key: str = ""


def read_form(form: Mapping[str, str]) -> Given:
    """Read the posted sheet; one without a usable version or key counts as made from nothing."""
    key = form.get("idempotency_key", "")
    return Given(
        {name: value for name, value in form.items() if name not in NOT_ANSWERS},
        _version(form.get("version", "")),
        key if 0 < len(key) <= LONGEST_KEY and key.isascii() else new_key(),
    )


def read_draft(body: bytes) -> Given:
    """Read ``{"version": 3, "answers": {"1.1.points": "4"}}``; raises :class:`Invalid` for anything else."""
    if len(body) > LARGEST_DRAFT:
        raise Invalid([Problem("", "draft.too_large")], "draft.too_large")
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:  # brackets may be nested deeper than any reader goes
        raise _wrong_shape() from error
    if not isinstance(given, dict) or given.keys() != {"version", "answers"}:
        raise _wrong_shape()
    version, answers = given["version"], given["answers"]
    if type(version) is not int or not 0 <= version <= MOST or not _is_flat(answers):
        raise _wrong_shape()
    return Given(answers, version)


def new_key() -> str:
    """Make the key that one form carries."""
    return secrets.token_urlsafe(24)


def _version(text: str) -> int:
    try:
        return whole(text)
    except ValueError:
        return 0


def _is_flat(answers: object) -> bool:
    return isinstance(answers, dict) and all(isinstance(value, str) for value in answers.values())


def _wrong_shape() -> Invalid:
    return Invalid([Problem("", "draft.wrong_shape")], "draft.wrong_shape")
