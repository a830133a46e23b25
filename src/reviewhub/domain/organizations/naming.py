"""Names of organisations as they are compared: spelling, legal form and notes fold, the rest stays."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from reviewhub.domain.lettering import plain_letters

# A note says something about the name; any other bracket, as of a region, is part of it.
_NOTE: Final = re.compile(
    r"[(\[〔【{](?:原|曾用名|更名前|以下简称|简称|全称|下称|盖章|公章|签章|章|本部|本级|总部|机关|筹|代章|已更名)[^)\]〕】}]*[)\]〕】}]"
)
_MARKS: Final = re.compile(r"[^\w]|_")
_LEGAL_FORM: Final = re.compile(
    r"(?:(?:特殊)?普通合伙(?:企业)?|有限合伙(?:企业)?|(?<=[a-z])(?:co)?ltd|股份有限责任公司|股份有限公司|有限责任公司|有限公司|股份公司|(?<![分子总])公司)$"
)
_NUMBERED: Final = re.compile(r"(?<=第)\d{1,2}(?!\d)")
_DIGITS: Final = "零一二三四五六七八九"
_SHORTEST: Final = 2


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Bring an organisation's name to the form in which two spellings of one body are equal.

    Folded are width, case, white space, brackets, punctuation, notes in brackets (原…, 公章, 本部), the
    legal form at the end (有限公司, 有限责任公司, 股份有限公司, 特殊普通合伙) and 第3 to 第三. A group, a
    branch, an attached hospital or school is another body and stays one.
    """
    noted = _NOTE.sub("", plain_letters(name))
    plain = _MARKS.sub("", noted)
    return _NUMBERED.sub(lambda found: _in_words(int(found.group())), _without_form(plain))


def _without_form(plain: str) -> str:
    bare = _LEGAL_FORM.sub("", plain)
    return bare if len(bare) >= _SHORTEST else plain


def _in_words(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def alike(names: Mapping[int, Iterable[str]]) -> list[tuple[int, ...]]:
    """Group ids that share a key under any of their names, present or former, in order of ids."""
    holders: dict[str, set[int]] = defaultdict(set)
    for one, called in names.items():
        for name in called:
            holders[fold_name(name)].add(one)
    group = {one: one for one in names}
    for key, ids in holders.items():
        if key:
            first = min(_root(group, one) for one in ids)
            group |= {_root(group, one): first for one in ids}
    found: dict[int, list[int]] = defaultdict(list)
    for one in sorted(names):
        found[_root(group, one)].append(one)
    return [tuple(ids) for ids in found.values() if len(ids) > 1]


def _root(group: Mapping[int, int], one: int) -> int:
    while group[one] != one:
        one = group[one]
    return one
