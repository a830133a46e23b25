"""A matching as the table by which it is handed out and corrected."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.matchings.inspecting import MatchingPage

# Titles that the importer knows, in the language of the offices that fill them in.
HEADER = ("任务序号", "项目名称", "专家编号", "姓名", "专家类别", "适配分", "处理")
NOTE = "说明：“处理”一栏填“保留”“增加”或“删除”；空着的行不变。增加时填写任务序号和专家编号即可。"


def pairs_table(page: MatchingPage) -> ReportTable:
    """Lay every pair out, with an empty column for what to do with it."""
    return ReportTable(_("匹配方案"), (), HEADER, list(_rows(page)), (NOTE,))


def _rows(page: MatchingPage) -> Iterator[Sequence[object]]:
    for task in page.tasks:
        for one in task.pairs:
            fit = f"{one.points / 100:.2f}"
            yield (task.number, task.project, one.code, one.name, one.expert_class, fit, "")
