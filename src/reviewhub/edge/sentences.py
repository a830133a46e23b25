"""Every sentence a code can become; placeholders are the values that come with the code."""

from typing import Final


def N_(text: str) -> str:  # noqa: N802 -- gettext's own name for "translate later"
    """Mark a text for the catalogue."""
    return text


SENTENCES: Final[dict[str, str]] = {
    # places
    "place.row": N_("第 %(rest)s"),
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
    # plugins
    "plugin.missing": N_("插件“%(key)s”没有安装，请联系管理员。"),
    "plugin.other_version": N_("插件“%(key)s”固定的版本是 %(pinned)s，现装的是 %(present)s。"),
    "plugin.doubled_key": N_("两个插件使用了同一个名称“%(key)s”。"),
    "plugin.unknown_hook": N_("插件使用了不存在的接口：%(message)s"),
    "plugin.wrong_hook": N_("插件接口的参数不对：%(message)s"),
    "plugin.broken_import": N_("插件无法加载：%(message)s"),
    "plugin.bad_scale": N_("等级标准“%(key)s”的分档不完整。"),
    "policy.broken": N_("结果应用规则“%(policy)s”给出的金额超出了允许范围。"),
    # accounts
    "account.sign_in_failed": N_(
        "用户名或密码不对，或者账号已被锁定。连续输错会锁定 %(minutes)s 分钟；忘记密码请联系管理员。"
    ),
    "account.wrong_password": N_("原密码不对。"),
    "account.password_short": N_("密码至少 %(least)s 个字符。"),
    "account.login_taken": N_("这个用户名已有人使用。"),
    "account.already_set_up": N_("系统已经初始化，请直接登录。"),
    "account.not_oneself": N_("不能停用自己的账号。"),
    # numbers and answers: one rule everywhere
    "answer.missing": N_("还没有填写。"),
    "answer.not_a_number": N_("“%(given)s”不是数字，请填 %(least)s 到 %(most)s 之间的数，例如 4 或 4.5。"),
    "answer.out_of_range": N_("“%(given)s”超出范围，请填 %(least)s 到 %(most)s 之间、间隔 %(step)s 的数。"),
    "answer.unknown_choice": N_("“%(given)s”不在可选项中。"),
    "answer.unknown_criterion": N_("模板中没有这个指标。"),
    "answer.reason_missing": N_("得 %(points)s 分（满分 %(full)s），请填写扣分理由。"),
    "answer.always_applies": N_("这个指标不能选“不适用”。"),
    "answer.not_applicable_needs_reason": N_("选择“不适用”时请填写理由。"),
    "sheet.invalid": N_("打分表还有 %(count)s 处需要补充。"),
    # templates
    "template.invalid": N_("评分模板有 %(count)s 处错误。"),
    "template.shape": N_("格式不对：%(message)s"),
    "template.doubled_id": N_("指标编号 %(id)s 重复。"),
    "template.points": N_("指标 %(id)s 的分值必须是正数。"),
    "template.sum": N_("各指标分值之和是 %(sum)s，应为 %(full)s。"),
    "template.unknown_scale": N_("没有等级标准“%(key)s”。"),
    "template.unknown_scorer": N_("没有评分方法“%(key)s”。"),
    # results, as explain() gives them
    "result.total": N_("%(count)s 份打分表按“%(aggregator)s”汇总，得 %(total)s 分。"),
    "result.grade": N_("%(total)s 分不低于 %(lower)s 分，等级为“%(grade)s”。"),
    "result.conclusion": N_("%(total)s 分对应的评估结论为“%(conclusion)s”。"),
    "result.survives": N_("去掉任何一位专家，等级都仍为“%(grade)s”。"),
    "result.flips": N_("去掉专家 %(numbers)s 中的任一位，等级就不再是“%(grade)s”。"),
    "result.cannot_leave_out": N_("只有 %(count)s 份打分表，无法检验去掉一位专家后的等级。"),
    "result.too_few_sheets": N_("已有 %(count)s 份打分表，这种汇总方法至少需要 %(least)s 份。"),
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
    # scorers
    "scorer.level": N_("指标 %(criterion)s：选择等级 %(level)s。"),
    "scorer.gate": N_("指标 %(criterion)s：前提要素 %(element)s 不具备，得 0 分。"),
    "scorer.elements": N_("指标 %(criterion)s：%(of)s 项要素符合 %(met)s 项。"),
    "scorer.rate": N_("指标 %(criterion)s：比率为 %(rate)s%%。"),
    "scorer.band": N_("指标 %(criterion)s：数值 %(value)s 落在第 %(band)s 档。"),
    "scorer.deduction": N_("指标 %(criterion)s：问题 %(finding)s 共 %(count)s 处，扣 %(cost)s 分。"),
    # conflicts and panels
    "conflict.employer": N_("%(expert)s 现任职于%(organization)s，与被评项目有利害关系，不能选入。"),
    "conflict.former_employer": N_("%(expert)s 曾任职于%(organization)s（离任 %(until)s），未满三年。"),
    "panel.even": N_("专家人数为 %(count)s，是偶数；建议取单数。"),
    "panel.small": N_("专家只有 %(count)s 人，少于 %(least)s 人时结果容易由一人左右。"),
    "panel.overload": N_("%(name)s 本年任务将达到 %(load)s 项，超过上限 %(limit)s 项。"),
    "panel.same_employer": N_("%(names)s 来自同一单位。"),
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
    "label.support": N_("予以支持"),
    "label.support_after_rectification": N_("整改后支持"),
    "label.cut": N_("核减"),
    "label.cancel": N_("取消"),
}
