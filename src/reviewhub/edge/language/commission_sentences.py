"""Sentences of commissions and the documents handed in for them."""

from typing import Final

from reviewhub.edge.language.translatable import N_

COMMISSION_SENTENCES: Final[dict[str, str]] = {
    # uploaded documents: each sentence names the remedy
    "place.file": N_("%(rest)s"),
    "document.long_name": N_("文件名有 %(length)s 个字，最多 %(most)s 个字，请改短后重新上传。"),
    "document.climbing_name": N_("文件名里带有上级文件夹“..”，请在本机改名后重新上传。"),
    "document.empty": N_("文件没有内容，请在本机打开确认后重新上传。"),
    "document.too_large": N_("文件超过 %(limit_mb)s MB，请压缩图片或拆分后再上传。"),
    "document.old_office": N_("这是旧版 Office 文件，请用“另存为”存成 .docx 或 .xlsx 后再上传。"),
    "document.password": N_("文件设有打开密码，请去掉密码后再上传。"),
    "document.broken": N_("文件不完整或已损坏，请在本机打开确认，重新导出后再上传。"),
    "document.unreadable": N_("文件的文字多得读不完，无法核对内容。请拆成几份后再上传。"),
    "document.bomb": N_("文件解压后异常庞大，没有接收。请在本机打开后另存一份再上传。"),
    "document.doctype": N_("文件中含有不允许的文档类型声明，没有接收。请用 Office 打开后另存一份再上传。"),
    "document.other_kind": N_("按内容判断这是 %(found)s 文件，这里只接收 %(allowed)s。请转换格式后再上传。"),
    "document.two_kinds": N_(
        "文件同时是 %(kind)s 和 %(other)s，没有接收。请在本机打开后重新导出（或“打印为 PDF”）再上传。"
    ),
    "document.virus": N_("文件含有病毒（%(name)s），没有接收。请先在本机杀毒，再换一份干净的文件上传。"),
    "document.unscanned": N_("病毒检查程序现在没有应答，没有接收文件。请稍后再试；一直如此请联系管理员。"),
    "document.unscanned_size": N_(
        "文件超过病毒检查程序的上限，没有接收。请拆分后上传，或联系管理员调高上限。"
    ),
    "document.no_pages": N_("这份文件的页面读不出来，加不上水印，没有交出。请告知经办人换一份。"),
    "document.macros": N_("文件含有宏或控件，没有接收。请另存为不含宏的 .docx 或 .xlsx 后再上传。"),
    "document.external": N_(
        "文件会从外部读取内容（%(kinds)s），没有接收。请把外部链接断开、图片嵌入后再上传。"
    ),
    "document.pdf_action": N_(
        "PDF 中含有脚本或启动命令（%(actions)s），没有接收。请用“打印为 PDF”重新生成后再上传。"
    ),
    "scanner.failed": N_("文件检查程序“%(key)s”没有正常完成，没有接收文件。请稍后再试，或联系管理员。"),
    "document.none": N_("请先选择要上传的文件。"),
    # commissions
    "reason.missing": N_("请填写理由。"),
    "pledge.missing": N_("请先阅读并勾选承诺。"),
    "commission.not_key_evaluation": N_("只有财政重点绩效评价的任务可以委托第三方机构。"),
    "commission.no_agency": N_("请选择一家第三方机构。"),
    "commission.tied": N_(
        "%(agency)s 与项目单位或主管部门“%(organization)s”是同一单位或有隶属关系，应当回避，请另选机构。"
    ),
    "commission.already_given": N_("这项任务已经委托给机构。如需更换，请先在任务页排除原机构。"),
    "commission.due_past": N_("提交期限不能早于今天。"),
    "commission.due_after_close": N_("提交期限不能晚于批次截止日 %(closes)s，否则机构来不及提交打分表。"),
    "commission.not_open_for_reports": N_("当前状态不能上传成果报告；提交后如需修改，请联系经办人退回。"),
    "commission.same_report": N_("这份文件与第 %(number)s 版完全相同，没有重复登记。请确认选对了文件。"),
    "commission.report_missing": N_("还没有上传成果报告；退回之后须上传新的一版。"),
    "commission.sheet_missing": N_("打分表还没有提交，或者已被退回。"),
    "conclusion.report_not_approved": N_("这项任务委托给了第三方机构，成果报告验收之后才能形成结论。"),
}
