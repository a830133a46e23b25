"""Grade scales and conclusion scales that ship; a band's id means one label in all of them."""

from decimal import Decimal

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Band, GradeScale, Words

CN_90_80_60 = GradeScale(
    key="builtin.cn_90_80_60",
    version="1",
    title=Words("优良中差（90/80/60）", "Excellent, good, fair, poor (90/80/60)"),
    bands=(
        Band("excellent", Words("优", "Excellent"), Decimal(90)),
        Band("good", Words("良", "Good"), Decimal(80)),
        Band("fair", Words("中", "Fair"), Decimal(60)),
        Band("poor", Words("差", "Poor"), Decimal(0)),
    ),
)

SUPPORT_85_60 = GradeScale(
    key="builtin.support_85_60",
    version="1",
    title=Words("事前评估结论（85/60）", "Conclusion of a prior assessment (85/60)"),
    bands=(
        Band("support", Words("予以支持", "Support"), Decimal(85)),
        Band("support_in_part", Words("部分支持", "Support in part"), Decimal(60)),
        Band("no_support", Words("不予支持", "Do not support"), Decimal(0)),
    ),
)


SHANGHAI_90_75_60 = GradeScale(
    key="builtin.shanghai_90_75_60",
    version="1",
    title=Words(
        "上海：优良合格不合格（90/75/60，示例）",
        "Shanghai: excellent, good, pass, fail (90/75/60, example)",
    ),
    bands=(
        Band("excellent", Words("优", "Excellent"), Decimal(90)),
        Band("good", Words("良", "Good"), Decimal(75)),
        Band("pass", Words("合格", "Pass"), Decimal(60)),
        Band("fail", Words("不合格", "Fail"), Decimal(0)),
    ),
)

GUANGDONG_90_80_70_60 = GradeScale(
    key="builtin.guangdong_90_80_70_60",
    version="1",
    title=Words(
        "广东：优良中低差（90/80/70/60，示例）",
        "Guangdong: excellent, good, fair, low, poor (90/80/70/60, example)",
    ),
    bands=(
        Band("excellent", Words("优", "Excellent"), Decimal(90)),
        Band("good", Words("良", "Good"), Decimal(80)),
        Band("fair", Words("中", "Fair"), Decimal(70)),
        Band("low", Words("低", "Low"), Decimal(60)),
        Band("poor", Words("差", "Poor"), Decimal(0)),
    ),
)

# Bands named apart from 优, 良, 中, 差: a budget policy written for those must not take 优良 for 良.
THREE_STEPS = GradeScale(
    key="builtin.three_steps",
    version="1",
    title=Words("三档：优良、一般、较差（80/60，示例）", "Three steps: good, fair, poor (80/60, example)"),
    bands=(
        Band("upper", Words("优良", "Good"), Decimal(80)),
        Band("middle", Words("一般", "Fair"), Decimal(60)),
        Band("lower", Words("较差", "Poor"), Decimal(0)),
    ),
)

AGENCY_90_80_60 = GradeScale(
    key="builtin.agency_90_80_60",
    version="1",
    title=Words(
        "第三方机构：优秀良好合格不合格（90/80/60，示例）",
        "Agencies: excellent, good, pass, fail (90/80/60, example)",
    ),
    bands=(
        Band("agency_excellent", Words("优秀", "Excellent"), Decimal(90)),
        Band("agency_good", Words("良好", "Good"), Decimal(80)),
        Band("agency_pass", Words("合格", "Pass"), Decimal(60)),
        Band("agency_fail", Words("不合格", "Fail"), Decimal(0)),
    ),
)

SUPPORT_80_60 = GradeScale(
    key="builtin.support_80_60",
    version="1",
    title=Words("事前评估结论（80/60，示例）", "Conclusion of a prior assessment (80/60, example)"),
    bands=(
        Band("support", Words("予以支持", "Support"), Decimal(80)),
        Band("support_in_part", Words("部分支持", "Support in part"), Decimal(60)),
        Band("no_support", Words("不予支持", "Do not support"), Decimal(0)),
    ),
)

GRADES = (CN_90_80_60, SHANGHAI_90_75_60, GUANGDONG_90_80_70_60, THREE_STEPS, AGENCY_90_80_60)
CONCLUSIONS = (SUPPORT_85_60, SUPPORT_80_60)


@hookimpl
def register_grade_scales() -> list[GradeScale]:
    """Offer grades, national and local and of agencies, and the conclusions of a prior assessment."""
    return [*GRADES, *CONCLUSIONS]
