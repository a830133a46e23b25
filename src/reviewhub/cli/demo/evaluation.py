"""The key evaluations: agencies at every stage of their commissions, one concluded."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from reviewhub.cli.demo import choices, own_templates
from reviewhub.cli.demo.commissioning.agencies import drawn_by_lot, judged, registered
from reviewhub.cli.demo.prior import AGGREGATOR, POLICY, add_projects, tasks_of
from reviewhub.cli.demo.stage import OFFICE_HOURS, Stage, case_file
from reviewhub.domain.scoring.answer import InputKind
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.services import campaigns
from reviewhub.services.commissioning import commissions, offers
from reviewhub.services.outcome import conclusions
from reviewhub.services.accounts import account_choices
from reviewhub.services.scoring import measured_values, sheets
from reviewhub.services.commissioning.commissions import CommissionLine
from reviewhub.services.pool.importing import Upload
from reviewhub.services.listing import Asked
from reviewhub.services.pool.organizations import import_agencies, list_agencies
from reviewhub.services.pool.projects import import_projects

YEAR: Final = 2020
TEMPLATE: Final = "project-evaluation-national"
SPENDING: Final = "项目支出"
# Who spends the money: the published list names only what was evaluated.
UNITS: Final = {
    "国有资本经营预算支出": "财政分局",
    "研发后投入补助": "科技创新局",
    "水环境综合治理": "水务局",
    "抗疫特别国债项目": "卫生健康局",
    "私搭乱建违章建房管理": "综合行政执法局",
    "税务审计清算": "审计局",
    "中小企业发展扶持": "中小企业服务中心",
    "市政道路养护": "市政设施管理所",
    "环卫一体化服务": "环境卫生管理站",
    "义务教育均衡发展": "教育体育局",
    "公共卫生服务": "卫生健康局",
    "绿化养护": "园林绿化管理所",
    "智慧园区运维": "投资促进局",
    "人才引进补助": "人才服务中心",
    "安全生产专项": "应急管理局",
}
# How far each commission has come; whatever is not named here has been offered and not been answered.
STAGES: Final = {
    "抗疫特别国债项目": "concluded",
    "中小企业发展扶持": "approved",
    "市政道路养护": "submitted",
    "绿化养护": "returned",
    "安全生产专项": "reported",
    "义务教育均衡发展": "taken",
    "研发后投入补助": "taken",
    "智慧园区运维": "declined",
    "人才引进补助": "not offered",
    "国有资本经营预算支出": "not offered",
}
# What the bureau knows of two projects that are still to be scored, as it would be typed: name, value, source,
# evidence. Money in 万元.
MEASURED: Final = {
    "义务教育均衡发展": (
        ("funds_budgeted", "{amount}", "2020年部门预算批复", "批复附表3"),
        ("funds_received", "{amount}", "国库集中支付系统", "2020年指标台账第2页"),
        ("funds_spent", "2598.35", "国库集中支付系统", "2020年支付明细第5页"),
        ("outputs_planned", "12", "绩效目标申报表", "第1页"),
        ("outputs_achieved", "11", "竣工验收单", "共11份"),
    ),
    "研发后投入补助": (
        ("funds_budgeted", "{amount}", "2020年部门预算批复", "批复附表3"),
        ("funds_received", "{amount}", "国库集中支付系统", "2020年指标台账第4页"),
        ("cost_share", "100", "补助资金兑付名册", "汇总页"),
    ),
}
LOT: Final = "国有资本经营预算支出"
UNIT_LOGINS: Final = {"unit1": "卫生健康局", "unit2": "水务局"}
ORDER: Final = ("taken", "reported", "submitted", "approved", "concluded")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One line of the published list."""

    kind: str
    name: str
    amount: str
    agency: str
    total: Decimal

    @property
    def unit(self) -> str:
        """Who spends the money: a whole department is its own unit."""
        return self.name if self.kind != SPENDING else UNITS[self.name]


def evaluations(stage: Stage) -> Iterator[str]:
    """Import the objects and agencies of the published list, and set the agencies to work."""
    listed = _listed()
    stage.set_clock(-15)
    import_projects(stage.work(), _as_projects(listed), YEAR)
    import_agencies(stage.work(), case_file("key_evaluation.csv"))
    agencies = {one.name: one.id for one in list_agencies(stage.work(), Asked(everything=True)).items}
    for number, (name, agency) in enumerate(agencies.items(), 1):
        stage.add(f"agency{number}", name, Role.AGENCY, agency=agency)
    _admit_units(stage)
    logins = {actor.name: login for login, actor in stage.people.items() if actor.agency}
    registered(stage, agencies)
    yield "agencies"
    campaign = _open(stage, [one.name for one in listed if one.kind == SPENDING])
    tasks = tasks_of(stage, campaign)
    for one in listed:
        if one.kind == SPENDING:
            _play(stage, one, tasks[one.name], (logins[one.agency], agencies[one.agency]))
            yield one.name
    drawn_by_lot(stage, tasks[LOT])
    judged(stage)
    _prepare_departments(stage, [one.name for one in listed if one.kind != SPENDING])


def _admit_units(stage: Stage) -> None:
    """Give two units their accounts."""
    ids = {name: one for one, name in account_choices(stage.work("operator")).units}
    for login, name in UNIT_LOGINS.items():
        stage.add(login, name, Role.UNIT, unit=ids[name])


def _listed() -> list[Evaluated]:
    text = case_file("key_evaluation.csv").data.decode("utf-8-sig")
    return [
        Evaluated(kind, name, amount, agency, Decimal(total))
        for kind, name, amount, agency, total in list(csv.reader(io.StringIO(text)))[1:]
    ]


def _as_projects(listed: list[Evaluated]) -> Upload:
    """Write the objects as the list of projects that a bureau would import for the year evaluated."""
    lines = ["项目名称,预算单位,项目属性,申报金额（万元）"]
    lines += [f"{one.name},{one.unit},延续,{one.amount}" for one in listed]
    return Upload("\n".join(lines).encode(), "key_evaluation_projects.csv")


def _open(stage: Stage, names: list[str]) -> int:
    campaign = campaigns.create_campaign(stage.work(), _new(stage, "2020年度财政重点绩效评价", TEMPLATE))
    add_projects(stage, campaign, names, YEAR)
    head = campaigns.campaign_head(stage.work(), campaign)
    campaigns.open_campaign(stage.work(), campaign, head.version)
    return campaign


def _prepare_departments(stage: Stage, names: list[str]) -> None:
    """Leave one campaign in preparation: the whole spending of three departments, by the bureau's template."""
    stage.set_clock(-3)
    template = own_templates.publish_first(stage)
    stage.set_clock(-2)
    new = _new(stage, "2020年度部门整体支出绩效评价", template)
    campaign = campaigns.create_campaign(stage.work(), new)
    add_projects(stage, campaign, names, YEAR)
    choices.fit(stage, tasks_of(stage, campaign)[choices.FITTED])
    stage.set_clock(-1)
    own_templates.publish_second(stage)
    own_templates.begin_another(stage)


def _new(stage: Stage, name: str, template: str) -> campaigns.NewCampaign:
    return campaigns.NewCampaign(
        name=name,
        kind=Kind.KEY_EVALUATION,
        fiscal_year=YEAR,
        template=template,
        aggregator=AGGREGATOR,
        policy=POLICY,
        opens_at=stage.at,
        closes_at=stage.at + timedelta(days=60) + OFFICE_HOURS,
    )


def _play(stage: Stage, one: Evaluated, task: int, agency: tuple[str, int]) -> None:
    """Bring one commission as far as its stage."""
    reached = STAGES.get(one.name, "offered")
    if reached == "not offered":
        return
    login, agency_id = agency
    stage.set_clock(-14)
    due = stage.started.date() + timedelta(days=20)
    scope = "对项目决策、过程、产出、效益进行评价，提交评价报告和打分表。"
    new = offers.NewCommission(agency_id, scope, due, "具备同类项目评价经验，与项目单位无利害关系")
    commission = offers.offer(stage.work(), task, new)
    if reached == "declined":
        reason = "同期承担的评价任务较多，不能按期完成。"
        commissions.decline(
            stage.work(login), commission, _line(stage, commission).commission.version, reason
        )
    elif reached != "offered":
        _agency(stage, one, (login, commission), "submitted" if reached == "returned" else reached)
        _officer(stage, task, commission, reached)
    if one.name in MEASURED:
        _measure(stage, one, task)


def _agency(stage: Stage, one: Evaluated, whose: tuple[str, int], reached: str) -> None:
    """Take the work, upload the report, fill in the sheet, hand in: as far as is reached."""
    login, commission = whose
    done = ORDER.index(reached)
    stage.set_clock(-12)
    version = _line(stage, commission).commission.version
    commissions.take(stage.work(login), commission, version, pledged=True)
    if done < ORDER.index("reported"):
        return
    stage.set_clock(-6)
    facts = (("评价对象", one.name), ("评价金额（万元）", one.amount), ("评价机构", one.agency))
    paper = stage.paper("财政支出绩效评价报告", *facts)
    commissions.deliver(stage.work(login), commission, f"{one.name}绩效评价报告.pdf", paper)
    if done < ORDER.index("submitted"):
        return
    stage.set_clock(-5)
    assignment = _line(stage, commission).commission.assignment
    flat = answers_for(stage, one.total)
    sheets.submit_sheet(stage.work(login), assignment, flat, 0, f"demo-{assignment}")
    version = _line(stage, commission).commission.version
    commissions.submit(stage.work(login), commission, version)


def _officer(stage: Stage, task: int, commission: int, reached: str) -> None:
    """Accept what was handed in, or ask for it again."""
    stage.set_clock(-4)
    version = _line(stage, commission).commission.version
    if reached == "returned":
        remarks = "请补充满意度调查的样本量和问卷，并说明养护面积的核实方法。"
        commissions.return_report(stage.work(), commission, version, remarks)
    if reached in ("approved", "concluded"):
        commissions.approve(stage.work(), commission, version, "报告要素齐全，结论与得分一致。")
    if reached == "concluded":
        conclusions.conclude(stage.work(), task, conclusions.Concluding(standing=0))


def _measure(stage: Stage, one: Evaluated, task: int) -> None:
    """Record what the bureau's own systems say, for the agency to score by."""
    stage.set_clock(-11)
    given = {
        name: measured_values.Typed(value.format(amount=one.amount), source, evidence)
        for name, value, source, evidence in MEASURED[one.name]
    }
    measured_values.record_measured_values(stage.work(), task, given, 0)


def _line(stage: Stage, commission: int) -> CommissionLine:
    return commissions.open_commission(stage.work(), commission).line


def answers_for(stage: Stage, total: Decimal) -> dict[str, str]:
    """Fill in a project evaluation that comes to ``total``: full points but for two criteria.

    What is lost goes to the effect (4.1, in half points) and the rest to what was completed (3.1, a rate of
    ten points, where a tenth of a percent is a hundredth of a point).
    """
    lost = 100 - total
    effect = (lost * Decimal("1.5")) // 1 / 2
    completed = 100 - (lost - effect) * 10
    flat = _full_marks(stage)
    flat |= {"4.1.points": f"{20 - effect:f}", "3.1.numerator": f"{completed.normalize():f}"}
    flat |= {"4.1.reason": "部分效益指标缺少佐证材料。", "3.1.reason": "按合同数量核实，部分内容未完成。"}
    return flat


def _full_marks(stage: Stage) -> dict[str, str]:
    flat: dict[str, str] = {}
    for criterion in stage.parts.registry.templates[TEMPLATE].criteria:
        best: Mapping[InputKind, str] = {
            InputKind.CHECK: "1",
            InputKind.COUNT: "0",
            InputKind.NUMBER: _best(criterion.parameters),
        }
        for one in stage.parts.registry.scorers[criterion.scorer].inputs(criterion):
            flat[f"{criterion.id}.{one.name}"] = best[one.kind]
    return flat


def _best(parameters: Mapping[str, object]) -> str:
    """Give the number that earns full marks: 0 where less is better, else 100."""
    bands = parameters.get("bands")
    return "0" if isinstance(bands, list | tuple) and "at_most" in bands[0] else "100"
