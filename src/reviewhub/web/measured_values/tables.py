"""The form of a campaign's measured values as a table to fill in."""

from typing import Final

from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.scoring.measured_tables import FormLine, MeasuredForm

# Titles that the importer knows, in the language of the offices that fill them in.
HEADER: Final = ("序号", "项目编码", "项目名称", "指标数据", "数值", "单位", "来源", "佐证材料")
NOTES: Final = ("说明：没有数据的行，“数值”留空即可，导入时自动跳过；填了数值就要写明来源。",)


def form_table(form: MeasuredForm) -> ReportTable:
    """The table to fill in: every project with every value, what stands already filled in."""
    rows = [(str(number), *_row(line)) for number, line in enumerate(form.lines, 1)]
    return ReportTable("指标数据导入表", (), HEADER, rows, NOTES)


def _row(line: FormLine) -> tuple[object, ...]:
    one, unit = line.line.standing, line.line.unit.zh
    asked = (line.code, line.project, line.line.label.zh)
    if one is None or one.value is None or one.unit != unit:
        return (*asked, None, unit, "", "")
    return (*asked, one.value, unit, one.source, one.evidence)
