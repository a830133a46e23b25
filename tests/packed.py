"""A pack's raw data without a database: three experts of the published case, and forged packs."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine

from reviewhub.domain.ledger import digest
from reviewhub.domain.packing.manifest import MANIFEST, manifest_of
from reviewhub.domain.packing.raw import (
    FORMAT,
    RawCampaign,
    RawConclusion,
    RawPack,
    RawPanel,
    RawPerson,
    RawSheet,
    RawTask,
)
from reviewhub.domain.result import MoneyFacts, Rules, SubmittedSheet, review, snapshot
from reviewhub.domain.scoring.answer import Answer
from reviewhub.edge.unit import Parts
from reviewhub.files.local import DocumentStore
from reviewhub.files.packing.zipped import unzipped, zipped
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice
from reviewhub.services.scoring.sheets import sheet_digest
from reviewhub.settings import Settings

REGISTRY: Final = load_plugins()
TEMPLATE: Final = REGISTRY.templates["prior-assessment-national"]
CASE: Final = files("reviewhub") / "demo_data" / "kunming_2021" / "prior_assessment_scores.csv"
ASKED: Final = Decimal(23_046_000)
EXPERTS: Final = ("马兰杰", "赵明敏", "袁桂平")


def parts(folder: Path) -> Parts:
    """What makes and checks packs, on a database without a table."""
    settings = Settings(data_dir=folder)
    return Parts(settings, create_engine("sqlite://"), REGISTRY, DocumentStore(folder))


def rules() -> Rules:
    """The rules of the published case."""
    choice = Choice("builtin.mean_of_criterion_means", "", "builtin.kunming_2021", {})
    return REGISTRY.rules(TEMPLATE, choice)


def pack(language: str = "zh", *, anonymised: bool = False) -> RawPack:
    """Give the pack of the first project of the published case, as its first three experts scored it."""
    sheets = [_sheet(number, given) for number, given in enumerate(_points()[: len(EXPERTS)], 1)]
    submitted = [
        SubmittedSheet(one.number, tuple(Decimal(given or 0).scaleb(-4) for given in one.points), one.digest)
        for one in sheets
    ]
    money = MoneyFacts(ASKED)
    frozen = json.loads(json.dumps(snapshot(review(rules(), submitted, money), money)))
    totals = [int(Decimal(one.total).scaleb(4)) for one in sheets]
    names = [""] * len(EXPERTS) if anonymised else EXPERTS
    task = RawTask(
        number=1,
        code="53012221202001001",
        project="主干道市容环境整治",
        unit="城市管理局",
        department="城市管理局",
        asked=f"{ASKED:f}",
        template=TEMPLATE.digest,
        decided=None,
        scorers=["builtin.points@1"],
        conclusion=RawConclusion(1, digest(frozen), frozen, "", "2021-11-09T01:00:00+00:00"),
        sheets=sheets,
        people=[RawPerson(place, "expert", name, "", "") for place, name in enumerate(names, 1)],
        panel=RawPanel(0, ["主干道市容环境整治"], [1, 2, 3], [totals]),
        tables=[],
    )
    campaign = RawCampaign("2021 年度事前绩效评估", "prior_assessment", 2021, "经开区财政分局", {})
    source = json.loads(TEMPLATE.source)
    return RawPack(
        format=FORMAT,
        language=language,
        anonymised=anonymised,
        single=True,
        zone="Asia/Shanghai",
        campaign=campaign,
        templates={TEMPLATE.digest: source},
        tasks=[task],
    )


def forged(archive: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Change the files of a pack and write a manifest that fits what they are now."""
    inside = unzipped(archive)
    made_with = json.loads(inside.pop(MANIFEST))["made_with"]
    change(inside)
    return zipped({**inside, MANIFEST: manifest_of(inside, made_with)})


def _points() -> list[Sequence[str]]:
    rows = list(csv.reader(CASE.read_text("utf-8-sig").splitlines()))
    first, last = rows[0].index("1.1"), rows[0].index("5.4")
    return [row[first : last + 1] for row in rows[1:]]


def _sheet(number: int, given: Sequence[str]) -> RawSheet:
    answers = dict(zip((one.id for one in TEMPLATE.criteria), map(_answer, given), strict=True))
    points = [int(Decimal(one).scaleb(4)) for one in given]
    total = Decimal(sum(points)).scaleb(-4).quantize(Decimal("0.01"))
    sealed = sheet_digest(TEMPLATE.digest, answers, (list(points), total), "按评审意见完善后实施。")
    return RawSheet(
        number=number,
        template=TEMPLATE.digest,
        answers=answers,
        points=points,
        total=f"{total:.2f}",
        opinion="按评审意见完善后实施。",
        digest=sealed,
        submitted_at="2021-10-25T01:00:00+00:00",
    )


def _answer(points: str) -> Answer:
    return Answer({"points": points}, reason="" if Decimal(points) == 5 else "依据不足")


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Give the path of every plain value in data as JSON gives it."""
    if isinstance(value, Mapping):
        return [leaf for key, one in value.items() for leaf in leaves(one, (*path, key))]
    if isinstance(value, list):
        return [leaf for key, one in enumerate(value) for leaf in leaves(one, (*path, key))]
    return [path]
