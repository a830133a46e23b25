"""``reviewhub reports check``: what a firm finds before it hands in, without a server."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewhub.cli import main
from unit.domain.commissioning.checking.papers import BODY, report
from unit.files.papers import docx, par

COPIED = "经现场核查，项目单位未建立专项资金管理台账，支出凭证不齐全，建议尽快完善内部控制制度并补齐资料。"
SCORES = (
    ("一级指标", "三级指标", "分值", "得分"),
    ("决策", "立项依据充分性", "50", "45"),
    ("", "立项程序规范性", "50", "40"),
    ("合计", "", "100", "{total}"),
    ("评价等级", "{grade}", "", ""),
)


def paper(total: str, grade: str, *left_out: str) -> bytes:
    text = report(*left_out, bodies=(BODY,) * 6 + (COPIED,))
    rows = (
        "".join(f"<w:tc>{par(cell.format(total=total, grade=grade))}</w:tc>" for cell in row)
        for row in SCORES
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return docx("".join(par(one.text) for one in text) + f"<w:tbl>{table}</w:tbl>")


def run(folder: Path, data: bytes, *options: str) -> Result:
    file = folder / "报告.docx"
    file.write_bytes(data)
    return CliRunner().invoke(main, ["reports", "check", str(file), *options])


def test_a_report_in_order_passes(tmp_path: Path) -> None:
    result = run(tmp_path, paper("85", "良"))
    assert (result.exit_code, result.output.count("✗"), result.output.count("✓")) == (0, 0, 2)


def test_everything_that_is_wrong_is_said_with_status_one(tmp_path: Path) -> None:
    other = tmp_path / "去年.docx"
    other.write_bytes(docx(par(COPIED)))
    wrong = paper("88", "优", "六、", "问卷")
    result = run(tmp_path, wrong, "--against", str(other))
    assert result.exit_code == 1
    for words in (
        "没有找到章节“有关建议”。",
        "没有找到附件“问卷及统计”。",
        "报告总分是 88 分，各指标得分相加是 85 分。",
        "报告等级是“优”，而按报告总分 88 分应为“良”。",
        "与 去年.docx 雷同",
        "共 5 处问题。",
    ):
        assert words in result.output


def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    for data in (b"<html>", docx(""), b""):
        result = run(tmp_path, data)
        assert result.exit_code == 1
        assert result.output.startswith("Error: ")
        assert "Traceback" not in result.output


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_without_figures_says_so(tmp_path: Path, language: str) -> None:
    text = "".join(par(one.text) for one in report())
    result = run(tmp_path, docx(text), "--language", language)
    assert result.exit_code == 0
    assert ("没有核对数据" in result.output) == (language == "zh")
