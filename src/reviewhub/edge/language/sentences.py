"""Every sentence a code can become; placeholders are the values that come with the code."""

from typing import Final

from reviewhub.edge.language.appointing.conflict_sentences import CONFLICT_SENTENCES
from reviewhub.edge.language.appointing.draw_sentences import DRAW_SENTENCES
from reviewhub.edge.language.appointing.invitation_sentences import INVITATION_SENTENCES
from reviewhub.edge.language.beside_sentences import BESIDE_SENTENCES
from reviewhub.edge.language.budget.money_sentences import MONEY_SENTENCES
from reviewhub.edge.language.budget.policy_sentences import BUDGET_POLICY_SENTENCES
from reviewhub.edge.language.campaign_sentences import CAMPAIGN_SENTENCES
from reviewhub.edge.language.commission_sentences import COMMISSION_SENTENCES
from reviewhub.edge.language.commissioning.agency_sentences import AGENCY_SENTENCES
from reviewhub.edge.language.commissioning.claim_sentences import CLAIM_SENTENCES
from reviewhub.edge.language.commissioning.desk_sentences import DESK_SENTENCES
from reviewhub.edge.language.commissioning.report_sentences import REPORT_SENTENCES
from reviewhub.edge.language.conclusion_sentences import CONCLUSION_SENTENCES
from reviewhub.edge.language.ledger_sentences import LEDGER_SENTENCES
from reviewhub.edge.language.measured_sentences import MEASURED_SENTENCES
from reviewhub.edge.language.packing.pack_sentences import PACK_SENTENCES
from reviewhub.edge.language.plugin_sentences import PLUGIN_SENTENCES
from reviewhub.edge.language.pool.expert_sentences import EXPERT_SENTENCES
from reviewhub.edge.language.pool.fee_sentences import FEE_SENTENCES
from reviewhub.edge.language.pool.matching_sentences import MATCHING_SENTENCES
from reviewhub.edge.language.pool.organization_sentences import ORGANIZATION_SENTENCES
from reviewhub.edge.language.pool.record_sentences import RECORD_SENTENCES
from reviewhub.edge.language.pool.registration_sentences import REGISTRATION_SENTENCES
from reviewhub.edge.language.releasing.disclosure_sentences import DISCLOSURE_SENTENCES
from reviewhub.edge.language.releasing.rectification_sentences import RECTIFICATION_SENTENCES
from reviewhub.edge.language.releasing.release_sentences import RELEASE_SENTENCES
from reviewhub.edge.language.result_sentences import RESULT_SENTENCES
from reviewhub.edge.language.scorer_sentences import SCORER_SENTENCES
from reviewhub.edge.language.statistic_sentences import STATISTIC_SENTENCES
from reviewhub.edge.language.table_sentences import TABLE_SENTENCES
from reviewhub.edge.language.template_sentences import TEMPLATE_SENTENCES
from reviewhub.edge.language.translatable import N_ as N_  # noqa: PLC0414 -- offered on to those who mark texts
from reviewhub.edge.language.whatif.goal_sentences import GOAL_SENTENCES
from reviewhub.edge.language.whatif.whatif_sentences import WHATIF_SENTENCES

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
    "account.unit_missing": N_("请选择所选财政局的一个项目单位或主管部门。"),
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
    "label.unit": N_("项目单位"),
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
    **BUDGET_POLICY_SENTENCES,
    **MONEY_SENTENCES,
    **CAMPAIGN_SENTENCES,
    **COMMISSION_SENTENCES,
    **AGENCY_SENTENCES,
    **DESK_SENTENCES,
    **CLAIM_SENTENCES,
    **REPORT_SENTENCES,
    **DRAW_SENTENCES,
    **CONFLICT_SENTENCES,
    **INVITATION_SENTENCES,
    **CONCLUSION_SENTENCES,
    **LEDGER_SENTENCES,
    **PACK_SENTENCES,
    **PLUGIN_SENTENCES,
    **RESULT_SENTENCES,
    **STATISTIC_SENTENCES,
    **SCORER_SENTENCES,
    **BESIDE_SENTENCES,
    **MEASURED_SENTENCES,
    **EXPERT_SENTENCES,
    **ORGANIZATION_SENTENCES,
    **FEE_SENTENCES,
    **REGISTRATION_SENTENCES,
    **RECORD_SENTENCES,
    **MATCHING_SENTENCES,
    **GOAL_SENTENCES,
    **RELEASE_SENTENCES,
    **DISCLOSURE_SENTENCES,
    **RECTIFICATION_SENTENCES,
    **WHATIF_SENTENCES,
}
