"""Sentences of invitations and of messages about them: a subject, a text, and what to do next."""

from typing import Final

from reviewhub.edge.language.translatable import N_

INVITATION_SENTENCES: Final[dict[str, str]] = {
    "invitation.expired": N_("答复期限已过，邀请已失效。如仍愿参加，请与经办人联系。"),
    "invitation.no_later": N_("现在不能再推迟答复，请接受或谢绝。"),
    "invitation.later_out_of_range": N_("请选择 %(first)s 到 %(last)s 之间的日期。"),
    "invitation.bad_reminders": N_("请填写最多 %(most)s 个小时数，每个在 1 到 %(hours)s 之间，例如 24、48。"),
    "invitation.days_out_of_range": N_("请填写 %(least)s 到 %(most)s 之间的天数。"),
    "invitation.bad_quiet_hours": N_("请填写 0 到 24 之间的整点，开始发送的时间要早于停止发送的时间。"),
    "invitation.bad_days": N_("“%(given)s”不是日期，请按 2026-10-01 的格式填写，用空格或逗号分开。"),
    "link.used": N_("这个链接已经用过，每个链接只能答复一次。"),
    "link.revoked": N_("这份邀请已经不在等您答复，链接随之失效。"),
    "link.expired": N_("这个链接已经过期。"),
    "link.answered": N_("这份邀请已经答复或失效，链接不能再用。"),
    "label.answer.accept": N_(
        "您通过这个链接接受了邀请。请登录系统查看项目并打分；还没有账号的，请联系经办人。"
    ),
    "label.answer.decline": N_("您通过这个链接谢绝了邀请，经办人会看到您的理由。"),
    "label.answer.later": N_(
        "您通过这个链接推迟了答复。到约定的那天早上会再发一封带新链接的提醒，也可以登录系统答复。"
    ),
    "label.answer.": N_("如需答复或更改，请登录系统查看“我的任务”，或与经办人联系。"),
    "label.notice.invitation": N_("邀请"),
    "label.notice.reminder": N_("提醒答复"),
    "label.notice.reminder_later": N_("约定日提醒"),
    "label.notice.expired": N_("邀请失效通知"),
    "label.notice.declined": N_("谢绝"),
    "label.notice.put_off": N_("推迟答复"),
    "label.notice.seat_expired": N_("邀请失效"),
    "label.notice.cut_off": N_("递补截止"),
    "label.notice.unreachable": N_("联系不上"),
    "label.notice.undelivered": N_("没有送达"),
    "label.notice.digest": N_("每日摘要"),
    "label.delivery.sent": N_("已发出"),
    "label.delivery.failed": N_("没有送达"),
    "label.delivery.dropped": N_("已答复，没有再发"),
    "message.greeting": N_("%(name)s，您好："),
    "message.footer": N_("本消息由%(bureau)s的评审系统发出，请勿直接回复。"),
    "message.sign_in": N_("请登录评审系统办理。"),
    "message.open": N_("查看邀请并答复"),
    "message.inbox": N_("登录查看"),
    "message.invitation.subject": N_("评审邀请：%(campaign)s"),
    "message.invitation.text": N_(
        "%(bureau)s邀请您评审“%(campaign)s”（%(panel)s，%(tasks)s 个项目），打分截止时间是 %(closes_at)s。"
    ),
    "message.invitation.next": N_("请在 %(answer_by)s 前答复：接受、谢绝，或者约定一个答复日期。"),
    "message.reminder.subject": N_("请答复评审邀请：%(campaign)s"),
    "message.reminder.text": N_("您还没有答复“%(campaign)s”的评审邀请（%(panel)s，%(tasks)s 个项目）。"),
    "message.reminder.next": N_("请在 %(answer_by)s 前答复；过时邀请自动失效。"),
    "message.reminder_later.subject": N_("您约定的答复日期到了：%(campaign)s"),
    "message.reminder_later.text": N_(
        "您推迟了对“%(campaign)s”评审邀请的答复（%(panel)s，%(tasks)s 个项目）。"
    ),
    "message.reminder_later.next": N_("请在 %(answer_by)s 前答复；过时邀请自动失效。"),
    "message.expired.subject": N_("评审邀请已失效：%(campaign)s"),
    "message.expired.text": N_(
        "没有在 %(answer_by)s 前收到您对“%(campaign)s”（%(panel)s）的答复，邀请已失效。"
    ),
    "message.expired.next": N_("如仍愿参加，请与经办人联系。"),
    "message.declined.subject": N_("%(expert)s谢绝了邀请：%(campaign)s"),
    "message.declined.text": N_("%(panel)s，%(tasks)s 个项目。理由：%(reason)s"),
    "message.put_off.subject": N_("%(expert)s推迟答复：%(campaign)s"),
    "notifier.failed": N_("通知渠道“%(key)s”出错。"),
    "message.put_off.text": N_("%(panel)s，%(tasks)s 个项目。约定在 %(until)s 当天结束前答复。"),
    "message.seat_expired.subject": N_("%(expert)s没有答复，邀请已失效：%(campaign)s"),
    "message.seat_expired.text": N_("%(panel)s，%(tasks)s 个项目。"),
    "message.next.followed": N_("已按抽取时的顺序邀请了递补专家。"),
    "message.next.empty": N_("没有可以自动递补的专家，请经办人决定是否另请。"),
    "message.cut_off.subject": N_("已到递补截止时间，请决定：%(campaign)s"),
    "message.cut_off.text": N_(
        "%(panel)s：已接受 %(accepted)s 份，谢绝或失效 %(empty)s 份（按专家和项目计）。"
    ),
    "message.cut_off.next": N_("系统不再自动递补。可以另请专家，也可以按现有专家评审。"),
    "message.unreachable.subject": N_("邀请送不到%(expert)s：%(campaign)s"),
    "message.unreachable.text": N_("这位专家没有账号，也没有可用的邮箱。"),
    "message.unreachable.next": N_("请在专家库补充邮箱，或建立账号后电话告知。"),
    "message.undelivered.subject": N_("发给%(name)s的消息没有送达"),
    "message.undelivered.text": N_("渠道：%(channel)s；内容：%(purpose)s；原因：%(failure)s。"),
    "message.undelivered.next": N_("请核对地址，或改用电话联系。"),
    "message.digest.subject": N_("%(day)s 评审情况摘要"),
    "message.digest.line": N_(
        "%(name)s：新谢绝 %(declined)s，新失效 %(expired)s，待答复 %(waiting)s，逾期未交打分表 %(overdue)s。"
    ),
    "calendar.answer": N_("答复评审邀请：%(campaign)s"),
    "calendar.score": N_("提交打分表：%(what)s"),
}
