"""Every sentence a code can become; placeholders are the values that come with the code."""

from typing import Final

from reviewhub.edge.language.beside_sentences import BESIDE_SENTENCES
from reviewhub.edge.language.measured_sentences import MEASURED_SENTENCES
from reviewhub.edge.language.scorer_sentences import SCORER_SENTENCES
from reviewhub.edge.language.table_sentences import TABLE_SENTENCES
from reviewhub.edge.language.template_sentences import TEMPLATE_SENTENCES
from reviewhub.edge.language.translatable import N_ as N_  # noqa: PLC0414 -- offered on to those who mark texts

SENTENCES: Final[dict[str, str]] = {
    # places
    "place.row": N_("第 %(rest)s 行"),
    "place.cell": N_("第 %(row)s 行“%(column)s”"),
    "place.column": N_("列 %(rest)s"),
    "place.criterion": N_("指标 %(rest)s"),
    "place.field": N_("%(rest)s"),
    "place.sheet": N_("工作表 %(rest)s"),
    # refusals
    "not_found": N_("没有找到您要的内容，可能已被移走，或者您无权查看。"),
    "not_allowed": N_("您的角色不能执行这项操作。"),
    "stale": N_("在您填写期间，别人已经改动了同一内容。您填的内容还在，请核对后再提交。"),
    "invalid": N_("有 %(count)s 处需要改正。"),
    "state.no_such_move": N_("当前状态为“%(state)s”，不能执行这项操作。"),
    "database.unavailable": N_("数据库暂时没有响应，什么都没有写入，请稍后再试。"),
    "database.not_current": N_("数据库结构与程序版本不一致，请先备份，再运行 reviewhub database upgrade。"),
    "store.unavailable": N_("文件存储暂时不可用，什么都没有写入，请稍后再试。"),
    "document.gone": N_("文件已不在存储中，请联系管理员。"),
    "document.damaged": N_("文件内容与登记的摘要不符，已停止提供，请联系管理员。"),
    "csrf": N_("页面停留太久，安全标记已失效。请返回上一页，刷新后重新提交，已保存的草稿不会丢失。"),
    "http.400": N_("请求不完整，请返回后重试。"),
    "http.401": N_("请先登录。"),
    "http.403": N_("您的角色不能打开这个页面。"),
    "http.404": N_("没有找到您要的内容，可能已被移走，或者您无权查看。"),
    "http.405": N_("这个地址不接受这种操作。"),
    "http.413": N_("文件太大，请压缩或拆分后再上传。"),
    "http.415": N_("不支持这种内容格式。"),
    "http.500": N_("系统出错，已记录。没有任何内容被写入一半，请稍后再试。"),
    # uploaded documents: each sentence names the remedy
    "place.file": N_("%(rest)s"),
    "document.empty": N_("文件没有内容，请在本机打开确认后重新上传。"),
    "document.too_large": N_("文件超过 %(limit_mb)s MB，请压缩图片或拆分后再上传。"),
    "document.old_office": N_("这是旧版 Office 文件，请用“另存为”存成 .docx 或 .xlsx 后再上传。"),
    "document.password": N_("文件设有打开密码，请去掉密码后再上传。"),
    "document.broken": N_("文件不完整或已损坏，请在本机打开确认，重新导出后再上传。"),
    "document.bomb": N_("文件解压后异常庞大，没有接收。请在本机打开后另存一份再上传。"),
    "document.doctype": N_("文件中含有不允许的文档类型声明，没有接收。请用 Office 打开后另存一份再上传。"),
    "document.other_kind": N_("按内容判断这是 %(found)s 文件，这里只接收 %(allowed)s。请转换格式后再上传。"),
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
    # plugins
    "plugin.missing": N_("插件“%(key)s”没有安装，请联系管理员。"),
    "plugin.other_version": N_("插件“%(key)s”固定的版本是 %(pinned)s，现装的是 %(present)s。"),
    "plugin.doubled_key": N_("插件 %(first)s 和 %(second)s 使用了同一个名称“%(key)s”，请移除其中一个。"),
    "plugin.unmarked_hook": N_("插件的接口函数没有标记 @hookimpl，不会被调用：%(message)s"),
    "plugin.unknown_hook": N_("插件使用了不存在的接口：%(message)s"),
    "plugin.wrong_hook": N_("插件接口的参数不对：%(message)s"),
    "plugin.broken_import": N_("插件无法加载：%(message)s"),
    "plugin.bad_name": N_(
        "插件名称“%(name)s”不合适：用小写字母开头，只用小写字母、数字和单个连字符，"
        "不超过 %(most)s 个字符，例如 green-space。"
    ),
    "plugin.taken_name": N_("名称“%(name)s”由本系统使用，请换一个。"),
    "plugin.folder_exists": N_(
        "“%(folder)s”已经存在，没有写入任何内容；请换一个名称，或用 --folder 换一个位置。"
    ),
    "plugin.bad_scale": N_("等级标准“%(key)s”的分档不完整。"),
    "scorer.failed": N_(
        "评分方法“%(key)s”在指标 %(criterion)s 上出错，这一项无法计分，不能提交；已填内容都在，请联系管理员。"
    ),
    "scorer.wrong_type": N_(
        "评分方法“%(key)s”在指标 %(criterion)s 上给出的不是分数，不能提交；已填内容都在，请联系管理员。"
    ),
    "scorer.out_of_range": N_(
        "评分方法“%(key)s”给指标 %(criterion)s 的分数超出了分值，不能提交；已填内容都在，请联系管理员。"
    ),
    "scorer.too_fine": N_(
        "评分方法“%(key)s”给指标 %(criterion)s 的分数多于四位小数，不能提交；已填内容都在，请联系管理员。"
    ),
    "scorer.too_slow": N_(
        "评分方法“%(key)s”在指标 %(criterion)s 上超过了时限，已被停止；已填内容都在，请稍后再试或联系管理员。"
    ),
    "scorer.died": N_(
        "评分方法“%(key)s”在指标 %(criterion)s 上退出了运行；已填内容都在，请稍后再试或联系管理员。"
    ),
    "aggregator.failed": N_("汇总方法“%(key)s”出错，没有算出结果；打分表都在，请联系管理员。"),
    "policy.failed": N_("结果应用规则“%(policy)s”出错，没有算出金额；打分表都在，请联系管理员。"),
    "conflict_rule.failed": N_("回避规则“%(key)s”出错，无法检查利益关系，什么都没有写入，请联系管理员。"),
    "renderer.failed": N_("文件格式“%(key)s”出错，没有生成文件，请换一种格式或联系管理员。"),
    "policy.broken": N_("结果应用规则“%(policy)s”给出的金额超出了允许范围。"),
    # accounts
    "account.sign_in_failed": N_(
        "用户名或密码不对，或者账号已被锁定。连续输错会锁定 %(minutes)s 分钟；忘记密码请联系管理员。"
    ),
    "account.wrong_password": N_("原密码不对。"),
    "account.password_short": N_("密码至少 %(least)s 个字符。"),
    "account.unknown": N_("没有账号“%(login)s”。"),
    "account.login_taken": N_("这个用户名已有人使用。"),
    "account.bureau_missing": N_("请选择财政局。"),
    "account.expert_missing": N_("请选择所选财政局的一位评审专家。"),
    "account.agency_missing": N_("请选择所选财政局的一家第三方机构。"),
    "account.already_set_up": N_("系统已经初始化，请直接登录。"),
    "account.not_oneself": N_("不能停用自己的账号。"),
    # numbers and answers: one rule everywhere
    "answer.missing": N_("还没有填写。"),
    "answer.missing.within": N_("还没有填写，请填 %(least)s 到 %(most)s 之间的数。"),
    "answer.missing.open": N_("还没有填写，请填不小于 %(least)s 的数。"),
    "answer.not_a_number": N_("“%(given)s”不是数字，请填 %(least)s 到 %(most)s 之间的数，例如 4 或 4.5。"),
    "answer.not_a_number.open": N_("“%(given)s”不是数字，请填不小于 %(least)s 的数，例如 4 或 4.5。"),
    "answer.out_of_range": N_("“%(given)s”不合要求，请填 %(least)s 到 %(most)s 之间、间隔 %(step)s 的数。"),
    "answer.unknown_choice": N_("“%(given)s”不在可选项中，可选的有：%(choices)s。"),
    "answer.not_a_check": N_("“%(given)s”既不是“是”也不是“否”，请填“是”或“否”。"),
    "answer.unknown_criterion": N_("模板中没有这个指标。"),
    "answer.reason_missing": N_("得 %(points)s 分（满分 %(full)s），请填写扣分理由。"),
    "answer.evidence_missing": N_("请写明依据的材料和页码。"),
    "answer.always_applies": N_("这个指标不能选“不适用”。"),
    "answer.not_applicable_needs_reason": N_("选择“不适用”时请填写理由。"),
    "answer.unknown_name": N_("模板中没有这个填写项。"),
    "answer.too_long": N_("文字太长，最多 %(most)s 个字。"),
    "answer.not_text": N_("含有无法保存的字符，请改用普通文字。"),
    "sheet.na": N_("不适用"),
    "sheet.reason": N_("理由"),
    "sheet.evidence": N_("依据材料"),
    "sheet.opinion": N_("总体意见"),
    "sheet.already_submitted": N_("这张打分表已经提交；要修改须由经办人退回。"),
    "sheet.not_returnable": N_("这张打分表已有新的提交、已退回，或任务已出结论，不能退回。"),
    "draft.wrong_shape": N_("草稿的格式不对，没有保存。"),
    "draft.too_large": N_("草稿太大，没有保存。"),
    "sheet.invalid": N_("打分表还有 %(count)s 处需要补充。"),
    # tables of scores and what a command names
    "scores.invalid": N_("评分表有 %(count)s 处需要改正，没有计算结果。"),
    "scores.none": N_("评分表里没有一行评分。"),
    "scores.no_criteria": N_("没有找到指标列：列名应为评分模板的指标编号，例如 1.1。"),
    "scores.criterion_missing": N_("文件中没有这个指标的评分，应有列“%(names)s”。"),
    "scores.several_values": N_("这个指标要分别填写几个值，请改用列“%(names)s”。"),
    "scores.asked_differs": N_(
        "同一项目的申报金额前后不一致：这里是 %(value)s 元，第 %(first)s 行是 %(earlier)s 元。"
    ),
    "scores.class_differs": N_(
        "同一专家的类别前后不一致：这里是“%(value)s”，第 %(first)s 行是“%(earlier)s”。"
    ),
    "scores.given_twice": N_(
        "%(expert)s对“%(project)s”的指标 %(criterion)s 打了两次分，第一次在第 %(first)s 行。"
    ),
    "scores.total_differs": N_("合计 %(total)s 与各指标之和 %(sum)s 不一致。"),
    "choice.unknown": N_("没有“%(key)s”，可用的有：%(known)s。"),
    **TABLE_SENTENCES,
    **TEMPLATE_SENTENCES,
    # results, as explain() gives them
    "result.total": N_("%(count)s 份打分表按“%(aggregator)s”汇总，得 %(total)s 分。"),
    "result.grade": N_("%(total)s 分不低于 %(lower)s 分，等级为“%(grade)s”。"),
    "result.conclusion": N_("%(total)s 分对应的评估结论为“%(conclusion)s”。"),
    "result.survives": N_("去掉任何一位专家，等级都仍为“%(grade)s”。"),
    "result.flips": N_("去掉专家 %(numbers)s 中的任一位，等级就不再是“%(grade)s”。"),
    "result.cannot_leave_out": N_("只有 %(count)s 份打分表，无法检验去掉一位专家后的等级。"),
    "result.too_few_sheets": N_("已有 %(count)s 份打分表，这种汇总方法至少需要 %(least)s 份。"),
    "aggregator.class_unknown": N_(
        "汇总方法“%(aggregator)s”按专家类别计算，有 %(count)s 份打分表的专家类别不明。"
    ),
    "aggregator.class_missing": N_("汇总方法“%(aggregator)s”需要每类专家至少一份打分表，还缺：%(classes)s。"),
    "aggregator.class_without_weight": N_("汇总方法“%(aggregator)s”没有规定这些类别的权重：%(classes)s。"),
    "aggregator.class_weights": N_("按专家类别加权：%(weights)s。"),
    "aggregator.trimmed": N_("去掉了最低分 %(lowest)s 和最高分 %(highest)s。"),
    "policy.support": N_("等级“%(grade)s”：按申报金额 %(asked)s 万元予以支持，建议安排 %(amount)s 万元。"),
    "policy.support_after_rectification": N_(
        "等级“%(grade)s”：完成整改后予以支持，申报 %(asked)s 万元，建议安排 %(amount)s 万元。"
    ),
    "policy.cut": N_(
        "等级“%(grade)s”：申报 %(asked)s 万元，核减 %(cut)s 万元，建议安排 %(amount)s 万元。理由：%(why)s"
    ),
    "policy.cut_needs_figure": N_("等级“%(grade)s”：申报 %(asked)s 万元，须由经办人确定核减金额并说明理由。"),
    "policy.cancel": N_("等级“%(grade)s”：申报 %(asked)s 万元，建议取消，安排 %(amount)s 万元。"),
    # conclusions and their verification
    "result.sealed": N_("打分尚未全部完成。在最后一份打分表提交之前，任何人都看不到分数，以免影响其他专家。"),
    "conclusion.sheets_missing": N_("打分表尚未收齐，还不能形成结论。"),
    "conclusion.cut_missing": N_("请填写核减金额。"),
    "conclusion.cut_not_asked": N_("这个等级不需要核减金额。"),
    "conclusion.cut_out_of_range": N_("核减金额应大于 0、不超过申报的 %(most)s 万元，精确到分。"),
    "conclusion.cut_not_a_number": N_("“%(given)s”不是金额，请填数字，例如 120.5。"),
    "conclusion.cut_needs_reason": N_("请说明核减理由。"),
    "conclusion.correction_needs_reason": N_("已有结论，更正时请说明理由。"),
    "conclusion.nothing_chosen": N_("请至少选择一个任务。"),
    "conclusion.changed_since": N_("“%(project)s”的结果在预览之后有变化，什么都没有写入。请重新预览。"),
    "conclusion.sheet_gone": N_("结论依据的打分表已不完整。"),
    "conclusion.digest": N_("结论内容与其摘要不符。"),
    "conclusion.changed": N_("按打分表重算的结果与结论不同。"),
    "conclusion.column": N_("这一列与结论内容不符。"),
    "conclusion.cannot_recompute": N_("依据的数据已损坏，无法重算。"),
    "task.asked_changed": N_("任务的申报金额与结论中的不同。"),
    "template.digest": N_("评分模板与其摘要不符。"),
    "sheet.answers_changed": N_("打分表的填写内容已不能评出分数。"),
    "sheet.cannot_recount": N_("评分方法出错，无法按填写内容重新评分，没有核对这张打分表。"),
    "sheet.points_changed": N_("按填写内容重新评出的分数与登记的不同。"),
    "sheet.digest": N_("打分表内容与其摘要不符。"),
    "row.changed": N_("这一行与台账最后登记的不同。"),
    "row.deleted": N_("台账登记过的这一行不见了。"),
    "row.unrecorded": N_("这一行从未在台账中登记。"),
    "row.unreadable": N_("这一行已损坏，无法读出。"),
    "ledger.missing": N_("台账缺少这一条。"),
    "ledger.changed": N_("这一条台账被改动过。"),
    "ledger.broken_link": N_("这一条台账与上一条衔接不上。"),
    "ledger.unknown_head": N_("台账中没有您留存的末端摘要：末尾被截去，或者整条台账被重写过。"),
    # what the agreement of a panel says
    "agreement.one_project": N_("只有一个项目收齐了打分表，无法衡量专家之间是否一致；至少需要两个项目。"),
    "agreement.undefined": N_("分数之间没有差别或缺得太多，算不出一致程度。"),
    "agreement.too_few": N_(
        "整体一致性 %(value)s，但依据的项目太少（%(projects)s 个），还说不准："
        "可能在 %(low)s（%(low_band)s）到 %(high)s（%(high_band)s）之间。"
    ),
    "agreement.between": N_(
        "整体一致性 %(value)s：有 95%% 的把握，真实的一致程度在 "
        "%(low)s（%(low_band)s）到 %(high)s（%(high_band)s）之间。"
    ),
    "agreement.alike": N_(
        "这 %(projects)s 个项目的得分彼此太接近，项目之间的差别不比专家之间的差别大，排不出先后"
        "（一致性系数 %(value)s 没有意义）；这不等于专家有分歧。"
    ),
    "agreement.spread": N_("专家总分与平均分相差平均 %(distance)s 分，最高与最低相差 %(range)s 分。"),
    "agreement.odd": N_(
        "专家%(number)s 的总分离平均分 %(distance)s 分，与其他专家的差距不像偶然。"
        "这只提示再看一遍理由，不说明谁对谁错。"
    ),
    "agreement.no_odd": N_("没有哪位专家的总分明显偏离其他人。"),
    "label.band_poor": N_("较低"),
    "label.band_moderate": N_("中等"),
    "label.band_good": N_("较好"),
    "label.band_excellent": N_("很好"),
    # acts in the ledger
    "label.act.set_up": N_("初始化"),
    "label.act.change_password": N_("修改密码"),
    "label.act.create_account": N_("建立账号"),
    "label.act.reset_password": N_("重设密码"),
    "label.act.disable_account": N_("停用账号"),
    "label.act.enable_account": N_("启用账号"),
    "label.act.create_campaign": N_("新建批次"),
    "label.act.add_tasks": N_("选入项目"),
    "label.act.open_campaign": N_("开始评审"),
    "label.act.close_campaign": N_("截止评审"),
    "label.act.form_panel": N_("组建专家组"),
    "label.act.accept_invitation": N_("接受邀请"),
    "label.act.decline_invitation": N_("谢绝邀请"),
    "label.act.recuse": N_("申请回避"),
    "label.act.exclude": N_("排除专家"),
    "label.act.submit_sheet": N_("提交打分表"),
    "label.act.return_sheet": N_("退回打分表"),
    "label.act.conclude": N_("形成结论"),
    "label.act.conclude_many": N_("批量形成结论"),
    "label.act.import_projects": N_("导入项目"),
    "label.act.import_experts": N_("导入专家"),
    "label.act.import_agencies": N_("导入机构"),
    **SCORER_SENTENCES,
    **BESIDE_SENTENCES,
    **MEASURED_SENTENCES,
    "label.act.add_material": N_("上传材料"),
    "label.act.offer_commission": N_("发出委托"),
    "label.act.take_commission": N_("接受委托"),
    "label.act.decline_commission": N_("谢绝委托"),
    "label.act.deliver_report": N_("上传成果报告"),
    "label.act.submit_commission": N_("提交验收"),
    "label.act.approve_report": N_("通过验收"),
    "label.act.return_report": N_("退回成果报告"),
    # what an act of the ledger is about, by its table
    "label.about.acceptances": N_("验收"),
    "label.about.accounts": N_("账号"),
    "label.about.assignments": N_("分派"),
    "label.about.campaigns": N_("批次"),
    "label.about.commissions": N_("委托"),
    "label.about.conclusions": N_("结论"),
    "label.about.documents": N_("文件"),
    "label.about.experts": N_("专家库"),
    "label.about.organizations": N_("单位和机构"),
    "label.about.panels": N_("专家组"),
    "label.about.projects": N_("项目"),
    "label.about.reports": N_("成果报告"),
    "label.about.sheet_returns": N_("退回打分表"),
    "label.about.sheets": N_("打分表"),
    "label.about.tasks": N_("任务"),
    # conflicts and panels
    "conflict.employer": N_("%(expert)s 现任职于%(organization)s，与被评项目有利害关系，不能选入。"),
    "conflict.former_employer": N_("%(expert)s 曾任职于%(organization)s（离任 %(until)s），未满三年。"),
    "panel.even": N_("专家人数为 %(count)s，是偶数；建议取单数。"),
    "panel.small": N_("专家只有 %(count)s 人，少于 %(least)s 人时结果容易由一人左右。"),
    "panel.overload": N_("%(name)s 本年任务将达到 %(load)s 项，超过上限 %(limit)s 项。"),
    "panel.same_employer": N_("%(names)s 来自同一单位。"),
    "campaign.not_open": N_("评审还没有开始。"),
    "campaign.over": N_("评审已经截止。"),
    # campaigns
    "campaign.name_missing": N_("请填写批次名称"),
    "campaign.tailoring_misfits": N_(
        "有任务的指标设定与新版不符（不评的指标在新版中不是可选的，或自设指标的分值不等于新版的分值）；请在新版中保留这些指标。"
    ),
    "campaign.template_lacks": N_("这个模板用到的 %(keys)s 没有安装，请联系系统管理员安装相应的插件。"),
    "campaign.template_of_other_kind": N_("请选择与批次类型相符的评分模板。"),
    "campaign.unknown_method": N_("没有“%(key)s”这种方法，请重新选择。"),
    "campaign.ends_before_start": N_("截止时间必须晚于开始时间。"),
    "campaign.no_tasks": N_("批次里还没有评审任务，请先选择项目再开始评审。"),
    "about.builtin.mean_of_criterion_means": N_(
        "先求每个指标的平均分（保留两位小数），再相加；打印的汇总表逐行可加。"
    ),
    "about.builtin.mean_of_totals": N_("各专家总分直接平均，最常用。"),
    "about.builtin.trimmed_mean": N_("各去掉一个最高分和最低分后平均，至少要有五份打分表。"),
    "about.builtin.median": N_("取各专家总分的中间值，个别极端打分影响最小。"),
    "about.builtin.kunming_2021": N_("优：按申报支持；良：整改后支持；中：由经办人确定核减金额；差：取消。"),
    # panels
    "panel.nobody": N_("请至少选择一位专家和一项任务。"),
    "panel.accept_warnings": N_("请先看过上面的提示，并勾选“已知悉”。"),
    "panel.name_missing": N_("请给专家组起一个名称。"),
    "panel.not_in_pool": N_("%(name)s 不在库，不能邀请。"),
    "panel.already_there": N_("所选专家已在所选任务的专家组里。"),
    "conflict.former_employer_unknown": N_(
        "%(expert)s 曾任职于%(organization)s，离任时间不详，请核实是否已满三年。"
    ),
    # why a statistic has no value
    "stats.no_scores": N_("还没有分数。"),
    "stats.one_target": N_("只有一个项目，比较不出一致程度。"),
    "stats.one_rater": N_("只有一位专家，没有人可比。"),
    "stats.too_few_complete_targets": N_("全体专家都打过分的项目太少。"),
    "stats.incomplete": N_("有专家没有给全部项目打分，这个指标要求分数齐全。"),
    "stats.no_pairs": N_("没有一个项目得到两位以上专家的分数。"),
    "stats.too_few_scores": N_("分数太少。"),
    "stats.too_few_shared_targets": N_("专家共同打过分的项目太少。"),
    "stats.all_equal": N_("所有分数都相同，无从区分。"),
    "stats.no_target_variance": N_("各项目的平均分没有差别，无从比较。"),
    "stats.no_residual_variance": N_("专家之间没有任何差异。"),
    "stats.no_positive_variance": N_("分数的差异不足以估计。"),
    "stats.raters_constant": N_("每位专家给所有项目的分数都相同，排不出先后。"),
    "stats.negative_scores": N_("有负分，这个指标不适用。"),
    "stats.level_too_low": N_("这种分数只能比较是否相同，不能计算这个指标。"),
    "stats.no_scale": N_("没有说明评分范围。"),
    "stats.means_near_scale_end": N_("平均分太接近评分范围的一端。"),
    "stats.scores_off_scale": N_("有分数超出评分范围。"),
    "stats.no_cutoffs": N_("没有等级分界。"),
    # how far a task is
    "label.scoring": N_("打分中"),
    "label.sealed": N_("待下结论"),
    "label.concluded": N_("已下结论"),
    "label.block": N_("不能邀请"),
    "label.warn": N_("请核实"),
    # words for states, roles and actions
    "label.preparing": N_("筹备中"),
    "label.open": N_("评审中"),
    "label.closed": N_("已截止"),
    "label.invited": N_("已邀请"),
    "label.accepted": N_("已接受"),
    "label.declined": N_("已谢绝"),
    "label.expired": N_("已过期"),
    "label.replaced": N_("已替换"),
    "label.recused": N_("已回避"),
    "label.excluded": N_("已排除"),
    "label.not_begun": N_("未开始"),
    "label.begun": N_("打分中"),
    "label.sent_back": N_("已退回"),
    "label.submitted": N_("已提交"),
    "label.waiting": N_("未到时间"),
    "label.missed": N_("已截止，未提交"),
    "label.offered": N_("待接受"),
    "label.taken": N_("已接受"),
    "label.delivered": N_("待验收"),
    "label.returned": N_("已退回"),
    "label.approved": N_("已验收"),
    "label.officer": N_("经办人"),
    "label.expert": N_("评审专家"),
    "label.agency": N_("第三方机构"),
    "label.leader": N_("领导"),
    "label.auditor": N_("审计监督"),
    "label.operator": N_("系统管理员"),
    "label.prior_assessment": N_("事前绩效评估"),
    "label.key_evaluation": N_("财政重点绩效评价"),
    "label.goal_review": N_("绩效目标审核"),
    "label.self_evaluation": N_("单位自评"),
    "label.budget_review": N_("预算评审"),
    "label.agency_quality": N_("第三方机构执业质量评价"),
    "label.support": N_("予以支持"),
    "label.support_after_rectification": N_("整改后支持"),
    "label.cut": N_("核减"),
    "label.cancel": N_("取消"),
}
