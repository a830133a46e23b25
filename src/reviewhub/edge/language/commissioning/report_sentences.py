"""Sentences of checks of reports."""

from typing import Final

from reviewhub.edge.language.translatable import N_

REPORT_SENTENCES: Final[dict[str, str]] = {
    "report.no_structure": N_("请选择一种报告结构。"),
    "report.no_text": N_("文件里没有可以读取的文字，可能是扫描件。请上传由文字处理软件导出的 PDF 或 DOCX。"),
    "label.act.check_report": N_("检查报告"),
}
