"""Who is who: names of people, codes and telephones as they are compared."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reviewhub.domain.lettering import plain_letters

_NOTE: Final = re.compile(r"[(\[〔【{][^)\]〕】}]*[)\]〕】}]?")
_LABEL: Final = re.compile(r"^[^:]{1,8}:")
_MARKS: Final = re.compile(r"[^\w]|_")
_TITLES: Final = (
    *("教授级高级工程师", "正高级工程师", "高级工程师", "工程师", "高工", "高级经济师", "经济师"),
    *("高级会计师", "注册会计师", "会计师", "高级审计师", "审计师", "注册造价师", "造价师", "律师"),
    *("副教授", "教授", "副研究员", "研究员", "院士", "博士", "硕士", "讲师", "老师", "先生", "女士", "同志"),
    *(
        "副局长",
        "局长",
        "副处长",
        "处长",
        "副科长",
        "科长",
        "副主任",
        "主任",
        "副院长",
        "院长",
        "副所长",
        "所长",
    ),
    *("副校长", "校长", "书记", "董事长", "总经理", "副总经理", "经理", "总监", "组长", "专家"),
)
_TITLE: Final = re.compile(f"(?:{'|'.join(sorted(_TITLES, key=len, reverse=True))})$")
_SEVERAL: Final = re.compile(r"[、，,;；/|\n]|\s和\s|\s与\s")
_SHORTEST_NAME: Final = 2
_SHORTEST_CODE: Final = 4
_MOBILE: Final = re.compile(r"(?:00?86|86)?(1[3-9]\d{9})")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as some record names them; "" where the record does not say.

    ``code`` is a number that only this person has (citizen, staff or pool number), ``other_names`` are names
    borne before or beside.
    """

    name: str
    other_names: tuple[str, ...] = ()
    code: str = ""
    phone: str = ""

    def shares_name(self, other: "Person") -> bool:
        """Tell whether any name of the one is a name of the other, however it is written."""
        return not names_of(self).isdisjoint(names_of(other))

    def is_same(self, other: "Person") -> bool:
        """Tell whether code or mobile number says that both are one person."""
        same_code = fold_code(self.code) and fold_code(self.code) == fold_code(other.code)
        same_phone = fold_phone(self.phone) and fold_phone(self.phone) == fold_phone(other.phone)
        return bool(same_code or same_phone)


def names_of(person: Person) -> frozenset[str]:
    """Give every name of a person, folded; a name of one letter tells nothing and is left out."""
    return _folded(person.name, person.other_names)


@lru_cache(maxsize=65536)
def fold_person(name: str) -> str:
    """Bring a person's name to the form in which two spellings are equal; "" when it names nobody.

    Folded are width, case, white space, middle dots, notes in brackets, a label before a colon and titles
    behind the name. A surname with a title (张经理) stays as it is: it names nobody in particular.
    """
    plain = _NOTE.sub("", _LABEL.sub("", plain_letters(name)))
    return _without_titles(_MARKS.sub("", plain))


@lru_cache(maxsize=65536)
def fold_code(code: str) -> str:
    """Give a person's code as letters and digits alone; "" when it is too short to tell people apart."""
    plain = _MARKS.sub("", plain_letters(code))
    return plain if len(plain) >= _SHORTEST_CODE else ""


@lru_cache(maxsize=65536)
def fold_phone(phone: str) -> str:
    """Give a mobile number as its eleven digits; "" for anything else: an office shares its telephone."""
    found = _MOBILE.fullmatch(re.sub(r"\D", "", plain_letters(phone)))
    return found.group(1) if found else ""


def people_named(text: str) -> tuple[str, ...]:
    """Give the people that one field names, split at 、 and the like."""
    return tuple(part for one in _SEVERAL.split(text) if (part := one.strip()))


@lru_cache(maxsize=65536)
def _folded(name: str, others: tuple[str, ...]) -> frozenset[str]:
    every = (fold_person(one) for named in (name, *others) for one in people_named(named) or (named,))
    return frozenset(one for one in every if len(one) >= _SHORTEST_NAME)


def _without_titles(plain: str) -> str:
    shorter = _TITLE.sub("", plain)
    while shorter != plain and len(shorter) >= _SHORTEST_NAME:
        plain, shorter = shorter, _TITLE.sub("", shorter)
    return plain
