"""The live workbook: LibreOffice computes from the raw scores what the platform computes, to the cent."""

import io
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final

import openpyxl
import pytest

from packed import REGISTRY, pack, parts
from reviewhub.domain.result import MoneyFacts, Result, Rules, SubmittedSheet, review
from reviewhub.edge.packing.live_book import live_book
from reviewhub.edge.packing.speaking import speaking
from reviewhub.files.packing.workbook import write_book
from reviewhub.plugin.registry import Choice
from reviewhub.services.packing.recounting import Counted

OFFICE: Final = shutil.which("soffice")
RECALCULATE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
AGGREGATORS: Final = (
    "builtin.mean_of_criterion_means",
    "builtin.mean_of_totals",
    "builtin.trimmed_mean",
    "builtin.median",
)
MONEY: Final = MoneyFacts(Decimal("12683500.00"), Decimal("1000000.01"), "单价偏高")


def rules(aggregator: str) -> Rules:
    template = REGISTRY.templates["project-evaluation-national-b"]
    return REGISTRY.rules(template, Choice(aggregator, "", "builtin.kunming_2021", {}))


def scored(using: Rules, dice: Random, worth: float) -> Result:
    """Let seven experts score at random, with halves, criteria left out and now and then a veto."""
    sheets = [
        SubmittedSheet(number, tuple(_points(using, dice, worth)), vetoes=tuple(_vetoes(using, dice)))
        for number in range(1, 8)
    ]
    return review(using, sheets, MONEY)


def _points(using: Rules, dice: Random, worth: float) -> Iterator[Decimal | None]:
    for one in using.template.criteria:
        share = Decimal(dice.randrange(int(worth * 1000), 1001)) / 1000
        yield None if dice.random() < 0.03 else (one.points * share).quantize(Decimal("0.0001"))


def _vetoes(using: Rules, dice: Random) -> Iterator[str]:
    yield from (one.id for one in using.template.vetoes if dice.random() < 0.02)


def book(result: Result, folder: Path) -> bytes:
    raw = pack()
    with speaking(parts(folder), raw):
        return write_book(live_book(Counted(raw.tasks[0], result, MONEY), "0" * 64))


def values(workbook: bytes | Path) -> dict[str, list[list[Any]]]:
    given = io.BytesIO(workbook) if isinstance(workbook, bytes) else workbook
    opened = openpyxl.load_workbook(given, data_only=True)
    return {
        sheet.title: [[cell or None for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in opened
    }


def outcome(sheets: dict[str, list[list[Any]]]) -> dict[str, Any]:
    rows = sheets["打分与结果"]
    return {row[0]: row[1] for row in rows if row[0] in {"总分", "等级", "预算调整建议", "建议安排（元）"}}


def recalculated(folder: Path, names: Sequence[str]) -> dict[str, dict[str, list[list[Any]]]]:
    """Let LibreOffice open workbooks, compute every formula anew, and save them."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATE, "utf-8")
    command = [OFFICE or "", f"-env:UserInstallation={profile.parent.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
    subprocess.run([*command, *(str(folder / name) for name in names)], check=True, capture_output=True)
    return {name: values(folder / "out" / name) for name in names}


def test_every_formula_carries_the_platforms_number(tmp_path: Path) -> None:
    result = scored(rules(AGGREGATORS[0]), Random(7), 0.8)
    told = outcome(values(book(result, tmp_path)))
    assert told["总分"] == float(result.printed_total)
    assert told["等级"] == result.grade.label.zh


def test_a_method_of_a_plugin_gives_a_number_that_does_not_move_and_says_so(tmp_path: Path) -> None:
    result = scored(rules(AGGREGATORS[1]), Random(7), 0.8)
    aggregator = _Renamed()
    strange = replace(result, rules=replace(result.rules, aggregator=aggregator))
    opened = openpyxl.load_workbook(io.BytesIO(book(strange, tmp_path)))
    notes = [str(row[0]) for row in opened["说明"].iter_rows(values_only=True)]
    assert "汇总得分由插件算出，不随单元格改动。" in notes


class _Renamed(type(REGISTRY.aggregators["builtin.mean_of_totals"])):  # type: ignore[misc]  # a class found at run time
    key = "province.own_mean"


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_platforms_numbers_and_follows_a_changed_cell(tmp_path: Path) -> None:
    dice, expected = Random(9704), {}
    for place in range(8):
        using = rules(AGGREGATORS[place % 4])
        result = scored(using, dice, (0.95, 0.8, 0.5, 0.2)[place // 2])
        name = f"{place}.xlsx"
        (tmp_path / name).write_bytes(book(result, tmp_path))
        expected[name] = values(tmp_path / name)
        changed = replace(result.sheets[2], points=(Decimal("0.5"), *result.sheets[2].points[1:]))
        sheets = [*result.sheets[:2], changed, *result.sheets[3:]]
        edited = book(review(using, sheets, MONEY), tmp_path)
        expected[f"edited-{name}"] = values(edited)
        opened = openpyxl.load_workbook(tmp_path / name)
        opened["打分与结果"]["F9"] = 0.5
        opened.save(tmp_path / f"edited-{name}")
    found = recalculated(tmp_path, list(expected))
    for name, sheets_of in expected.items():
        assert outcome(found[name]) == outcome(sheets_of), name
        assert found[name]["等级与金额"] == sheets_of["等级与金额"], name
        if not name.startswith("edited"):
            assert found[name]["打分与结果"] == sheets_of["打分与结果"], name
