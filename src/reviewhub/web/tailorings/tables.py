"""The form of a campaign's own indicators as a table to fill in."""

from typing import Final

from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.scoring.tailoring_tables import IndicatorForm

# Titles that the importer knows, in the language of the offices that fill them in.
HEADER: Final = ("项目编码", "项目名称", "上级指标", "指标名称", "指标值", "分值", "来源")


def form_table(form: IndicatorForm) -> ReportTable:
    """The table to fill in: every project with every place for own indicators."""
    rows = [
        (code, name, f"{place} {title}", "", "", None, "")
        for code, name in form.projects
        for place, title, _ in form.places
    ]
    sums = "；".join(f"{place} {title} {points.normalize():f} 分" for place, title, points in form.places)
    notes = (
        "说明：一行一个指标，同一上级指标有几个指标就复制几行；不填指标名称的行不导入。",
        "指标值写在一格里，例如 ≥95%、≤30天、80-90分；留空的由评审人判断。",
        f"同一项目同一上级指标下的分值合计须等于：{sums}（有可选指标去掉的，以该任务页面所列为准）。",
    )
    return ReportTable("自设指标导入表", (), HEADER, rows, notes)
