"""Broken templates: each is refused by a message that names the place where its author must look."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from reviewhub.cli import main
from reviewhub.plugin.templates import write_toml

Source = dict[str, Any]
Break = Callable[[Source], object]
WORDS: Final = {"zh": "字", "en": "Words"}


def leaf(id_: str, scorer: Source, points: Any = 20, heading: str = "甲") -> Source:
    return {
        "id": id_,
        "path": [{"zh": heading, "en": "Heading"}],
        "title": WORDS,
        "points": points,
        "guidance": WORDS,
        "scorer": scorer,
    }


SOUND: Final[Source] = {
    "format": 1,
    "id": "broken-on-purpose",
    "version": 1,
    "kind": "prior_assessment",
    "title": WORDS,
    "basis": "甲〔2026〕1号",
    "standing": "example",
    "standing_note": WORDS,
    "weighting": "points",
    "grade_scale": "builtin.cn_90_80_60",
    "conclusion_scale": "builtin.support_85_60",
    "reason": "below_full",
    "purpose": WORDS,
    "group": [{"path": ["甲"], "points": 40}],
    "veto": [{"id": "V1", "title": WORDS, "most": 59, "votes": "majority"}],
    "precondition": [{"id": "P1", "title": WORDS, "guidance": WORDS}],
    "criterion": [
        leaf("1.1", {"use": "builtin.points", "step": Decimal("0.5"), "anchors": {"优": 20, "差": 5}}),
        leaf(
            "1.2",
            {
                "use": "builtin.levels",
                "levels": [{"id": "a", "label": WORDS, "share": 1}, {"id": "b", "label": WORDS, "share": 0}],
            },
        ),
        leaf(
            "2.1",
            {
                "use": "builtin.elements",
                "elements": [
                    {"id": "1", "text": WORDS, "share": Decimal("0.4"), "gate": True},
                    {"id": "2", "text": WORDS, "share": Decimal("0.6")},
                ],
            },
            heading="乙",
        ),
        leaf("2.2", {"use": "builtin.rate", "numerator": WORDS, "denominator": WORDS}, heading="乙"),
        leaf(
            "2.3",
            {
                "use": "builtin.bands",
                "value": WORDS,
                "bands": [{"at_least": 90, "share": 1}, {"share": Decimal("0.5")}],
            },
            10,
            heading="乙",
        ),
        leaf(
            "2.4",
            {"use": "builtin.deductions", "findings": [{"id": "1", "text": WORDS, "points": 1}]},
            10,
            heading="乙",
        ),
    ],
}
NESTED: Final[Source] = {
    **SOUND,
    "weighting": "percent",
    "group": [{"path": ["甲"], "percent": 100}],
    "criterion": [
        {**{k: v for k, v in leaf("1", {"use": "builtin.points"}).items() if k != "points"}, "percent": 50},
        {**{k: v for k, v in leaf("2", {"use": "builtin.points"}).items() if k != "points"}, "percent": 50},
    ],
}


def put(*path: Any) -> Break:
    """Set the last of the steps as the value at the place that the others lead to."""
    *steps, name, value = path

    def change(source: Source) -> None:
        node: Any = source
        for step in steps:
            node = node[step]
        node[name] = value

    return change


def drop(*path: Any) -> Break:
    *steps, name = path

    def change(source: Source) -> None:
        node: Any = source
        for step in steps:
            node = node[step]
        del node[name]

    return change


C: Final = "criterion"
S: Final = "scorer"
V: Final = "veto"
P: Final = "precondition"
CASES: Final[dict[str, tuple[Break, str]]] = {
    "no format": (drop("format"), "缺少“format”"),
    "another format": (put("format", 2), "format：“2”不可用，应为：1"),
    "no id": (drop("id"), "缺少“id”"),
    "an id in capitals": (put("id", "Broken"), "id：“Broken”的写法不对"),
    "an id with a blank": (put("id", "a b"), "id：“a b”的写法不对"),
    "an id too long": (put("id", "a" * 65), "id：太长，最多 64 个字符"),
    "no version": (drop("version"), "缺少“version”"),
    "version zero": (put("version", 0), "version：0 太小，不能小于 1"),
    "a version in words": (put("version", "one"), "version：“one”的类型不对，应为 integer"),
    "no kind": (drop("kind"), "缺少“kind”"),
    "an unknown kind": (put("kind", "audit"), "kind：“audit”不可用，可选：prior_assessment"),
    "no title": (drop("title"), "缺少“title”"),
    "a title without English": (drop("title", "en"), "title：缺少“en”"),
    "a title without Chinese": (drop("title", "zh"), "title：缺少“zh”"),
    "a title in a third language": (put("title", "fr", "Mots"), "title：不认识“fr”"),
    "a blank title": (put("title", "zh", "  "), "title/zh：“  ”的写法不对，或者是空的"),
    "no basis": (drop("basis"), "缺少“basis”"),
    "an unknown standing": (put("standing", "law"), "standing：“law”不可用，可选：regulation"),
    "no note on the standing": (drop("standing_note"), "缺少“standing_note”"),
    "an unknown weighting": (put("weighting", "shares"), "weighting：“shares”不可用，可选：points、percent"),
    "a grade scale nobody offers": (put("grade_scale", "nobody.scale"), "没有等级标准“nobody.scale”"),
    "a conclusion scale nobody offers": (
        put("conclusion_scale", "nobody.scale"),
        "没有等级标准“nobody.scale”",
    ),
    "a key without a package": (put("grade_scale", "scale"), "grade_scale：“scale”的写法不对"),
    "conclusions of an evaluation": (put("kind", "key_evaluation"), "kind：“key_evaluation”不可用"),
    "an unknown rule for reasons": (put("reason", "sometimes"), "reason：“sometimes”不可用，可选：always"),
    "an unknown rule for evidence": (
        put("evidence", "maybe"),
        "evidence：“maybe”不可用，可选：optional、required",
    ),
    "an unknown key": (put("colour", "blue"), "不认识“colour”"),
    "a misspelt key": (put("grade_scales", "x"), "不认识“grade_scales”"),
    "an unknown waiver": (put("waive", ["everything"]), "waive/0：“everything”不可用"),
    "no criteria": (put(C, []), "criterion：至少要有 1 项"),
    "criteria that are no list": (put(C, {}), "criterion：“{}”的类型不对，应为 array"),
    "a criterion without id": (drop(C, 0, "id"), "指标 #1：缺少“id”"),
    "an id with a slash": (put(C, 0, "id", "1/1"), "指标 1/1 / id：“1/1”的写法不对"),
    "two criteria with one id": (put(C, 1, "id", "1.1"), "指标 1.1：指标编号 1.1 重复"),
    "a criterion without title": (drop(C, 1, "title"), "指标 1.2：缺少“title”"),
    "a criterion without path": (drop(C, 1, "path"), "指标 1.2：缺少“path”"),
    "an empty path": (put(C, 1, "path", []), "指标 1.2 / path：至少要有 1 项"),
    "a heading without English": (put(C, 1, "path", 0, {"zh": "甲"}), "指标 1.2 / path/0：缺少“en”"),
    "no points": (drop(C, 1, "points"), "指标 1.2：“1.2”的分值必须是正数"),
    "points in words": (put(C, 1, "points", "twenty"), "指标 1.2 / points：“twenty”的类型不对，应为 number"),
    "zero points": (put(C, 1, "points", 0), "指标 1.2 / points：0 太小，必须大于 0"),
    "negative points": (put(C, 1, "points", -20), "指标 1.2 / points：-20 太小，必须大于 0"),
    "too many points": (put(C, 1, "points", 101), "指标 1.2 / points：101 太大，不能大于 100"),
    "a sum of 101": (put(C, 4, "points", 11), "各一级指标之和是 101，应为 100"),
    "a sum of 99.5": (put(C, 4, "points", Decimal("9.5")), "各一级指标之和是 99.5，应为 100"),
    "points too fine to store": (
        put(C, 4, "points", Decimal("10.00001")),
        "指标 2.3 折合 10.00001 分，小数超过四位",
    ),
    "a group that is not the sum": (put("group", 0, "points", 41), "“甲”：下级之和是 40，应为 41"),
    "a group of nothing": (put("group", 0, "path", ["丙"]), "“丙”：“丙”下没有指标"),
    "a group twice": (lambda s: s["group"].append({"path": ["甲"], "points": 40}), "“甲”：“甲”写了两次"),
    "a scattered heading": (lambda s: s[C].append(s[C].pop(0)), "“甲”：“甲”下的指标没有排在一起"),
    "a scale of nothing": (put(C, 1, "scale", 0), "指标 1.2 / scale：0 太小，必须大于 0"),
    "a rule of not applying that is none": (
        put(C, 1, "not_applicable", "zero"),
        "指标 1.2 / not_applicable：“zero”不可用，可选：rescale、full",
    ),
    "no scorer": (drop(C, 1, S), "指标 1.2：缺少“scorer”"),
    "a scorer without key": (drop(C, 1, S, "use"), "指标 1.2 / scorer：缺少“use”"),
    "a scorer nobody offers": (
        put(C, 1, S, {"use": "nobody.levels"}),
        "指标 1.2：没有评分方法“nobody.levels”",
    ),
    "a step of nothing": (put(C, 0, S, "step", 0), "指标 1.1 / scorer/step：0 太小，必须大于 0"),
    "an unknown parameter": (put(C, 0, S, "steps", 1), "指标 1.1 / scorer：不认识“steps”"),
    "an anchor below zero": (
        put(C, 0, S, "anchors", "差", -1),
        "指标 1.1 / scorer/anchors/差：-1 太小，不能小于 0",
    ),
    "no levels": (drop(C, 1, S, "levels"), "指标 1.2 / scorer：缺少“levels”"),
    "one level only": (drop(C, 1, S, "levels", 1), "指标 1.2 / scorer/levels：至少要有 2 项"),
    "a level without share": (drop(C, 1, S, "levels", 0, "share"), "指标 1.2 / scorer/levels/0：缺少“share”"),
    "a share above one": (
        put(C, 1, S, "levels", 0, "share", 2),
        "指标 1.2 / scorer/levels/0/share：2 太大，不能大于 1",
    ),
    "an element without text": (
        drop(C, 2, S, "elements", 0, "text"),
        "指标 2.1 / scorer/elements/0：缺少“text”",
    ),
    "an element of no share": (
        put(C, 2, S, "elements", 1, "share", 0),
        "指标 2.1 / scorer/elements/1/share：0 太小，必须大于 0",
    ),
    "a rate without denominator": (drop(C, 3, S, "denominator"), "指标 2.2 / scorer：缺少“denominator”"),
    "a cap above one": (put(C, 3, S, "cap", 2), "指标 2.2 / scorer/cap：2 太大，不能大于 1"),
    "bands without value": (drop(C, 4, S, "value"), "指标 2.3 / scorer：缺少“value”"),
    "a band without share": (drop(C, 4, S, "bands", 0, "share"), "指标 2.3 / scorer/bands/0：缺少“share”"),
    "a bound in words": (
        put(C, 4, S, "bands", 0, "at_least", "high"),
        "指标 2.3 / scorer/bands/0/at_least：“high”的类型不对，应为 number",
    ),
    "no findings": (put(C, 5, S, "findings", []), "指标 2.4 / scorer/findings：至少要有 1 项"),
    "a finding that costs nothing": (
        put(C, 5, S, "findings", 0, "points", 0),
        "指标 2.4 / scorer/findings/0/points：0 太小，必须大于 0",
    ),
    "a veto without id": (drop(V, 0, "id"), "一票否决 #1：缺少“id”"),
    "a veto without title": (drop(V, 0, "title"), "一票否决 V1：缺少“title”"),
    "a veto without English": (drop(V, 0, "title", "en"), "一票否决 V1 / title：缺少“en”"),
    "a veto that caps at full marks": (put(V, 0, "most", 100), "一票否决 V1 / most：100 太大，必须小于 100"),
    "a veto that caps below nothing": (put(V, 0, "most", -1), "一票否决 V1 / most：-1 太小，不能小于 0"),
    "a cap that cannot be printed": (
        put(V, 0, "most", Decimal("59.995")),
        "一票否决 V1：“59.995”不能作否决后的最高分",
    ),
    "a cap in words": (put(V, 0, "most", "zero"), "一票否决 V1 / most：“zero”的类型不对，应为 number"),
    "votes that are no rule": (
        put(V, 0, "votes", "most"),
        "一票否决 V1 / votes：“most”不可用，可选：one、majority",
    ),
    "a veto with points": (put(V, 0, "points", 5), "一票否决 V1：不认识“points”"),
    "a veto with a criterion's id": (put(V, 0, "id", "1.1"), "一票否决 1.1：编号 1.1 已经用过"),
    "two vetoes with one id": (
        lambda s: s[V].append({"id": "V1", "title": WORDS}),
        "一票否决 V1：编号 V1 已经用过",
    ),
    "a pre-condition without title": (drop(P, 0, "title"), "先决条件 P1：缺少“title”"),
    "a pre-condition with a veto's id": (put(P, 0, "id", "V1"), "先决条件 V1：编号 V1 已经用过"),
    "a pre-condition with an id of spaces": (put(P, 0, "id", " "), "先决条件   / id：“ ”的写法不对"),
    "pre-conditions that are no list": (put(P, {}), "precondition：“{}”的类型不对，应为 array"),
}
NESTED_CASES: Final[dict[str, tuple[Break, str]]] = {
    "a heading without percent": (put("group", []), "“甲”：“甲”须写明占上级的百分比"),
    "a criterion without percent": (drop(C, 0, "percent"), "指标 1：“1”须写明占上级的百分比"),
    "children of 99 percent": (put(C, 0, "percent", 49), "“甲”：下级之和是 99，应为 100"),
    "headings of 90 percent": (put("group", 0, "percent", 90), "各一级指标之和是 90，应为 100"),
}


def said_of(source: Source, folder: Path) -> tuple[int, str]:
    file = folder / "broken.toml"
    file.write_text(write_toml(source), "utf-8")
    answer = CliRunner().invoke(
        main, ["--language", "zh", "templates", "check", str(file)], catch_exceptions=False
    )
    return answer.exit_code, answer.stderr


@pytest.mark.parametrize("source", [SOUND, NESTED], ids=["points", "percent"])
def test_what_the_broken_ones_are_made_of_is_sound(source: Source, tmp_path: Path) -> None:
    assert said_of(source, tmp_path) == (0, "")


@pytest.mark.parametrize("fault", CASES)
def test_a_broken_template_is_refused_by_its_place(fault: str, tmp_path: Path) -> None:
    change, message = CASES[fault]
    source = deepcopy(SOUND)
    change(source)
    code, said = said_of(source, tmp_path)
    assert (code, message in said) == (1, True), said


@pytest.mark.parametrize("fault", NESTED_CASES)
def test_a_broken_nested_template_is_refused_by_its_place(fault: str, tmp_path: Path) -> None:
    change, message = NESTED_CASES[fault]
    source = deepcopy(NESTED)
    change(source)
    code, said = said_of(source, tmp_path)
    assert (code, message in said) == (1, True), said


def test_there_are_sixty_of_them_at_least() -> None:
    assert len(CASES) + len(NESTED_CASES) >= 60
