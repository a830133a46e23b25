"""Reports as paragraphs, made for tests."""

from reviewhub.domain.commissioning.checking.report_text import Paragraph

BODY = "本项目由区水务局组织实施，资金来源为区级财政，评价工作组查阅了账册和合同，到现场走访了全部施工标段。"
HEADINGS = (
    "一、项目基本情况",
    "二、绩效评价工作开展情况",
    "三、综合评价情况及评价结论",
    "四、绩效评价指标分析",
    "五、主要经验及做法、存在的问题及原因分析",
    "六、有关建议",
    "七、其他需要说明的问题",
)
ANNEXES = (
    "附件：",
    "1.绩效评价指标评分表",
    "2.评价工作方案",
    "3.满意度调查问卷及统计",
    "4.访谈记录",
    "5.现场核查底稿",
    "6.专家意见",
    "7.征求意见及采纳情况表",
    "8.整改建议清单",
)


def report(*left_out: str, bodies: tuple[str, ...] = (BODY,) * 7) -> list[Paragraph]:
    """Make a report of a section a page, without headings and annexes that hold a word of ``left_out``."""
    text: list[Paragraph] = []
    for page, (heading, body) in enumerate(zip(HEADINGS, bodies, strict=True), 1):
        text += [Paragraph(page, heading, 1), Paragraph(page, body)]
    text += [Paragraph(8, ANNEXES[0], 1), *(Paragraph(8, one, 3) for one in ANNEXES[1:])]
    return [one for one in text if not any(word in one.text for word in left_out)]
