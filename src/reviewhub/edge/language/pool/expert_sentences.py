"""Sentences of experts: standing and moves, why one cannot be asked, what is wrong with a record."""

from typing import Final

from reviewhub.edge.language.translatable import N_

EXPERT_SENTENCES: Final[dict[str, str]] = {
    # standing, in the words of the register
    "label.草稿": N_("草稿"),
    "label.审核中": N_("审核中"),
    "label.在库": N_("在库"),
    "label.停用": N_("停用中"),
    "label.出库": N_("已出库"),
    "label.正高": N_("正高"),
    "label.副高": N_("副高"),
    "label.中级": N_("中级"),
    "label.其他": N_("其他"),
    # moves: the button, and what follows from it
    "label.move.submit": N_("提交审核"),
    "label.move.accept": N_("审核通过，入库"),
    "label.move.send_back": N_("退回修改"),
    "label.move.refuse": N_("不予入库"),
    "label.move.suspend": N_("停用专家"),
    "label.move.resume": N_("恢复在库"),
    "label.move.leave": N_("办理出库"),
    "label.move.readmit": N_("重新审核"),
    "label.move.import": N_("导入名册"),
    "label.after.submit": N_("资料进入审核，通过之前不能被抽取或邀请。"),
    "label.after.accept": N_("该专家从现在起可以被抽取和邀请。"),
    "label.after.send_back": N_("资料退回草稿，补充后重新提交。"),
    "label.after.refuse": N_("该专家出库，不能被抽取或邀请；理由保留备查。"),
    "label.after.suspend": N_(
        "停用期间不能被抽取或邀请，已接受的任务不受影响；到停用的最后一天为止，次日自动恢复在库。"
    ),
    "label.after.resume": N_("该专家从现在起可以被抽取和邀请。"),
    "label.after.leave": N_("该专家不再被抽取或邀请；评审记录都保留，再入库须重新审核。"),
    "label.after.readmit": N_("资料重新进入审核，通过之后才能被抽取或邀请。"),
    # why an expert cannot be asked now
    "expert.not_in_pool": N_("不在库（%(state)s）。"),
    "expert.suspended": N_("停用中，停用到 %(until)s。"),
    "expert.not_available": N_("本人或经办人标明暂不参加评审。"),
    "expert.absent": N_("%(first)s 至 %(last)s 不能参加。"),
    "expert.not_confirmed": N_("资料超过 %(months)s 个月没有确认。"),
    "expert.yearly_limit": N_("本年已有 %(load)s 项任务，上限为 %(limit)s 项。"),
    # what is wrong with a record
    "expert.suspension_over": N_("停用的最后一天（%(until)s）已经过去，请填今天或以后的日期。"),
    "expert.no_speciality": N_("专业目录中没有“%(value)s”，请填目录中的代码或名称。"),
    "expert.not_a_phone": N_("请填电话号码，例如 13800138000 或 0871-68161234。"),
    "expert.not_an_email": N_("请填一个电子邮箱地址，例如 zhang@example.cn。"),
    "expert.not_an_absence": N_("“%(value)s”不是日期，请写成 2026-05-01 至 2026-05-07，每行一段。"),
    "expert.absence_backwards": N_("%(first)s 晚于 %(last)s，请核对先后。"),
    # fields of a record in a preview
    "label.field.gender": N_("性别"),
    "label.field.region": N_("地区"),
    "label.field.email": N_("电子邮箱"),
    "label.field.certificate": N_("职称证书编号"),
    "label.field.duties": N_("职务"),
    "label.field.specialities": N_("专业代码"),
    # what experts propose
    "correction.nothing": N_("请至少填写一项要更正的内容。"),
    "correction.decided": N_("这份更正已经处理过。"),
    "label.correction.open": N_("等待经办人处理"),
    "label.correction.taken": N_("已采纳"),
    "label.correction.refused": N_("未采纳"),
    "label.correction.title": N_("职称"),
    "label.correction.certificate": N_("职称证书编号"),
    "label.correction.employer": N_("工作单位"),
    "label.correction.left": N_("原单位离任时间"),
    "label.correction.fields": N_("专业领域"),
    "label.correction.specialities": N_("专业代码"),
    "label.about.corrections": N_("资料更正"),
    "label.act.save_own_record": N_("修改本人资料"),
    "label.act.confirm_own_record": N_("确认本人资料"),
    "label.act.propose_correction": N_("申请更正资料"),
    "label.act.take_correction": N_("采纳资料更正"),
    "label.act.refuse_correction": N_("不采纳资料更正"),
    # acts in the ledger
    "label.act.save_record": N_("更正专家资料"),
    "label.act.move_record": N_("变更专家在库状态"),
}
