"""Sentences of report packs: why none is made, and what checking one finds."""

from typing import Final

from reviewhub.edge.language.translatable import N_

PACK_SENTENCES: Final[dict[str, str]] = {
    "pack.nothing_concluded": N_("还没有形成评审结论，不能制作成果包。请先形成结论。"),
    "pack.unknown_look": N_("没有叫“%(given)s”的模板。"),
    "pack.look_gone": N_("选用的模板已不在文件夹里，或者太大。"),
    "renderer.template": N_("模板不能用：%(message)s。"),
    "label.act.ask_for_pack": N_("申请制作成果包"),
    "label.act.make_pack": N_("制作成果包"),
    "pack.table.agency_reports": N_("第三方机构成果报告"),
    "pack.table.releases": N_("结果下达"),
    "pack.table.rectification": N_("整改清单"),
    "pack.column.agency": N_("第三方机构"),
    "pack.column.report": N_("版本"),
    "pack.column.delivered_at": N_("提交日期"),
    "pack.column.document": N_("文件"),
    "pack.column.sha256": N_("文件摘要"),
    "pack.column.state": N_("状态"),
    "pack.column.release": N_("下达批次"),
    "pack.column.done_at": N_("下达日期"),
    "pack.column.criterion": N_("指标"),
    "pack.column.problem": N_("存在问题"),
    "pack.column.demand": N_("整改要求"),
    "pack.column.due_on": N_("整改期限"),
    "pack.archive_unreadable": N_("这不是完整的成果包：压缩文件已损坏、加密或内容重复。"),
    "pack.manifest_unreadable": N_("摘要清单已损坏，不能核对。"),
    "pack.file_unreadable": N_("成果包缺少这个文件，或者它已损坏。"),
    "pack.file_missing": N_("清单中有这个文件，成果包中没有。"),
    "pack.file_unlisted": N_("成果包中有这个文件，清单中没有。"),
    "pack.file_changed": N_("文件内容与清单中的摘要不符。"),
    "pack.data_unreadable": N_("原始数据已损坏，不能核对。"),
    "pack.cannot_recount": N_("原始数据已损坏，无法重算。"),
    "pack.sheets_differ": N_("打分表与结论所依据的不是同一批。"),
    "pack.sheet_differs": N_("按填写内容重新评出的分数与登记的不同。"),
    "pack.sheet_digest": N_("打分表内容与其摘要不符。"),
    "pack.panel_differs": N_("统计所用的分数与打分表不符。"),
    "pack.conclusion_differs": N_("按打分表重算的结果与结论不同。"),
    "pack.conclusion_digest": N_("结论内容与其摘要不符。"),
    "pack.asked_differs": N_("申报金额与结论中的不同。"),
    "pack.cannot_render": N_("按原始数据制作不出文件。"),
    "pack.document_differs": N_("文件内容与按原始数据重新制作的不同。"),
    "pack.document_unknown": N_("按原始数据不应有这个文件。"),
    "pack.other_version": N_(
        "成果包由其他版本的程序制作，文件不能逐字节核对。请用清单 made_with 所列的版本核对。"
    ),
}
