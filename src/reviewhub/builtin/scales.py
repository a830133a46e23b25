"""Grade scales and conclusion scales that ship."""

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


@hookimpl
def register_grade_scales() -> list[GradeScale]:
    """Offer the national scale and the conclusions of a prior assessment."""
    return [CN_90_80_60, SUPPORT_85_60]
