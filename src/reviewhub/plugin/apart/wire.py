"""Plain data as JSON and back: exact numbers stay exact, and nothing that arrives is run."""

import json
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.answer import Choice, Input, InputKind
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion, Evidence, NotApplicable, ReasonRule
from reviewhub.domain.words import Reason, Words

Plain = Any


def write(value: object) -> bytes:
    """Write one line."""
    return json.dumps(pack(value), ensure_ascii=True).encode() + b"\n"


def read(line: bytes) -> Any:
    """Read one line; raises ValueError, TypeError or KeyError for what :func:`write` never wrote."""
    return unpack(json.loads(line))


def pack(value: object) -> Plain:
    """Turn numbers, texts, tables and lists into what JSON can say; each kind under a letter of its own."""
    if isinstance(value, Decimal):
        return {"d": str(value)}
    if isinstance(value, Mapping):
        return {"t": {str(key): pack(one) for key, one in value.items()}}
    if isinstance(value, list | tuple):
        return [pack(one) for one in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return {"t": {one.name: pack(getattr(value, one.name)) for one in fields(value)}}  # type: ignore[arg-type]  # one of our frozen values


def unpack(value: Plain) -> Any:
    """Turn it back: tables into dicts, lists into tuples."""
    if isinstance(value, dict):
        [(kind, inside)] = value.items()
        if kind == "d":
            return Decimal(inside)
        return {key: unpack(one) for key, one in inside.items()}
    return tuple(unpack(one) for one in value) if isinstance(value, list) else value


def criterion_from(given: Mapping[str, Any]) -> Criterion:
    """Make a criterion of its packed fields."""
    rest = {
        "path": tuple(Words(**one) for one in given["path"]),
        "title": Words(**given["title"]),
        "reason": ReasonRule(given["reason"]),
        "not_applicable": NotApplicable(given["not_applicable"]),
        "evidence": Evidence(given["evidence"]),
        "guidance": _words(given["guidance"]),
    }
    return Criterion(**{**given, **rest})


def points_from(given: Mapping[str, Any] | None) -> Points | None:
    """Make points of their packed fields."""
    return None if given is None else Points(given["value"], tuple(Reason(**one) for one in given["reasons"]))


def inputs_from(given: tuple[Mapping[str, Any], ...]) -> tuple[Input, ...]:
    """Make inputs of their packed fields."""
    return tuple(_input(one) for one in given)


def problems_from(given: tuple[Mapping[str, Any], ...]) -> tuple[Problem, ...]:
    """Make problems of their packed fields."""
    return tuple(Problem(**one) for one in given)


def _input(given: Mapping[str, Any]) -> Input:
    rest = {
        "kind": InputKind(given["kind"]),
        "label": Words(**given["label"]),
        "unit": _words(given["unit"]),
        "choices": tuple(_choice(one) for one in given["choices"]),
    }
    return Input(**{**given, **rest})


def _choice(given: Mapping[str, Any]) -> Choice:
    return Choice(**{**given, "label": Words(**given["label"]), "text": _words(given["text"])})


def _words(given: Mapping[str, str] | None) -> Words | None:
    return None if given is None else Words(**given)
