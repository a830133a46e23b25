"""Rules that no panel keeps: which cannot be kept together, and the least change after which they can."""

from collections.abc import Iterator, Sequence

from reviewhub.domain.words import shown
from reviewhub.selection.lottery.values import Bound, Infeasible, Person


def explained(error: Infeasible, people: Sequence[Person], size: int) -> str:
    """Say both, in both languages, one rule a line, with how many people a rule is about."""
    return "\n".join(_lines(error, people, size))


def _lines(error: Infeasible, people: Sequence[Person], size: int) -> Iterator[str]:
    yield "没有专家组符合全部规则 / no panel keeps all the rules"
    if error.conflict:
        yield f"每组 {size} 人时不能同时成立 / cannot all be kept on a panel of {size}:"
        yield from (f"  - {_rule(bound)}{_about(bound, people)}" for bound in error.conflict)
    if error.relaxation:
        yield "最小的放宽 / the least change that helps:"
        yield from (f"  - {_rule(one.bound)} → {one.limit}" for one in error.relaxation)


def _rule(bound: Bound) -> str:
    who = (
        shown(bound.feature) if bound.kind == "one_per" else f"{shown(bound.feature)} = {shown(bound.value)}"
    )
    return {
        "size": f"专家组人数 / size of the panel: {bound.limit}",
        "least": f"{who} 至少 / at least: {bound.limit}",
        "most": f"{who} 至多 / at most: {bound.limit}",
        "one_per": f"{who} 同值至多 / of one value at most: {bound.limit}",
    }[bound.kind]


def _about(bound: Bound, people: Sequence[Person]) -> str:
    if bound.kind == "size":
        return f"（共 {len(people)} 人 / of {len(people)} people）"
    if bound.kind == "one_per":
        values = len({person.of(bound.feature) for person in people} - {""})
        return f"（共 {values} 个值 / {values} values）"
    many = sum(person.of(bound.feature) == bound.value for person in people)
    return f"（有 {many} 人 / {many} people）"
