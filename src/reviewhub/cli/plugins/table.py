"""What is installed as one table to read, or as JSON with stable keys."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

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


def as_json(found: Inventory, pins: Sequence[MissingPin], speaker: Speaker) -> str:
    """Give the same with the names of hooks; a sentence about what is missing in the reader's language."""
    content = {
        "plugins": [
            _plugin(name, found.offers) for name in dict.fromkeys(one.plugin for one in found.offers)
        ],
        "missing": [
            {
                "plugin": one.plugin,
                "template": one.template,
                "place": one.problem.path,
                "code": one.problem.code,
                "values": dict(one.problem.values),
                "sentence": speaker.problem(one.problem),
            }
            for one in found.missing
        ],
        "missing_pins": [
            {
                "bureau": one.bureau,
                "name": one.name,
                "code": one.why.code,
                "values": dict(one.why.values),
                "sentence": speaker.reason(one.why),
            }
            for one in pins
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _row(one: Offer, speaker: Speaker) -> list[str]:
    title = speaker.words(one.title) if one.title else ""
    hook = speaker.words(HOOKS[one.hook])
    return [one.plugin, one.plugin_version, hook, one.key, one.version, title, _templates(one.templates)]


def _templates(ids: Sequence[str]) -> str:
    shown = "、".join(ids[:MOST_TEMPLATES])
    return shown if len(ids) <= MOST_TEMPLATES else f"{shown} … ({len(ids)})"


def _missing(one: Missing, speaker: Speaker) -> str:
    return f"{one.plugin}  {one.template}  {speaker.problem(one.problem)}"


def _plugin(name: str, offers: Sequence[Offer]) -> dict[str, Any]:
    own = [one for one in offers if one.plugin == name]
    return {
        "plugin": name,
        "version": own[0].plugin_version,
        "offers": [
            {
                "hook": one.hook,
                "key": one.key,
                "version": one.version,
                "title": {"zh": one.title.zh, "en": one.title.en} if one.title else None,
                "templates": list(one.templates),
            }
            for one in own
        ],
    }
