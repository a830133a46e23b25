"""Compositions that a law or a bureau's practice asks for, each with its version and its basis."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from reviewhub.domain.appointing.composition import Bound, Composition, Feature, Floor
from reviewhub.domain.words import Words

BUSINESS, MANAGEMENT, FINANCE = "业务", "管理", "财务"
TWO_THIRDS: Final = Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class Preset:
    """A composition to begin with; what ``floor`` asks cannot be lowered while the preset is named."""

    key: str
    version: int
    title: Words
    basis: Words
    floor: Floor
    rules: Composition

    @property
    def pin(self) -> str:
        """Key and version, as a draw keeps them."""
        return f"{self.key}@{self.version}"


def _class(value: str, least: int, most: int | None = None) -> Bound:
    return Bound(Feature.CLASS, value, least, most)


_EACH: Final = (_class(BUSINESS, 2), _class(MANAGEMENT, 1), _class(FINANCE, 1))

PRESETS: Final[dict[str, Preset]] = {
    one.key: one
    for one in (
        Preset(
            "kunming_7",
            1,
            Words("昆明：7 人", "Kunming: 7 people"),
            Words(
                "昆明经开区 2021 年事前绩效评估：7 人，来自审计、高校、科研院所和会计师事务所",
                "Prior assessment of the Kunming development zone, 2021: seven people from auditing, "
                "universities, research institutes and accounting firms",
            ),
            Floor(5),
            Composition(7, (_class(FINANCE, 2), _class(BUSINESS, 2), _class(MANAGEMENT, 1))),
        ),
        Preset(
            "tongzhou_5",
            1,
            Words("通州：5 人", "Tongzhou: 5 people"),
            Words(
                "通州平台的默认设置：管理 2 人、财务 1 人、业务 2 人",
                "Default of the Tongzhou platform: two of management, one of finance, two of the field",
            ),
            Floor(5),
            Composition(5, (_class(MANAGEMENT, 2, 2), _class(FINANCE, 1, 1), _class(BUSINESS, 2, 2))),
        ),
        Preset(
            "tender_law_37",
            1,
            Words(
                "招标投标法：5 人",
                "Tender Law: 5 people",
            ),
            Words(
                "《中华人民共和国招标投标法》第三十七条；抽取和补抽依"
                "《招标投标法实施条例》第四十六条、第四十八条",
                "Tender Law of the PRC, article 37; drawing and replacing by articles 46 and 48 of its "
                "regulation",
            ),
            Floor(5, TWO_THIRDS),
            Composition(5, _EACH, TWO_THIRDS),
        ),
        Preset(
            "procurement_39",
            1,
            Words(
                "政府采购：7 人",
                "Government procurement: 7 people",
            ),
            Words(
                "《政府采购法实施条例》第三十九条（随机抽取）、第九条（三年内的回避情形）；人数按本地规定核对",
                "Regulation on the Government Procurement Law, articles 39 (random draw) and 9 (recusal, "
                "three years); check the number against your own rules",
            ),
            Floor(5, TWO_THIRDS),
            Composition(7, _EACH, TWO_THIRDS, rest=1),
        ),
        Preset(
            "own",
            1,
            Words("自定规则", "Rules of our own"),
            Words("本单位自行规定，请写明文件", "The bureau's own rule"),
            Floor(),
            Composition(5),
        ),
    )
}
