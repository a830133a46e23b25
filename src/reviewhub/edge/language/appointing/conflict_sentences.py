"""Sentences of conflicts of interest: what rules find, how a finding stands, what a declaration lacks."""

from typing import Final

from reviewhub.edge.language.translatable import N_

CONFLICT_SENTENCES: Final[dict[str, str]] = {
    # hits
    "conflict.employer": N_("%(expert)s 现任职于%(organization)s，与被评项目有利害关系，不能选入。"),
    "conflict.former_employer": N_("%(expert)s 曾任职于%(organization)s（离任 %(until)s），未满三年。"),
    "conflict.former_employer_unknown": N_(
        "%(expert)s 曾任职于%(organization)s，离任时间不详，请核实是否已满三年。"
    ),
    "conflict.related_employer": N_("%(expert)s 现任职于%(organization)s，是项目单位%(unit)s的%(what)s。"),
    "conflict.related_employer_before": N_(
        "%(expert)s 曾任职于%(organization)s，是项目单位%(unit)s的%(what)s，离任未满三年或时间不详。"
    ),
    "conflict.office": N_("%(expert)s 申报与%(organization)s的关系：%(what)s，在持续期间或结束未满三年。"),
    "conflict.avoided_unit": N_("%(expert)s 申报%(organization)s为回避单位。"),
    "conflict.took_part": N_("%(expert)s 申报参与过“%(project)s”的论证、设计、预算编制或前期评审。"),
    "conflict.took_part_of_unit": N_(
        "%(expert)s 申报参与过%(organization)s的项目工作，没有写明是哪个项目，请核实。"
    ),
    "conflict.earlier_review": N_("%(expert)s 评审过本项目（%(year)s 年，%(campaign)s）。"),
    "conflict.kin": N_("%(expert)s 申报与%(whom)s有关系：%(what)s。"),
    "conflict.same_person": N_("%(expert)s 与项目%(what)s %(person)s 的证件号码或手机号相同，是同一人。"),
    "conflict.namesake": N_("%(expert)s 与项目%(what)s %(person)s 同名，请核实是不是同一人。"),
    "conflict.objection": N_("项目单位申请 %(expert)s 回避：%(grounds)s"),
    "conflict.agency_staff": N_("%(expert)s 现在或三年内任职于承担本任务的机构%(organization)s。"),
    "conflict.agency_again": N_(
        "%(agency)s %(year)s 年已受托评价%(organization)s的项目，连续两年为同一机构。"
    ),
    "conflict.recused": N_("%(expert)s 打分后自行回避：%(grounds)s"),
    "label.recusal": N_("评审人自行回避"),
    # what the hits name
    "label.relation.parent": N_("上级单位"),
    "label.relation.subsidiary": N_("下属单位"),
    "label.tie.kin": N_("近亲属（配偶、直系血亲、三代以内旁系血亲、近姻亲）"),
    "label.tie.close": N_("其他密切关系（师生、合作、债务、诉讼等）"),
    "label.tie.adviser": N_("担任顾问"),
    "label.tie.director": N_("担任董事"),
    "label.tie.supervisor": N_("担任监事"),
    "label.tie.shareholder": N_("持有股份或实际控制"),
    "label.tie.took_part": N_("参与过项目论证、设计、预算编制或前期评审"),
    "label.tie.avoided": N_("回避单位（不写明原因）"),
    "label.involved.responsible": N_("负责人"),
    "label.involved.applicant": N_("申请人"),
    "label.involved.planned": N_("论证人员"),
    "label.involved.designed": N_("设计人员"),
    "label.involved.budgeted": N_("预算编制人员"),
    "label.involved.reviewed": N_("前期评审人员"),
    # how a finding stands
    "label.ask": N_("须认定"),
    "label.note": N_("提示"),
    "label.weight.block": N_("必须回避"),
    "label.weight.ask": N_("须认定"),
    "label.weight.note": N_("提示"),
    "label.finding.open": N_("待认定"),
    "label.finding.cleared": N_("不构成回避"),
    "label.finding.confirmed": N_("应当回避"),
    "label.finding.noted": N_("提示"),
    "label.stage.invitation": N_("邀请前核查"),
    "label.stage.draw": N_("抽取时核查"),
    "label.stage.submission": N_("提交打分表时核查"),
    "label.stage.later": N_("登记新情况后核查"),
    "finding.not_open": N_("这条记录不需要认定，或已经认定。"),
    "finding.second_person": N_(
        "您组建了这个专家组、触发了这次核查或登记了这条依据，须由另一位经办人或领导认定。"
    ),
    "finding.pinned": N_(
        "依据的记录仍然成立，属于必须回避的情形，不能认定为不构成回避。记录有误的，请先更正记录。"
    ),
    "finding.no_outcome": N_("请选择认定结论。"),
    "sheet.conflict": N_(
        "核查发现您与本项目存在应当回避的情形，打分表没有提交，已通知经办人处理。您填写的内容仍在草稿里。"
    ),
    "conclusion.conflict_undecided": N_("有评审人的利益冲突还没有认定，认定后才能形成结论。"),
    "wall.tied": N_("您登记过与这个单位的利益关系，这项任务由其他人办理。"),
    "wall.no_organization": N_("没有找到这个单位，请从列表中选择。"),
    "conclusion.to_redo": N_("任务须重做，请核对补选的评审人后单独形成结论。"),
    # acts of the ledger
    "label.act.check_conflicts": N_("核查利益冲突"),
    "label.act.decide_conflict": N_("认定利益冲突"),
    "label.act.declare_own_tie": N_("登记本人利益关系"),
    "label.act.declare_tie": N_("登记利益关系"),
    "label.act.withdraw_tie": N_("注明登记有误"),
    "label.act.enter_person": N_("登记项目相关人员"),
    "label.act.enter_objection": N_("登记申请回避"),
    "label.act.refuse_sheet": N_("因利益冲突未收打分表"),
    "label.about.conflict_decisions": N_("利益冲突"),
    "label.about.involved_people": N_("项目相关人员"),
    "label.about.objections": N_("项目单位申请回避"),
    "label.about.tie_withdrawals": N_("已登记的关系"),
    # what a declaration lacks
    "tie.kind_missing": N_("请选择关系。"),
    "tie.organization_missing": N_("请填写单位名称。"),
    "tie.project_missing": N_("请填写项目名称，或至少填写单位名称。"),
    "tie.person_missing": N_("请填写对方姓名或工作单位。"),
    "tie.ends_before_start": N_("结束日期不能早于开始日期。"),
    "tie.no_day": N_("“%(given)s”不是日期，请按 2026-03-15 的样子填写。"),
    "tie.withdrawn": N_("这条登记已注明有误。"),
    "objection.no_expert": N_("请选择专家。"),
    "objection.grounds_missing": N_("请填写单位提出的理由。"),
    "objection.day": N_("请填写收到日期，不能晚于今天。"),
    "involved.part_missing": N_("请选择身份。"),
    "involved.name_missing": N_("请填写姓名。"),
}
