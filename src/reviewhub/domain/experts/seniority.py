"""How senior a person is, read from the title: the levels of the 27 series of professional titles.

Series and names: 人力资源社会保障部, the reform of the system of titles (中办发〔2016〕77号) and the guiding
opinions of its 27 series; what a title does not settle is 其他, never guessed upwards.
"""

import re
import unicodedata
from enum import StrEnum
from typing import Final


class Seniority(StrEnum):
    """Levels as registers write them."""

    FULL = "正高"
    ASSOCIATE = "副高"
    INTERMEDIATE = "中级"
    OTHER = "其他"


# The first that matches decides, so that 副教授 is met before 教授 and 助理研究员 before 研究员.
_RULES: Final = tuple(
    (re.compile(pattern), level)
    for pattern, level in (
        (r"正高|教授级|研究员级|院士", Seniority.FULL),
        (r"助理研究员|主治|主管[药护技医]", Seniority.INTERMEDIATE),
        (r"助理|助教|实习|见习|技术员|初级|员级|助级|^[药护技医]士|[二三]级教师", Seniority.OTHER),
        (r"副高|副教授|副研究|副主任[医药护技中]|副编审|副译审", Seniority.ASSOCIATE),
        (r"高级(记者|编辑)|主任[医药护技中]|编审|译审|播音指导", Seniority.FULL),
        (r"主任(记者|编辑|播音员)", Seniority.ASSOCIATE),
        (r"一级(律师|演员|演奏员|编剧|导演|作曲|指挥|美术师|公证员)", Seniority.FULL),
        (r"二级(律师|演员|演奏员|编剧|导演|作曲|指挥|美术师|公证员)", Seniority.ASSOCIATE),
        (r"三级(律师|演员|演奏员|编剧|导演|作曲|指挥|美术师|公证员)", Seniority.INTERMEDIATE),
        (r"一级(建造师|消防工程师|造价工程师|建筑师|注册)", Seniority.OTHER),
        (r"高级|高工|高经|高会", Seniority.ASSOCIATE),
        (r"教授|研究员|研究馆员", Seniority.FULL),
        (
            r"中级|讲师|一级教师|工程师|会计师|经济师|审计师|统计师|农艺师|畜牧师|兽医师|实验师",
            Seniority.INTERMEDIATE,
        ),
        (r"政工师|馆员|记者|编辑|翻译|技师|医师|药师|护师|评估师", Seniority.INTERMEDIATE),
    )
)


def seniority_of(title: str) -> Seniority:
    """Give the level of a title, of the highest where several are named (高级会计师、注册会计师)."""
    named = [one for one in re.split(r"[、,，;；/／\s]+", unicodedata.normalize("NFKC", title)) if one]
    levels = [_level(one) for one in named]
    return min(levels, key=list(Seniority).index, default=Seniority.OTHER)


def _level(title: str) -> Seniority:
    return next((level for pattern, level in _RULES if pattern.search(title)), Seniority.OTHER)
