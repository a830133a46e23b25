"""What is installed as one table to read."""

from collections.abc import Iterator, Sequence
from typing import Final

from reviewhub.cli.aligned import aligned
from reviewhub.domain.words import Words
from reviewhub.edge.language.words import Speaker
from reviewhub.plugin.inventory import Inventory, Missing, Offer
from reviewhub.services.pins import MissingPin

HEAD: Final = (
    Words("插件", "Plugin"),
    Words("版本", "Version"),
    Words("提供", "Offers"),
    Words("名称", "Key"),
    Words("版本", "Version"),
    Words("说明", "Title"),
    Words("用于模板", "Used by templates"),
)
HOOKS: Final = {
    "register_scoring_templates": Words("评分模板", "template"),
    "register_scorers": Words("评分方法", "scorer"),
    "register_aggregators": Words("汇总方法", "aggregator"),
    "register_grade_scales": Words("等级标准", "grade scale"),
    "register_budget_policies": Words("结果应用规则", "budget policy"),
    "register_conflict_rules": Words("回避规则", "conflict rule"),
    "register_report_renderers": Words("报表格式", "report format"),
    "register_document_scanners": Words("文档检查", "document scanner"),
    "register_notifiers": Words("通知渠道", "notifier"),
    "register_commands": Words("命令", "command"),
}
MISSING: Final = Words("缺少", "Missing")
MOST_TEMPLATES: Final = 3


def as_lines(found: Inventory, pins: Sequence[MissingPin], speaker: Speaker) -> Iterator[str]:
    """Print the table, and below it what templates miss."""
    rows = [_row(one, speaker) for one in found.offers]
    yield from aligned([[*map(speaker.words, HEAD)], *rows], words=frozenset(range(len(HEAD))))
    missing = [_missing(one, speaker) for one in found.missing]
    missing += [f"{one.bureau}  {one.name}  {speaker.reason(one.why)}" for one in pins]
    if missing:
        yield ""
        yield speaker.words(MISSING)
        yield from (f"  {line}" for line in missing)


def _row(one: Offer, speaker: Speaker) -> list[str]:
    title = speaker.words(one.title) if one.title else ""
    hook = speaker.words(HOOKS[one.hook])
    return [one.plugin, one.plugin_version, hook, one.key, one.version, title, _templates(one.templates)]


def _templates(ids: Sequence[str]) -> str:
    shown = "、".join(ids[:MOST_TEMPLATES])
    return shown if len(ids) <= MOST_TEMPLATES else f"{shown} … ({len(ids)})"


def _missing(one: Missing, speaker: Speaker) -> str:
    return f"{one.plugin}  {one.template}  {speaker.problem(one.problem)}"
