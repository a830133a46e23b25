"""The register of the three agencies, one task drawn by lot, fees, and how good the work was."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.commissioning.fee import PRESETS
from reviewhub.domain.commissioning.quality import Side
from reviewhub.selection.draw.sources import Balls
from reviewhub.services.agencies import agencies, fee_agreements, lead_evaluators, quality, violations
from reviewhub.services.agencies.agencies import Profile
from reviewhub.services.agencies.lead_evaluators import NewLead
from reviewhub.services.agencies.quality import Judged
from reviewhub.services.agencies.violations import NewViolation
from reviewhub.services.commissioning import commissions, lots

# Invented, like everybody who acts in the demo: kind, legal representative, telephone, lead evaluators.
REGISTER: Final = {
    "云信会计师事务所": (
        Profile("accountant", "段立诚", registered=True, contact="王佳", phone="0871-60000001"),
        (
            NewLead("杨思远", "高级会计师", "财务", "", date(2008, 7, 1), date(2014, 3, 1)),
            NewLead("郭晓岚", "经济师", "公共管理", "", date(2022, 7, 1), date(2023, 9, 1)),
        ),
    ),
    "滇衡会计师事务所": (
        Profile("accountant", "孔令仪", registered=True, contact="陆明", phone="0871-60000002"),
        (NewLead("罗文博", "", "审计", "CPA 530100010001", date(2010, 7, 1), date(2016, 5, 1)),),
    ),
    "云岭财经大学绩效评价中心": (
        Profile("university", "许志远", contact="何静", phone="0871-60000003"),
        (NewLead("傅清和", "正高级经济师", "财政", "", date(2001, 7, 1), date(2012, 1, 1)),),
    ),
}
HOLDER: Final = "云岭财经大学绩效评价中心"
HELD: Final = NewViolation(
    "minor", "未按约定时限归档工作底稿，经提醒后补齐。", "经开财监函〔2019〕18 号", date(2019, 11, 20)
)
# How two sides judged the work on the concluded task, and the bureau alone that on another: points by criterion.
JUDGED: Final = {
    "抗疫特别国债项目": {Side.BUREAU: ("13", "18", "23", "22"), Side.UNIT: ("12", "15", "20", "21")},
    "中小企业发展扶持": {Side.BUREAU: ("11", "14", "17", "18")},
}
REASONS: Final = (
    "对本行业政策不够熟悉，部分资料重复索要。",
    "对单位提出的不同意见回应较慢。",
    "个别数据未注明来源。",
    "部分建议较笼统，整改时不易对照。",
)
BALLS: Final = "3-0-7-1-8-2-2-9-6-4"


def registered(stage: Stage, ids: Mapping[str, int]) -> None:
    """Enter what the register says of the agencies that the published list names."""
    for name, (profile, leads) in REGISTER.items():
        agency = ids[name]
        version = agencies.open_agency(stage.work(), agency).version
        agencies.save_profile(stage.work(), agency, profile, version)
        for one in leads:
            lead_evaluators.add_lead(stage.work(), agency, one)
    violations.note_violation(stage.work(), ids[HOLDER], HELD)


def judged(stage: Stage) -> None:
    """Agree on the fees of what was accepted, and let bureau and unit judge the work."""
    for line in commissions.list_commissions(stage.work()):
        one = line.commission
        if one.project not in JUDGED:
            continue
        fee_agreements.agree_fee(stage.work(), one.id, PRESETS["usual"][1], 0)
        for side, points in JUDGED[one.project].items():
            login = "officer" if side is Side.BUREAU else "unit1"
            quality.judge(stage.work(login), one.id, side, Judged(_sheet(points), 0))


def _sheet(points: tuple[str, ...]) -> dict[str, str]:
    flat = {"1.2.level": "stable"}
    for criterion, given, reason in zip(("1.1", "2.1", "3.1", "3.2"), points, REASONS, strict=True):
        values = {"range": "high", "points": given, "reason": reason}
        flat.update({f"{criterion}.{name}": text for name, text in values.items()})
    return flat


def drawn_by_lot(stage: Stage, task: int) -> None:
    """Draw an agency for a task by balls; the commission is still to be offered."""
    lots.commit_lot(stage.work(), task, Balls(10, 10))
    lots.draw_lot(stage.work(), task, BALLS)
