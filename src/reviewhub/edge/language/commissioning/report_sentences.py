"""Sentences of checks of reports."""

from typing import Final

from reviewhub.edge.language.translatable import N_

REPORT_SENTENCES: Final[dict[str, str]] = {
    "report.no_structure": N_("请选择一种报告结构。"),
    "report.no_text": N_("文件里没有可以读取的文字，可能是扫描件。请上传由文字处理软件导出的 PDF 或 DOCX。"),
    "report.section_missing": N_("没有找到章节“%(title)s”。"),
    "report.annex_missing": N_("没有找到附件“%(title)s”。"),
    "report.section_empty": N_("第 %(page)s 页“%(heading)s”下几乎没有内容。"),
    "report.placeholder": N_("第 %(page)s 页还有待填写的文字：%(text)s"),
    "report.repeated": N_("与 %(file)s 雷同：全文 %(share)s%% 的文字相同，%(count)s 段大部分相同。"),
    "report.repeated_at": N_("第 %(page)s 页与对方第 %(there)s 页相同 %(share)s%%：%(text)s"),
    "report.in_order": N_("没有发现问题。"),
    "report.figures": N_("报告数据"),
    "report.parts": N_("章节和附件（%(structure)s）"),
    "report.no_figures": N_("没有读到评分表、总分或等级，没有核对数据。"),
    "report.faults": N_("共 %(count)s 处问题。"),
    "label.act.check_report": N_("检查报告"),
}
