"""Names that mean one organisation share a key; names that do not, do not."""

import pytest

from reviewhub.domain.organizations.naming import alike, fold_name

SAME = [
    ("云岭会计师事务所（特殊普通合伙）", "云岭会计师事务所(特殊普通合伙)"),
    ("云岭会计师事务所（特殊普通合伙）", "云岭会计师事务所"),
    ("滇衡咨询有限公司", "滇衡咨询有限责任公司"),
    ("滇衡咨询股份有限公司", "滇衡咨询有限公司"),
    ("ＡＢＣ咨询有限公司", "abc 咨询有限公司"),
    ("昆明市 规划局", "昆明市规划局"),
    ("昆明市规划局", "昆明\u200b市规划局"),
    ("滇池（昆明）水务", "滇池[昆明]水务"),
    ("滇池（昆明）水务", "滇池昆明水务"),
    ("云信·会计", "云信会计"),
    ("Yunling Co., Ltd.", "YUNLING"),
]
DIFFERENT = [
    ("昆明市规划局", "昆明市规划局经开分局"),
    ("第一中学", "第二中学"),
    ("春城大学", "春城大学附属中学"),
    ("云岭水利科学研究院", "云岭水利科学研究所"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_written_differently_and_meant_alike_has_one_key(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_organisations_keep_two_keys(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_a_name_that_is_only_a_legal_form_keeps_it() -> None:
    assert fold_name("有限公司") == "有限公司"
    assert fold_name("—（）") == ""


def test_those_alike_are_grouped_over_present_and_former_names() -> None:
    names = {
        1: ["甲咨询有限公司"],
        2: ["乙局"],
        3: ["丙咨询公司", "甲咨询（有限责任公司）"],
        4: ["丙咨询公司"],
        5: ["——"],
        6: ["——"],
    }
    assert alike(names) == [(1, 3, 4)]
