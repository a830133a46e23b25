"""Why there is no match, in both languages, and what would help."""

from collections.abc import Sequence
from typing import Final

from reviewhub.domain.words import shown
from reviewhub.selection.matching.values import Infeasible

MOST_NAMES: Final = 10


def explained(error: Infeasible, *, by_employer: bool) -> str:
    """Name the tasks or experts at fault, the places that lack, and a remedy.

    ``by_employer``: of one employer at most one comes to a task, which may be why.
    """
    tasks, experts = _named(error.tasks), _named(error.experts)
    zh, en = _SENTENCES[error.code]
    values = {
        "tasks": tasks or experts,
        "experts": experts,
        "many": len(error.tasks),
        "open": len(error.experts),
        "name": shown(error.name),
        "lacking": error.lacking,
        "needed": error.needed,
        "offered": error.offered,
    }
    also = _EMPLOYERS if by_employer and error.code == "places" else ("", "")
    return f"{zh.format_map(values)}{also[0]} / {en.format_map(values)}{also[1]}"


_EMPLOYERS: Final = ("（同一单位每个任务至多一人）", " (of one employer at most one a task)")
_SENTENCES: Final = {
    "places": (
        (
            "任务 {many} 个，共需 {needed} 人次，可选专家 {open} 位，只能承担 {offered} 人次，"
            "还缺 {lacking}：{tasks}。请提高 --max-load、减少人数或增加专家"
        ),
        (
            "tasks: {many}, places needed: {needed}, but the {open} experts open to them can fill {offered}; "
            "lacking: {lacking}: {tasks}. Raise --max-load, ask for fewer or add experts"
        ),
    ),
    "least": (
        "有专家达不到最少任务数，共差 {lacking}：{experts}。请调低最少数",
        "experts cannot get their least number of tasks, {lacking} in all: {experts}. Lower it",
    ),
    "kept": (
        "保留的分派违反规则：{tasks}。请从 --keep 的文件中删去",
        "kept pairs break a rule: {tasks}. Remove them from the file of --keep",
    ),
    "quota": (
        "规则“{name}”要求每个任务至少 {needed} 人，有 {many} 个任务只有 {offered} 人可选：{tasks}。请放宽",
        "'{name}' asks for {needed} a task; {many} tasks have only {offered}: {tasks}. Relax it",
    ),
    "members": (
        "规则“{name}”共需 {needed} 人次，这些专家只能承担 {offered} 人次。请提高 --max-load 或放宽",
        "'{name}' needs {needed} places; its experts can fill {offered}. Raise --max-load or relax it",
    ),
    "rules": (
        "各条规则单独都能满足，合在一起不能。请放宽一条人数要求或提高 --max-load",
        "every rule can be kept alone, all together cannot: relax a quota or raise --max-load",
    ),
}


def _named(names: Sequence[str]) -> str:
    more = ["…"] if len(names) > MOST_NAMES else []
    return "、".join([*map(shown, names[:MOST_NAMES]), *more])
