"""Check-lists of material: what each kind of review asks for, and how far one item is, as a table.

The lists of a prior assessment are those of the district that published its own (rules §5.4); that of a key
evaluation follows the annexes a report usually needs (§5.3). A bureau changes the list of each task.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.words import Words
from reviewhub.domain.workflow import Moves, move


class ItemState(StrEnum):
    """How far one item is."""

    MISSING = "missing"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WAIVED = "waived"


CHECKLIST: Final[Moves] = {
    (ItemState.MISSING, "supply"): ItemState.RECEIVED,
    (ItemState.RECEIVED, "supply"): ItemState.RECEIVED,
    (ItemState.RETURNED, "supply"): ItemState.RECEIVED,
    (ItemState.ACCEPTED, "supply"): ItemState.RECEIVED,
    (ItemState.WAIVED, "supply"): ItemState.RECEIVED,
    (ItemState.RECEIVED, "accept"): ItemState.ACCEPTED,
    (ItemState.RECEIVED, "return"): ItemState.RETURNED,
    (ItemState.ACCEPTED, "return"): ItemState.RETURNED,
    (ItemState.MISSING, "waive"): ItemState.WAIVED,
    (ItemState.RETURNED, "waive"): ItemState.WAIVED,
}


@dataclass(frozen=True, slots=True)
class ItemOfList:
    """One item of a preset: a key that stays, its name, and who has it."""

    key: str
    title: Words
    supplier: Party = Party.UNIT
    required: bool = True


def state_of(acts: Iterable[str]) -> ItemState:
    """Give the state that a history of supplying, accepting, returning and waiving leads to."""
    state: str = ItemState.MISSING
    for act in acts:
        state = move(CHECKLIST, state, act)
    return ItemState(state)


def may_supply(party: Party, supplier: str) -> bool:
    """Tell who may hand an item in: a unit its own; agency and officer also what they got on the spot."""
    return party in (Party.BUREAU, Party.AGENCY) or party == supplier


def may_judge(party: Party, supplier: str) -> bool:
    """Tell who may accept or return an item: nobody judges what is theirs to supply."""
    return party is Party.BUREAU or (party is Party.AGENCY and supplier == Party.UNIT)


def best_item(name: str, titles: Mapping[int, str]) -> int | None:
    """Find the item that a file's name names: the longest title in it, or None.

    >>> best_item("03 可行性研究报告（终稿）.pdf", {1: "实施方案", 2: "可行性研究报告"})
    2
    """
    named = [(len(title), -number, number) for number, title in titles.items() if title and title in name]
    return max(named)[2] if named else None


def _unit(key: str, zh: str, en: str, *, required: bool = True) -> ItemOfList:
    return ItemOfList(key, Words(zh, en), Party.UNIT, required)


def _agency(key: str, zh: str, en: str, *, required: bool = True) -> ItemOfList:
    return ItemOfList(key, Words(zh, en), Party.AGENCY, required)


PRESETS: Final[Mapping[str, tuple[ItemOfList, ...]]] = {
    "prior_assessment_project": (
        _unit("application", "项目申报书", "Project application"),
        _unit("goals", "绩效目标申报表", "Declaration of goals"),
        _unit("expected", "预期绩效报告", "Report on expected performance"),
        _unit("laws", "法律法规", "Laws and regulations"),
        _unit("guidelines", "大政方针", "Policies of the state"),
        _unit("development_plan", "发展规划", "Development plan"),
        _unit("implementation", "实施方案", "Implementation plan"),
        _unit("feasibility", "可行性研究报告", "Feasibility study"),
        _unit("expert_opinion", "立项专家论证意见", "Experts' opinion on setting up the project"),
        _unit("preliminary_design", "初步设计资料", "Preliminary design"),
        _unit("budget", "预算及明细与测算说明", "Budget with details and how it was worked out"),
        _unit("prices", "主要材料设备价格依据", "Basis of prices of main materials and equipment"),
        _unit("norms", "定额取费标准", "Norms and rates of fees"),
        _unit("other_basis", "其他测算依据", "Other bases of calculation", required=False),
        _unit("other", "其他材料", "Other material", required=False),
    ),
    "prior_assessment_policy": (
        _unit("background", "出台背景", "Background"),
        _unit("basis", "上位依据", "Basis in higher rules"),
        _unit("comparison", "同类政策对比", "Comparison with similar policies", required=False),
        _unit("draft", "政策草案", "Draft of the policy"),
        _unit("consultation", "征求意见汇总", "Summary of the consultation"),
        _unit("legality", "合法性审查意见", "Opinion on legality"),
        _unit("funds", "资金需求测算", "Calculation of the funds needed"),
        _unit("beneficiaries", "受益范围测算", "Calculation of who benefits"),
        _unit("hearing", "专家论证或听证材料", "Experts' opinion or hearing", required=False),
        _unit("goals", "绩效目标申报表", "Declaration of goals"),
        _unit("indicators", "指标设置依据", "Basis of the indicators"),
        _unit("organization", "组织实施方案", "Plan of organisation"),
        _unit("risks", "风险评估报告", "Assessment of risks"),
    ),
    "key_evaluation": (
        _unit("goals", "绩效目标申报表", "Declaration of goals"),
        _unit("approval", "立项和预算批复", "Approval of project and budget"),
        _unit("self_evaluation", "单位自评报告", "The unit's self-evaluation"),
        _unit("funds", "资金拨付和使用凭证", "Vouchers of funds paid and spent"),
        _unit("rules", "项目和资金管理制度", "Rules of managing project and funds"),
        _unit("contracts", "合同和验收资料", "Contracts and acceptance papers"),
        _unit("results", "产出和效益佐证材料", "Proof of outputs and effects"),
        _unit("other", "其他材料", "Other material", required=False),
        _agency("survey", "问卷及统计", "Questionnaire and its figures"),
        _agency("interviews", "访谈记录", "Records of interviews"),
        _agency("fieldwork", "现场核查底稿", "Working papers of the site visit"),
        _agency("experts", "专家意见", "Experts' opinions", required=False),
    ),
}
FOR_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "prior_assessment": ("prior_assessment_project", "prior_assessment_policy"),
    "key_evaluation": ("key_evaluation",),
}


def presets_for(kind: str) -> tuple[str, ...]:
    """Name the presets that fit a kind of campaign, the usual one first; every one where none is made for it.

    >>> presets_for("key_evaluation")
    ('key_evaluation',)
    """
    return FOR_KIND.get(kind, tuple(PRESETS))
