"""Rules that no panel keeps: which cannot be kept together, and the least change after which they can."""

from collections.abc import Iterator

from reviewhub.domain.words import shown
from reviewhub.selection.lottery.values import Bound, Infeasible


def explained(error: Infeasible) -> str:
    """Say both, in both languages, one rule a line."""
    return "\n".join(_lines(error))


def _lines(error: Infeasible) -> Iterator[str]:
    yield "没有专家组符合全部规则 / no panel keeps all the rules"
    if error.conflict:
        yield "不能同时成立 / cannot all be kept:"
        yield from (f"  - {_rule(bound)}" for bound in error.conflict)
    if error.relaxation:
        yield "最小的放宽 / the least change that helps:"
        yield from (f"  - {_rule(one.bound)} → {one.limit}" for one in error.relaxation)


def _rule(bound: Bound) -> str:
    who = f"{shown(bound.feature)} = {shown(bound.value)}" if bound.value else shown(bound.feature)
    return {
        "size": f"专家组人数 / size of the panel: {bound.limit}",
        "least": f"{who} 至少 / at least: {bound.limit}",
        "most": f"{who} 至多 / at most: {bound.limit}",
        "one_per": f"{who} 同值至多 / of one value at most: {bound.limit}",
    }[bound.kind]
