"""Sentences of releases, of what units ask, and of what is told about them."""

from typing import Final

from reviewhub.edge.language.translatable import N_

RELEASE_SENTENCES: Final[dict[str, str]] = {
    "release.nothing_chosen": N_("请至少选择一项结论。"),
    "release.changed_since": N_("所选结论中有的已经更正，或已列入别的下达清单，什么都没有写入。请重新选择。"),
    "release.to_redo": N_("“%(projects)s”须重做评审，重新形成结论后才能下达。"),
    "release.tied": N_("清单中有您申报过利益关系的单位的项目，请由别人办理。"),
    "release.another_person": N_("您已经办理过这份清单的前一环节，这一环节须由另一人办理。"),
    "release.changed": N_("清单内容与其摘要不符，不能继续办理，请联系审计核对台账。"),
    "release.outdated": N_("“%(projects)s”的结论在列入清单之后已经更正。请退回这份清单，重新拟制。"),
    "release.return_needs_reason": N_("请说明退回理由，最多 %(longest)s 个字。"),
    "release.wrong_password": N_(
        "密码不对，没有签发。连续输错会锁定账号 %(minutes)s 分钟；已被锁定时，正确的密码也不接受。"
    ),
    "reconsideration.newer_result": N_("这项结果之后已下达新的结果，请对新的结果提出。"),
    "reconsideration.already_asked": N_("您已就这项结果申请复核，请等待答复。"),
    "reconsideration.answered": N_("这项申请已经答复过。"),
    "reconsideration.needs_reason": N_("请写明理由，最多 %(longest)s 个字。"),
    # how far a release is, and what was done to it
    "label.release.prepared": N_("待复核"),
    "label.release.checked": N_("待签发"),
    "label.release.signed": N_("待下达"),
    "label.release.released": N_("已下达"),
    "label.release.returned": N_("已退回"),
    "label.release_step.prepare": N_("拟制"),
    "label.release_step.check": N_("复核"),
    "label.release_step.sign": N_("签发"),
    "label.release_step.release": N_("下达"),
    "label.release_step.return": N_("退回"),
    # messages
    "label.notice.released": N_("结果下达"),
    "message.released.subject": N_("评审结果已下达：%(campaign)s"),
    "message.released.text": N_("“%(campaign)s”中与贵单位有关的结果有 %(results)s 项。"),
    "message.released.next": N_("对结果有异议的，可以在结果页申请复核。"),
    # acts in the ledger
    "label.act.prepare_release": N_("拟制下达清单"),
    "label.act.check_release": N_("复核下达清单"),
    "label.act.sign_release": N_("签发下达清单"),
    "label.act.release_results": N_("下达结果"),
    "label.act.return_release": N_("退回下达清单"),
    "label.act.ask_reconsideration": N_("申请复核"),
    "label.act.answer_reconsideration": N_("答复复核申请"),
    "label.about.releases": N_("结果下达"),
    "label.about.reconsiderations": N_("申请复核"),
    "label.about.reconsideration_answers": N_("答复复核申请"),
}
