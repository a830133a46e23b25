"""The statistics of a whole panel: one line each, and where the differences of points come from."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask_babel import gettext as _

from reviewhub.edge.language.words import sentence
from reviewhub.edge.statistics.catalogue import BRENNAN, FACETS, WHOLE, Known
from reviewhub.edge.statistics.printed import number, probability, span
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.outcome.statistics import PanelStatistics
from reviewhub.stats.generalizability import panel_on_items
from reviewhub.stats.values import Entry, Undefined

PANEL_SIZES: Final = (1, 3, 5, 7, 10)
# Entries of the analysis of variance, which needs complete projects and counts them in an entry of its own.
FROM_SQUARES: Final = frozenset({"variance_components_anova", "sem", "d_study", "rater_bias_F_test"})


def titled(found: PanelStatistics, heading: str) -> str:
    """Name a table, with the panel where several have one."""
    return f"{heading} — {found.name}" if found.name else heading


def facts(found: PanelStatistics) -> list[tuple[str, str]]:
    """Say which campaign and how many scores a table is about."""
    size = f"{found.report.n_targets} × {found.report.n_raters}"
    return [(_("评审批次"), found.campaign.name), (_("项目 × 专家"), size)]


def whole(found: PanelStatistics) -> ReportTable:
    """Lay out every statistic that has one number for the whole panel."""
    report = found.report
    missing = _("%(n)s 个分数缺失。", n=report.missing) if report.missing else _("分数齐全，没有未用的分数。")
    apart = "" if report.connected else _("共同打过的分数没有把全部专家和项目连在一起。")
    return ReportTable(
        title=titled(found, _("一致性统计")),
        facts=facts(found),
        header=(
            _("统计量"),
            _("回答的问题"),
            _("数值"),
            _("95% 区间"),
            "p",
            _("所用项目"),
            _("公式"),
            _("出处或算不出的原因"),
        ),
        rows=[_row(found, one) for one in WHOLE],
        notes=(
            missing + apart,
            _(
                "n 为项目数，k 为专家数；MSR、MSC、MSE、MSW、MSB 为项目、专家、剩余、项目内、项目间的均方；"
                "vT、vR、vE 为项目、专家、剩余的方差。"
            ),
            _("这些数字只作说明，不参与计分。区间和 p 值按公式计算，用附后的分数可以重算。"),
        ),
    )


def _row(found: PanelStatistics, known: Known) -> Sequence[object]:
    entry = part_of(found.report.results.get(known.key), known.part)
    first = (_(known.name), _(known.about))
    if entry is None:
        why = sentence(f"stats.{found.report.undefined.get(known.key, Undefined.NO_SCORES)}", {})
        return (*first, "—", "", "", "", known.formula, why)
    return (
        *first,
        number(entry.get("value", entry.get("F"))),
        span(entry.get("ci_low"), entry.get("ci_high")),
        probability(entry.get("p")),
        _used(found, known.key, entry),
        known.formula,
        known.source,
    )


def part_of(entry: Entry | None, part: str) -> Entry | None:
    """Give an entry, or what it says of one of its parts: a coefficient, or a number with limits."""
    if entry is None or not part:
        return entry
    name, _slash, inner = part.partition("/")
    coefficients = entry.get("coefficients")
    if isinstance(coefficients, Mapping):
        chosen = coefficients.get(name)
        found = chosen if isinstance(chosen, Mapping) else None
        return {"value": found.get(inner)} if found and inner else found
    limits = {name: entry.get(name) for name in ("ci_low", "ci_high")}
    return {
        "value": entry.get(part),
        **{name: one.get(part) for name, one in limits.items() if isinstance(one, Mapping)},
    }


def _used(found: PanelStatistics, key: str, entry: Entry) -> int:
    """Count the projects that a number rests on."""
    complete = found.report.results.get("anova_two_way", {}).get("n_rows")
    if key in FROM_SQUARES and isinstance(complete, int):
        return complete
    dropped = entry.get("dropped", 0)
    return found.report.n_targets - (dropped if isinstance(dropped, int) else 0)


def variances(found: PanelStatistics) -> ReportTable:
    """Lay out where the differences of points come from, and what more experts would be worth."""
    facets = found.facets
    notes = [_("出处：%(source)s。负的估计值表示看不出差别。", source=BRENNAN)]
    rows: list[Sequence[object]] = []
    if isinstance(facets, Undefined):
        notes.insert(0, sentence(f"stats.{facets}", {}))
    else:
        rows = [(_(name), number(getattr(facets, part))) for part, name in FACETS.items()]
        panels = (panel_on_items(facets, size) for size in PANEL_SIZES)
        rows += [
            (_("%(n)s 位专家的合计分可靠程度", n=one.raters), number(one.absolute)) for one in panels if one
        ]
    return ReportTable(
        title=titled(found, _("差别从哪里来（项目 × 专家 × 指标）")),
        facts=facts(found),
        header=(_("来源"), _("方差（分的平方）或可靠程度")) if rows else (),
        rows=rows,
        notes=tuple(notes),
    )
