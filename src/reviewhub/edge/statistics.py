"""Every statistic of a panel as tables for the audit page, for Excel and for PDF."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from flask_babel import gettext as _

from reviewhub.edge.language.translatable import N_
from reviewhub.edge.language.words import sentence
from reviewhub.edge.reports import code_name
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.outcome.statistics import PanelStatistics
from reviewhub.stats.generalizability import panel_on_items
from reviewhub.stats.values import Entry, Undefined

# Key of a statistic: what it is called, the question it answers, and where its formula is from.
WHOLE: Final[Mapping[str, tuple[str, str, str]]] = {
    "icc(A,k)": (
        "ICC(A,k)",
        N_("换一组专家，平均分会不会一样"),
        "McGraw & Wong 1996, doi:10.1037/1082-989X.1.1.30",
    ),
    "icc(A,1)": (
        "ICC(A,1)",
        N_("换一位专家，分数会不会一样"),
        "McGraw & Wong 1996, doi:10.1037/1082-989X.1.1.30",
    ),
    "icc(C,k)": (
        "ICC(C,k)",
        N_("换一组专家，先后次序会不会一样"),
        "McGraw & Wong 1996, doi:10.1037/1082-989X.1.1.30",
    ),
    "icc(C,1)": (
        "ICC(C,1)",
        N_("换一位专家，先后次序会不会一样"),
        "McGraw & Wong 1996, doi:10.1037/1082-989X.1.1.30",
    ),
    "icc(1,k)": (
        "ICC(1,k)",
        N_("每个项目换一组专家时，平均分可靠多少"),
        "Shrout & Fleiss 1979, doi:10.1037/0033-2909.86.2.420",
    ),
    "icc(1,1)": (
        "ICC(1,1)",
        N_("每个项目换专家时，一位专家可靠多少"),
        "Shrout & Fleiss 1979, doi:10.1037/0033-2909.86.2.420",
    ),
    "icc(1,1)_unbalanced_oneway": (
        N_("ICC(1,1)，允许缺分"),
        N_("不管谁打的，同一项目的分数像不像"),
        "Donner 1986, doi:10.2307/1403259",
    ),
    "cronbach_alpha": ("Cronbach α", N_("只看次序，平均分可靠多少"), "Cronbach 1951, doi:10.1007/BF02310555"),
    "kendall_w_tie_corrected": (
        N_("肯德尔 W"),
        N_("专家排出的次序一不一致"),
        "Kendall & Babington Smith 1939, doi:10.1214/aoms/1177732186",
    ),
    "krippendorff_alpha_interval": (
        N_("Krippendorff α（等距）"),
        N_("比偶然一致好多少，允许缺分"),
        "Hayes & Krippendorff 2007, doi:10.1080/19312450709336664",
    ),
    "krippendorff_alpha_ordinal": (
        N_("Krippendorff α（次序）"),
        N_("只看次序，比偶然一致好多少"),
        "Hayes & Krippendorff 2007, doi:10.1080/19312450709336664",
    ),
    "rater_bias_F_test": (
        N_("专家宽严的 F 检验"),
        N_("专家的宽严有没有超出偶然的差别"),
        "McGraw & Wong 1996, doi:10.1037/1082-989X.1.1.30",
    ),
    "rwg_j_discrete_uniform": (
        "rwg(j)",
        N_("比随意打分集中多少（百分制上偏高）"),
        "James, Demaree & Wolf 1984, doi:10.1037/0021-9010.69.1.85",
    ),
    "rwg_j_lindell": (
        "r*wg(j)",
        N_("同上，Lindell 的算法"),
        "Lindell, Brandt & Whitney 1999, doi:10.1177/01466219922031257",
    ),
}
EACH_TARGET: Final = {
    "target_mean": N_("平均分"),
    "target_sd": N_("标准差"),
    "target_range": N_("最大差距"),
    "ad_mean": N_("平均偏离"),
    "rwg_discrete_uniform": "rwg",
    "awg": "a_wg",
}
EACH_RATER: Final = {
    "rater_severity": N_("宽严（分）"),
    "rater_minus_mean_of_others": N_("与其他专家平均之差"),
    "rater_rest_correlation": N_("与其他专家的相关"),
}
FACETS: Final = {
    "target": N_("项目"),
    "rater": N_("专家"),
    "item": N_("指标"),
    "target_rater": N_("项目 × 专家"),
    "target_item": N_("项目 × 指标"),
    "rater_item": N_("专家 × 指标"),
    "residual": N_("其余"),
}
PANEL_SIZES: Final = (1, 3, 5, 7, 10)
VARIANCES: Final = {"target": N_("项目之间的方差"), "rater": N_("专家宽严的方差"), "residual": N_("其余方差")}


def audit_tables(found: PanelStatistics) -> Iterator[ReportTable]:
    """Lay out what was computed: of the whole panel, of each project, of each expert, and the scores."""
    yield _whole(found)
    yield _each(found, _("各项目"), _("项目名称"), found.projects, EACH_TARGET)
    yield _each(found, _("各专家"), _("专家"), columns(found), EACH_RATER)
    yield _facets(found)
    yield _scores(found)


def _facets(found: PanelStatistics) -> ReportTable:
    """Lay out where the differences of points come from, and what more experts would be worth."""
    facets = found.facets
    notes = [_("出处：Brennan 2001, doi:10.1007/978-1-4757-3456-0。负的估计值表示看不出差别。")]
    rows: list[Sequence[object]] = []
    if isinstance(facets, Undefined):
        notes.insert(0, sentence(f"stats.{facets}", {}))
    else:
        rows = [(_(name), _number(getattr(facets, part), 4)) for part, name in FACETS.items()]
        panels = (panel_on_items(facets, size) for size in PANEL_SIZES)
        rows += [
            (_("%(n)s 位专家的合计分可靠程度", n=one.raters), _number(one.absolute)) for one in panels if one
        ]
    return ReportTable(
        title=_("差别从哪里来（项目 × 专家 × 指标）"),
        facts=_facts(found),
        header=(_("来源"), _("方差（分的平方）或可靠程度")),
        rows=rows,
        notes=tuple(notes),
    )


def columns(found: PanelStatistics) -> list[str]:
    """Name the columns of the scores: by code number, and a member without a sheet here by a place."""
    others = iter(range(1, len(found.numbers) + 1))
    return [
        _("组内另一位专家 %(n)s", n=next(others)) if number is None else code_name(number)
        for number in found.numbers
    ]


def _whole(found: PanelStatistics) -> ReportTable:
    report = found.report
    rows = [_row(found, key) for key in WHOLE]
    rows += [
        (
            _(name),
            _("一个分数的差别从哪里来"),
            _number(report.results.get("variance_components_anova", {}).get(part)),
            "",
            "",
            "",
            "",
        )
        for part, name in VARIANCES.items()
    ]
    missing = _("%(n)s 个分数缺失。", n=report.missing) if report.missing else _("分数齐全。")
    apart = "" if report.connected else _("共同打过的分数没有把全部专家和项目连在一起。")
    return ReportTable(
        title=_("一致性统计"),
        facts=_facts(found),
        header=(
            _("统计量"),
            _("回答的问题"),
            _("数值"),
            _("95% 区间"),
            "p",
            _("未用的项目"),
            _("出处或算不出的原因"),
        ),
        rows=rows,
        notes=(
            missing + apart,
            _("这些数字只作说明，不参与计分。区间和 p 值按公式计算，用附后的分数可以重算。"),
        ),
    )


def _row(found: PanelStatistics, key: str) -> Sequence[object]:
    name, question, source = WHOLE[key]
    entry, why = found.report.results.get(key), found.report.undefined.get(key)
    if entry is None:
        return _(name), _(question), "—", "", "", "", sentence(f"stats.{why}", {})
    value = entry.get("value", entry.get("F"))
    return (
        _(name),
        _(question),
        _number(value),
        _interval(entry),
        _p(entry.get("p")),
        _whole_number(entry),
        source,
    )


def _each(
    found: PanelStatistics, heading: str, first: str, names: Sequence[str], wanted: Mapping[str, str]
) -> ReportTable:
    """Lay out the statistics that have one number a project or an expert; the first carries its interval."""
    told = [_values(found.report.results.get(key), len(names)) for key in wanted]
    limits = _limits(found, next(iter(wanted)), len(names))
    header, *others = [_(name) for name in wanted.values()]
    return ReportTable(
        title=heading,
        facts=_facts(found),
        header=(first, header, _("95% 区间"), *others),
        rows=[(name, *row) for name, *row in zip(names, told[0], limits, *told[1:], strict=True)],
    )


def _limits(found: PanelStatistics, key: str, length: int) -> list[str]:
    entry = found.report.results.get("target_mean_t_interval" if key == "target_mean" else key, {})
    low, high = (_column(entry.get(name), length) for name in ("ci_low", "ci_high"))
    return [_span(*pair) for pair in zip(low, high, strict=True)]


def _column(value: object, length: int) -> Sequence[object]:
    return value if isinstance(value, Sequence) else [None] * length


def _scores(found: PanelStatistics) -> ReportTable:
    cells = [[_number(one, 2) for one in row] for row in found.scores]
    cutoffs, scale = ",".join(f"{one:g}" for one in found.cutoffs), found.scale
    command = f"reviewhub statistics scores.csv --scale {scale.low:g},{scale.high:g} --cutoffs {cutoffs}"
    return ReportTable(
        title=_("依据的分数"),
        facts=_facts(found),
        header=(_("项目名称"), *columns(found)),
        rows=[(name, *row) for name, row in zip(found.projects, cells, strict=True)],
        notes=(_("下载这些分数后，用下面的命令可以重算全部统计量：%(command)s", command=command),),
    )


def _facts(found: PanelStatistics) -> list[tuple[str, str]]:
    size = f"{found.report.n_targets} × {found.report.n_raters}"
    return [(_("评审批次"), found.campaign.name), (_("项目 × 专家"), size)]


def _values(entry: Entry | None, length: int) -> list[Decimal | str]:
    if entry is None:
        return ["—"] * length
    return [_number(one) for one in _column(entry.get("value"), length)]


def _interval(entry: Entry) -> str:
    return _span(entry.get("ci_low"), entry.get("ci_high"))


def _span(low: object, high: object) -> str:
    """Print two limits; the minus is the typographic one, which no spreadsheet takes for a formula."""
    if not (isinstance(low, float) and isinstance(high, float)):
        return ""
    return f"{low:.2f} … {high:.2f}".replace("-", "−")


def _whole_number(entry: Entry) -> str:
    dropped = entry.get("dropped")
    return str(dropped) if isinstance(dropped, int) else ""


def _number(value: object, places: int = 3) -> Decimal | str:
    """Give a number as a table prints it, so that a sheet can calculate with it, or a dash."""
    return Decimal(f"{value:.{places}f}") if isinstance(value, float | int) else "—"


def _p(value: object) -> str:
    return "" if not isinstance(value, float) else "<0.0001" if value < 0.0001 else f"{value:.4f}"  # noqa: PLR2004 -- the digits that are printed
