"""Sentences about files and tables from outside, and the words in which an import is shown first."""

from typing import Final

from reviewhub.edge.language.translatable import N_

TABLE_SENTENCES: Final[dict[str, str]] = {
    # files and tables from outside
    "file.empty": N_("文件里没有内容，请检查是否选错了文件。"),
    "file.too_large": N_("文件太大（展开后超过 %(limit_mb)s MB 或占用过多内存），请拆分后再上传。"),
    "file.too_many_rows": N_("超过 %(limit)s 行，请拆分后再上传。"),
    "file.damaged": N_("文件已损坏，打不开。请用 Excel 或 WPS 重新另存为 .xlsx 后再上传。"),
    "file.password": N_("文件设有打开密码，请去掉密码后再上传。"),
    "file.not_a_table": N_("这不是表格文件（实际内容为 %(found)s）。请上传 .xlsx、.xls 或 .csv。"),
    "file.encoding": N_("文字不是 UTF-8 或 GB18030 编码，无法读取。请另存为 .xlsx，或 UTF-8 编码的 .csv。"),
    "file.quotes": N_("第 %(row)s 行的引号不成对，或者有一格长得异常，无法分列。请另存为 .xlsx 后再上传。"),
    "table.empty": N_("工作表是空的。"),
    "table.no_header": N_(
        "没有找到表头，第一行是“%(found)s”。表中应有一行列名，至少包括：%(columns)s。"
        "如果是乱码或没有分列，请另存为 .xlsx。"
    ),
    "table.no_rows": N_("表头下面没有一行数据，没有可以导入的内容。"),
    "table.sheet_unread": N_("这张工作表没有读取，只读了“%(sheet)s”。请把要导入的内容放在第一张工作表里。"),
    "table.cell_error": N_("单元格显示 %(value)s，是公式出错。请在 Excel 中改正，或填入实际内容。"),
    "table.formula_uncomputed": N_("公式没有算出的结果。请用 Excel 或 WPS 打开并保存一次，或填入实际内容。"),
    "table.column_missing": N_("缺少“%(column)s”一列（也可写作：%(accepted)s）。现有列名：%(found)s。"),
    "table.column_twice": N_("列名重复：第 %(first)s 列和第 %(second)s 列，请只保留一列。"),
    "table.unit_missing": N_("没有写明“%(column)s”的金额单位，请在列名中注明，例如“金额（万元）”。"),
    "table.unit_unknown": N_("“%(column)s”的金额单位“%(unit)s”不认识，请用元、万元或亿元。"),
    "table.value_missing": N_("没有填写。"),
    "table.code_rounded": N_(
        "编码“%(value)s”被 Excel 当作数字存储，末几位已经丢失。请把该列设为文本后重新填写。"
    ),
    "table.not_a_whole_number": N_("“%(value)s”不是整数。"),
    "table.not_a_choice": N_("“%(value)s”不在可选项中，请填：%(choices)s。"),
    "table.not_a_month": N_("“%(value)s”不是年月，请写成 2020-11 或 2020年11月。"),
    "table.column_ignored": N_("这一列不在导入范围内，没有读取。"),
    "table.total_differs": N_("合计为 %(given)s 元，各行相加为 %(sum)s 元，请核对。"),
    "table.too_long": N_("有 %(length)s 个字，最多 %(limit)s 个字。"),
    "amount.missing": N_("没有填写金额。"),
    "amount.unreadable": N_("“%(value)s”不是金额，请填数字，例如 1768.95。"),
    "amount.negative": N_("金额不能是负数（%(value)s）。"),
    "amount.too_large": N_("金额 %(value)s 过大，请核对金额单位。"),
    "amount.part_exceeds_whole": N_("一般公共预算 %(part)s 元大于申报金额 %(whole)s 元。"),
    "amount.rounded_to_fen": N_("“%(value)s”不足一分的部分已四舍五入，按 %(yuan)s 元计。"),
    "project.code_twice": N_("项目编码 %(value)s 与第 %(first)s 行重复。"),
    "project.name_twice": N_("项目“%(value)s”与第 %(first)s 行重复（同一单位、同一名称且没有编码）。"),
    "project.year": N_("预算年度应在 %(first)s 到 %(last)s 之间。"),
    "expert.code_twice": N_("专家编号 %(value)s 与第 %(first)s 行重复。"),
    "expert.months_do_not_pair": N_("曾任职单位有 %(employers)s 个，离任时间有 %(months)s 个，应一一对应。"),
    "expert.month_typed_as_number": N_(
        "“%(value)s”被 Excel 当作数字，分不清是 1 月还是 10 月。请写成 2020-10 或 2020年10月。"
    ),
    "agency.credit_code_wrong": N_("统一社会信用代码“%(value)s”不正确（18 位，末位为校验码）。"),
    "agency.twice_but_different": N_("“%(value)s”与第 %(first)s 行重复，但两行内容不同。"),
    "agency.other_credit_code": N_("这家机构登记的统一社会信用代码是 %(known)s，表中是 %(given)s。"),
    "organization.two_names": N_("编码 %(given)s 在前面的行中是“%(known)s”，一个编码只能对应一个单位。"),
    "organization.two_codes": N_("“%(given)s”在前面的行中编码是 %(known)s，一个单位只能有一个编码。"),
    "organization.two_matches": N_("编码 %(given)s 与名称“%(known)s”在系统中分属两个单位，请核对。"),
    "organization.renamed": N_("单位更名：“%(known)s”改为“%(given)s”，原名保留备查。"),
    "organization.new_code": N_("单位编码由 %(known)s 改为 %(given)s。"),
    "import.ambiguous": N_("系统中有多个项目与“%(name)s”同单位同名，请在表中填写项目编码。"),
    "import.plan_changed": N_(
        "预览之后系统中的数据有变化，导入结果与您确认的不同，什么都没有写入。请重新核对。"
    ),
    "import.summary": N_(
        "表中 %(rows)s 行：新增 %(added)s，变更 %(changed)s，不变 %(unchanged)s，跳过 %(skipped)s。"
    ),
    "import.amounts": N_("%(units)s 个单位，申报金额 %(asked)s 万元，其中一般公共预算 %(general)s 万元。"),
    "import.change": N_("第 %(row)s 行 %(name)s：%(field)s 由 %(old)s 改为 %(new)s。"),
    "import.skip": N_("跳过%(why)s %(count)s 行：第 %(rows)s 行。"),
    "import.more": N_("另有 %(count)s 行未列出。"),
    "import.dry_run": N_("试运行，没有写入任何内容。"),
    "import.done": N_("已全部写入。"),
    "import.nothing": N_("与系统中的内容完全一致，没有写入。"),
    "import.refused": N_("有 %(count)s 处需要修改，没有写入任何内容。"),
    "import.list_total": N_(
        "合计 %(count)s 个项目，申报金额 %(asked)s 万元，其中一般公共预算 %(general)s 万元。"
    ),
    "label.skip.blank": N_("空行"),
    "label.skip.subtotal": N_("小计"),
    "label.skip.total": N_("合计"),
    "label.skip.note": N_("说明文字"),
    "label.skip.header": N_("重复的表头"),
    "label.skip.repeated": N_("与前面的行相同"),
    "label.yes": N_("是"),
    "label.no": N_("否"),
    "label.field.code": N_("编码"),
    "label.field.name": N_("名称"),
    "label.field.unit": N_("项目单位"),
    "label.field.department": N_("主管部门"),
    "label.field.nature": N_("项目属性"),
    "label.field.fund": N_("资金性质"),
    "label.field.asked": N_("申报金额"),
    "label.field.general_budget": N_("一般公共预算"),
    "label.field.remark": N_("备注"),
    "label.field.expert_class": N_("专家类别"),
    "label.field.title": N_("职称"),
    "label.field.fields": N_("专业领域"),
    "label.field.yearly_limit": N_("年度任务上限"),
    "label.field.status": N_("状态"),
    "label.field.employer": N_("工作单位"),
    "label.field.former_employers": N_("曾任职单位"),
    "label.field.credit_code": N_("统一社会信用代码"),
    "label.field.qualification": N_("资质"),
    "label.field.contact": N_("联系人"),
    "label.field.phone": N_("联系电话"),
    "label.field.is_agency": N_("登记为第三方机构"),
}
