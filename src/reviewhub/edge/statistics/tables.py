"""Every statistic of a panel as tables for the audit page, for Excel and for PDF."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from flask_babel import gettext as _

from reviewhub.edge.language.findings import letter
from reviewhub.edge.reports import code_name
from reviewhub.edge.shown import words
from reviewhub.edge.statistics.catalogue import EACH_EXPERT, EACH_PROJECT
from reviewhub.edge.statistics.printed import column, number, percent, span
from reviewhub.edge.statistics.whole import facts, titled, variances, whole
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.outcome.statistics import PanelStatistics
from reviewhub.stats.values import Entry


def audit_tables(found: PanelStatistics, file: str) -> Iterator[ReportTable]:
    """Lay out what was computed: of the whole panel, of each project, of each expert, and the scores.

    ``file`` is what the scores are called when they are downloaded.
    """
    yield whole(found)
    yield _each(found, _("各项目"), _("项目名称"), found.projects, EACH_PROJECT)
    yield _grades(found)
    yield _each(found, _("各专家"), _("专家"), columns(found), EACH_EXPERT)
    yield variances(found)
    if found.report.missing:
        yield _gaps(found)
    yield scores_table(found, file)


def columns(found: PanelStatistics) -> list[str]:
    """Name the columns of the scores: by code number, or by letters where no code number is right.

    A member without a sheet of the task that is looked at has a place instead.
    """
    if found.lettered:
        return [_("专家%(number)s", number=letter(one or 0)) for one in found.numbers]
    others = iter(range(1, len(found.numbers) + 1))
    return [
        _("组内另一位专家 %(n)s", n=next(others)) if one is None else code_name(one) for one in found.numbers
    ]


def _each(
    found: PanelStatistics, heading: str, first: str, names: Sequence[str], wanted: Mapping[str, str]
) -> ReportTable:
    """Lay out the statistics that have one number a project or an expert; the first carries its interval."""
    told = [_values(found.report.results.get(key), len(names)) for key in wanted]
    limits = _limits(found, next(iter(wanted)), len(names))
    header, *others = [_(name) for name in wanted.values()]
    return ReportTable(
        title=titled(found, heading),
        facts=facts(found),
        header=(first, header, _("95% 区间"), *others),
        rows=[(name, *row) for name, *row in zip(names, told[0], limits, *told[1:], strict=True)],
    )


def _values(entry: Entry | None, length: int) -> list[object]:
    if entry is None:
        return ["—"] * length
    return [number(one) for one in column(entry.get("value"), length)]


def _limits(found: PanelStatistics, key: str, length: int) -> list[str]:
    entry = found.report.results.get("target_mean_t_interval" if key == "target_mean" else key, {})
    low, high = (column(entry.get(name), length) for name in ("ci_low", "ci_high"))
    return [span(*pair) for pair in zip(low, high, strict=True)]


def _grades(found: PanelStatistics) -> ReportTable:
    """Lay out how probable each grade is for each project, by the shared spread and by the bootstrap."""
    results, length = found.report.results, len(found.projects)
    pooled, drawn = (
        column(results.get(key, {}).get("value"), length)
        for key in ("grade_probability_t_pooled", "grade_probability_exact_bootstrap")
    )
    grades = [words(band.label) for band in found.bands]
    return ReportTable(
        title=titled(found, _("各项目各等级的可能")),
        facts=facts(found),
        header=(
            _("项目名称"),
            *(_("%(grade)s（t，%%）", grade=grade) for grade in grades),
            *(_("%(grade)s（自助法，%%）", grade=grade) for grade in grades),
        ),
        rows=[
            (name, *map(percent, column(by_t, len(grades))), *map(percent, column(by_draws, len(grades))))
            for name, by_t, by_draws in zip(found.projects, pooled, drawn, strict=True)
        ],
        notes=(
            _(
                "t：专家之间的离散程度由本组全部项目合并估计，假定换成同类的其他专家，平均分落在各等级的可能。"
            ),
            _(
                "自助法：从现有专家中有放回地抽取同样人数，精确计算而非模拟。它偏于自信："
                "3、5、7、10、15 位专家时，把握 95% 的区间实际只有 74%、83%、88%、90%、92% 包含真值。"
            ),
        ),
    )


def _gaps(found: PanelStatistics) -> ReportTable:
    """List the scores that are not there, and those that the statistics of complete projects leave unused."""
    named = columns(found)
    gaps = [
        (project, [name for name, one in zip(named, row, strict=True) if one is None], row)
        for project, row in zip(found.projects, found.scores, strict=True)
    ]
    return ReportTable(
        title=titled(found, _("缺失和未用的分数")),
        facts=facts(found),
        header=(_("项目名称"), _("没有打分的专家"), _("因此未用的分数")),
        rows=[
            (project, _("、").join(absent), len(row) - len(absent)) for project, absent, row in gaps if absent
        ],
        notes=(
            _(
                "要求分数齐全的统计量（六种 ICC、Cronbach α、肯德尔 W）不用这些项目；"
                "标有“允许缺分”的和 Krippendorff α 用到全部分数。缺分不算 0 分。"
            ),
        ),
    )


def scores_table(found: PanelStatistics, file: str) -> ReportTable:
    """Lay out the scores themselves, exact, and the command that computes everything again from them."""
    cutoffs, scale = ",".join(f"{one:g}" for one in found.cutoffs), found.scale
    bounds = f" --cutoffs {cutoffs}" if cutoffs else ""
    command = f"reviewhub statistics {file}.csv --scale {scale.low:g},{scale.high:g}{bounds}"
    return ReportTable(
        title=titled(found, _("依据的分数")),
        facts=facts(found),
        header=(_("项目名称"), *columns(found)),
        rows=[(name, *map(_exact, row)) for name, row in zip(found.projects, found.scores, strict=True)],
        notes=(_("下载这些分数后，用下面的命令可以重算全部统计量：%(command)s", command=command),),
    )


def _exact(score: float | None) -> Decimal | None:
    """Give a total back as it is kept, in ten-thousandths of a point, without trailing zeros."""
    return None if score is None else Decimal(f"{score:.4f}".rstrip("0").rstrip("."))
