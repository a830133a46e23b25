"""Who may take a seat: the rules of a commitment document, counted in whole numbers."""

from collections.abc import Collection, Mapping
from typing import Any


def keeps_rules(document: Mapping[str, Any], panel: Collection[str], empty: int = 0) -> bool:
    """Tell whether people and so many empty seats are a valid panel.

    Every empty seat counts as if it could still be filled by whoever is missing: a least number may be short
    by the number of empty seats, a greatest number may not be passed.
    """
    rules, eligible = document["rules"], document["eligible"]
    people = [eligible[id_] for id_ in panel]
    right_size = len(set(panel)) == len(panel) == rules["size"] - empty
    counted = all(_within(quota, people, empty) for quota in rules["quotas"])
    return right_size and counted and all(_once(feature, people) for feature in rules["one_per"])


def next_in_order(
    document: Mapping[str, Any], stayers: Collection[str], waiting: Collection[str], empty: int = 0
) -> str | None:
    """Find the first of those who wait, in their order, who makes a valid panel with those who stay."""
    return next((id_ for id_ in waiting if keeps_rules(document, [*stayers, id_], empty)), None)


def _within(quota: Mapping[str, Any], people: Collection[Mapping[str, str]], empty: int) -> bool:
    least, most = int(quota["least"]), int(quota["most"])
    many = sum(one.get(quota["feature"], "") == quota["value"] for one in people)
    return many in range(least - empty, most + 1)


def _once(feature: str, people: Collection[Mapping[str, str]]) -> bool:
    values = [value for one in people if (value := one.get(feature, ""))]
    return len(set(values)) == len(values)
