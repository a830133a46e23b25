"""What a conclusion freezes of its money beside what was asked and cut, and reading it again."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.recommendation import (
    NOTHING_KNOWN,
    Circumstances,
    DerivationStep,
    Limit,
    Recommendation,
)
from reviewhub.domain.words import Reason

AMOUNTS: Final = ("last_year", "approved", "execution_rate")
PLAIN: Final = ("object_kind", "rectified", "repeat")


def frozen_money(
    circumstances: Circumstances, limit: Limit | None, given: Recommendation | None
) -> dict[str, Any]:
    """Give the keys of a snapshot that say more than it always does: none where there is nothing to say."""
    frozen: dict[str, Any] = {}
    if circumstances != NOTHING_KNOWN:
        frozen["circumstances"] = written(circumstances)
    if limit is not None:
        values = dict(limit.reason.values)
        frozen["limit"] = {"most": f"{limit.most:f}", "code": limit.reason.code, "values": values}
    if given is not None and given.steps:
        frozen["derivation"] = [_frozen_step(one) for one in given.steps]
    return frozen


def written(known: Circumstances) -> dict[str, Any]:
    """Write what is known as plain values; what nobody said is left out."""
    amounts = {name: getattr(known, name) for name in AMOUNTS}
    said: dict[str, Any] = {name: f"{one:f}" for name, one in amounts.items() if one is not None}
    plain = {name: getattr(known, name) for name in PLAIN}
    return {**said, **{name: one for name, one in plain.items() if one not in ("", None)}}


def read_circumstances(stored: Mapping[str, Any]) -> Circumstances:
    """Read what :func:`written` wrote."""
    amounts: dict[str, Any] = {name: Decimal(stored[name]) for name in AMOUNTS if name in stored}
    plain: dict[str, Any] = {name: stored[name] for name in PLAIN if name in stored}
    return replace(NOTHING_KNOWN, **plain, **amounts)


def thawed_money(snapshot: Mapping[str, Any]) -> tuple[Circumstances, Limit | None]:
    """Give what was known and the limit that held when a conclusion was made."""
    known = read_circumstances(snapshot.get("circumstances", {}))
    kept = snapshot.get("limit")
    if kept is None:
        return known, None
    return known, Limit(Decimal(kept["most"]), Reason(kept["code"], kept["values"]))


def _frozen_step(step: DerivationStep) -> dict[str, str]:
    percent = {} if step.percent is None else {"percent": f"{step.percent:f}"}
    return {"name": step.name, "amount": f"{step.amount:f}", **percent}
