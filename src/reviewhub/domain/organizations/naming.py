"""Names of organisations folded for comparing: what people write differently and mean alike becomes one key.

A key only suggests: rows are merged by a person, and conflicts of interest rest on ids, never on a key alone.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

# A legal form does not say which company it is; 有限公司 is short for 有限责任公司 (公司法 第七条).
_FORMS: Final = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|股份公司|责任公司|"
    r"[(](?:特殊普通合伙|普通合伙|有限合伙|集团)[)]|co\.?,?ltd\.?|ltd\.?)"
)
_PARENTHESES: Final = str.maketrans("[]{}【】〔〕〈〉《》「」『』", "()" * 8)
_MARKS: Final = re.compile(r"[\s·•・.,，。、;；:：'\"“”‘’_\-—–―~－]+")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def fold_name(name: str) -> str:
    """Give the key under which a name is compared; "" for a name without a letter.

    Folded are: full-width and half-width, case, blanks and signs of no width, brackets of any kind, points
    and hyphens, and the legal form at any place (有限公司, 有限责任公司, 特殊普通合伙).
    """
    wide = unicodedata.normalize("NFKC", _INVISIBLE.sub("", name)).casefold().translate(_PARENTHESES)
    plain = _MARKS.sub("", wide)
    bare = _FORMS.sub("", plain)
    return re.sub("[()]", "", bare) or re.sub("[()]", "", plain)


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
