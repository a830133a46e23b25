"""The page that ``reviewhub statistics --format html`` writes: everything in it, nothing that acts."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewhub.cli import main

SCORES = "项目,甲,乙,丙,丁,戊\n路,91,88,90,93,85\n桥,84,80,82,88,79\n河,77,70,75,80,70\n湖,66,60,64,70,58\n"
HOSTILE = (
    '组,项目,<script>alert(1)</script>,"A & ""B"""\n'
    "<b>一</b>,<img src=x onerror=alert(1)>,91,88\n<b>一</b>,桥 $x$,84,80\n"
)
ASKED = ("--scale", "0,100", "--cutoffs", "90,80,60")


class Read(HTMLParser):
    """The tags, headings and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def run(tmp_path: Path, content: str, *options: str) -> Result:
    file = tmp_path / "scores.csv"
    file.write_text(content, "utf-8")
    return CliRunner().invoke(main, ["statistics", str(file), "--format", "html", *options])


def page(tmp_path: Path, content: str, *options: str) -> str:
    result = run(tmp_path, content, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        (
            "zh",
            [
                "等级会不会变",
                "是不是一个人说了算",
                "专家相差多远",
                "换一组专家，得分会不会一致",
                "谁偏严、谁偏宽、谁忽高忽低",
                "要几位专家才够",
            ],
        ),
        (
            "en",
            [
                "Would the grade stay?",
                "Does one person decide?",
                "How far apart are the experts?",
                "Would another panel agree?",
                "Who is strict, lenient or erratic?",
                "How many experts are enough?",
            ],
        ),
    ],
)
def test_six_questions_are_answered_in_the_language_asked_for(
    tmp_path: Path, language: str, titles: list[str]
) -> None:
    found = page(tmp_path, SCORES, *ASKED, "--language", language)
    assert re.findall(r"<h3>(.*?)</h3>", found) == titles
    assert Read(found).attributes("html")[0]["lang"] == {"zh": "zh-CN", "en": "en"}[language]


def test_an_english_page_says_nothing_in_chinese_but_names(tmp_path: Path) -> None:
    content = "target,A,B,C\nroad,91,88,90\nbridge,84,80,82\nriver,77,70,\nlake,66,60,64\n"
    found = Read(page(tmp_path, content, *ASKED, "--language", "en"))
    labels = [label for _, attributes in found.tags if (label := attributes.get("aria-label"))]
    assert re.findall(r"[\u4e00-\u9fff]+", "".join([found.text, *labels])) == []


def test_the_words_name_who_decides_and_who_is_strict(tmp_path: Path) -> None:
    text = Read(page(tmp_path, SCORES, *ASKED)).text
    assert "去掉专家 戊 中的任一位，等级就不再是“80–90 分”。" in text
    assert re.search(r"专家戊 在同一批项目上比专家组平均低 [\d.]+ 分", text)


def test_every_picture_says_in_words_what_it_shows(tmp_path: Path) -> None:
    pictures = Read(page(tmp_path, SCORES, *ASKED)).attributes("svg")
    assert len(pictures) == 4 + 1 + 1 + 1 + 1
    assert all(picture["role"] == "img" and picture["aria-label"] for picture in pictures)


def test_names_that_look_like_markup_are_only_names(tmp_path: Path) -> None:
    found = Read(page(tmp_path, HOSTILE, *ASKED))
    assert {"script", "img", "b", "link", "iframe"} & {tag for tag, _ in found.tags} == set()
    assert [name for _, attributes in found.tags for name in attributes if name.startswith("on")] == []
    assert "<img src=x onerror=alert(1)>" in found.text


def test_the_page_forbids_itself_everything_but_its_own_style(tmp_path: Path) -> None:
    found = Read(page(tmp_path, SCORES))
    policy = next(one["content"] for one in found.attributes("meta") if one.get("http-equiv"))
    assert policy is not None
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'", policy)
    assert [attributes for _, attributes in found.tags if {"style", "src"} & attributes.keys()] == []


@pytest.mark.parametrize(
    "content",
    [
        "90,90\n90,90\n",
        "90\n80\n",
        "90,80\n",
        ",\n,\n1,2\n",
        "90,\n,80\n",
        "90,80,,\n70,75,,\n,,60,65\n,,80,70\n",
    ],
)
@pytest.mark.parametrize("options", [(), ASKED])
def test_what_bears_no_agreement_still_makes_a_page(
    tmp_path: Path, content: str, options: tuple[str, ...]
) -> None:
    found = page(tmp_path, content, *options)
    assert len(re.findall(r"<h3>", found)) == 6
    assert "nan" not in Read(found).text.lower()


def test_many_panels_stand_in_one_table_and_the_first_are_laid_out(tmp_path: Path) -> None:
    rows = [f"{at}组,{project},{60 + at},{70 + at}" for at in range(13) for project in ("路", "河")]
    found = page(tmp_path, "\n".join(["组,项目,甲,乙", *rows]))
    assert len(re.findall(r"<h2>", found)) == 12
    assert ("12组" in found, "还有 1 组没有展开" in found) == (True, True)


def test_scores_that_cannot_be_subtracted_make_no_page(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    result = run(tmp_path, SCORES, "--level", "ordinal", "--output", str(out))
    assert (result.exit_code, out.exists()) == (2, False)


def test_json_has_its_short_form(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text(SCORES, "utf-8")
    long = CliRunner().invoke(main, ["statistics", str(file), "--format", "json"]).stdout
    short = CliRunner().invoke(main, ["statistics", str(file), "--json"]).stdout
    assert json.loads(long) == json.loads(short)
