"""What a report of each kind has to contain, as the published outlines name it.

Sources: 财预〔2020〕10号, reference outline of an evaluation report; prior assessments and annexes as bureaus
have published them. Offices shorten the titles, so that every section has other words as well.
"""

from dataclasses import dataclass
from typing import Final

from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.words import Words


@dataclass(frozen=True, slots=True)
class Part:
    """A section or an annex; a heading that has one of ``words`` (folded) is taken for it."""

    title: Words
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """The sections and annexes that are asked for, in their order, with the document that asks."""

    key: str
    kind: Kind
    title: Words
    basis: str
    sections: tuple[Part, ...]
    annexes: tuple[Part, ...]


def _part(zh: str, en: str, *words: str) -> Part:
    return Part(Words(zh, en), words)


_SCORES: Final = _part("评分表", "Scoring table", "评分表", "打分表", "评分汇总", "指标评分")
_EVALUATION_ANNEXES: Final = (
    _SCORES,
    _part("评价工作方案", "Work plan", "工作方案", "评价方案", "实施方案"),
    _part("问卷及统计", "Questionnaire and its figures", "问卷", "满意度调查"),
    _part("访谈记录", "Notes of interviews", "访谈"),
    _part("现场核查底稿", "Working papers of site visits", "核查", "底稿", "现场调研"),
    _part("专家意见", "Opinions of experts", "专家意见", "专家评审意见", "专家评价意见"),
    _part("征求意见及采纳情况表", "Comments and how they were met", "采纳情况", "征求意见", "意见反馈"),
    _part("整改建议清单", "List of what to mend", "整改"),
)

EVALUATION: Final = Structure(
    key="evaluation_2020_10",
    kind=Kind.KEY_EVALUATION,
    title=Words("绩效评价报告（参考提纲）", "Evaluation report, reference outline"),
    basis="《项目支出绩效评价管理办法》（财预〔2020〕10号）所附参考提纲；附件按通常要求",
    sections=(
        _part("基本情况", "Basic facts", "基本情况", "项目概述", "项目概况"),
        _part(
            "绩效评价工作开展情况", "How the evaluation was done", "工作开展情况", "评价工作情况", "组织实施"
        ),
        _part(
            "综合评价情况及评价结论", "Overall judgement and conclusion", "综合评价", "评价结论", "评估结论"
        ),
        _part("绩效评价指标分析", "Analysis by indicator", "指标分析", "绩效分析", "指标完成情况"),
        _part(
            "主要经验及做法、存在的问题及原因分析",
            "Experience, problems and their causes",
            "存在的问题",
            "存在问题",
            "主要问题",
            "问题及原因",
        ),
        _part("有关建议", "Proposals", "建议"),
        _part("其他需要说明的问题", "Other matters", "其他需要说明", "其他事项"),
    ),
    annexes=_EVALUATION_ANNEXES,
)
EVALUATION_SHORT: Final = Structure(
    key="evaluation_short",
    kind=Kind.KEY_EVALUATION,
    title=Words("绩效评价报告（五部分）", "Evaluation report in five sections"),
    basis="部分地区重点绩效评价报告格式（示例）",
    sections=(
        EVALUATION.sections[0],
        EVALUATION.sections[2],
        _part("主要成效及经验", "Results and experience", "主要成效", "主要经验", "经验做法"),
        EVALUATION.sections[4],
        EVALUATION.sections[5],
    ),
    annexes=_EVALUATION_ANNEXES,
)
PRIOR: Final = Structure(
    key="prior_assessment",
    kind=Kind.PRIOR_ASSESSMENT,
    title=Words("事前绩效评估报告", "Report of a prior assessment"),
    basis="部分地区事前绩效评估报告格式（示例）",
    sections=(
        _part("评估对象", "What is assessed", "评估对象", "基本情况", "项目概况"),
        _part("评估方式和方法", "Ways and methods", "评估方式", "评估方法", "工作开展情况", "评估工作"),
        _part("评估内容与结论", "Findings and conclusion", "评估内容", "评估结论", "综合评估", "总体结论"),
        _part("相关建议", "Proposals", "建议"),
        _part("其他需要说明的问题", "Other matters", "其他需要说明", "其他事项"),
    ),
    annexes=(
        _part("预期绩效报告", "Report on expected performance", "预期绩效报告"),
        _part("绩效目标申报表", "Statement of targets", "目标申报表", "绩效目标表"),
        _part("专家评估意见书", "Opinions of experts", "评估意见", "专家意见"),
        _part("专家组及工作组情况表", "Experts and working group", "专家组", "工作组"),
    ),
)
STRUCTURES: Final = {one.key: one for one in (EVALUATION, EVALUATION_SHORT, PRIOR)}


def of_kind(kind: Kind) -> tuple[Structure, ...]:
    """Give the structures that reports of a campaign's kind may have, the usual one first."""
    return tuple(one for one in STRUCTURES.values() if one.kind is kind)
