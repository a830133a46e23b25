from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import reviewhub_class_weights
from click.testing import CliRunner
from reviewhub_class_weights import EQUAL, FIVE_TWO_THREE

from reviewhub.cli import main
from reviewhub.plugin.protocols import Scores, WrongState
from reviewhub.testing import check_aggregator

FULL = (Decimal(100),)
SCORES = "项目,金额（元）,专家,类别,{ids}\n路,100,甲,业务,{five}\n路,,乙,管理,{four}\n路,,丙,{kind},{three}\n"


def panel(classes: Sequence[str], *totals: str) -> Scores:
    return Scores.of(FULL, [(Decimal(total),) for total in totals], classes)


def test_everything_it_offers_keeps_its_contract(check_plugin: Callable[..., Any]) -> None:
    check_plugin(reviewhub_class_weights)


def test_it_has_a_number_only_where_every_class_sits_on_the_panel() -> None:
    assert len(check_aggregator(EQUAL)) == 35  # of 49 made panels, those with three experts or more


@pytest.mark.parametrize(
    ("aggregator", "value"),
    [
        (EQUAL, "80"),  # (70 + 80 + 90) / 3
        (FIVE_TWO_THREE, "78"),  # 0.5 × 70 + 0.2 × 80 + 0.3 × 90
    ],
)
def test_every_class_counts_by_its_weight_however_many_sit_there(aggregator: Any, value: str) -> None:
    scores = panel(["业务", "业务", "业务", "管理", "财务"], "60", "70", "80", "80", "90")
    assert aggregator.aggregate(scores, {}).value == Decimal(value)


def test_thirds_are_not_rounded_before_the_end() -> None:
    scores = panel(["业务", "业务", "业务", "管理", "财务"], "80", "80", "80.01", "80", "80.02")
    thirds = Decimal("240.02") + Decimal("0.01") / 3
    assert abs(EQUAL.aggregate(scores, {}).value - thirds / 3) < Decimal("1e-20")


def test_a_campaign_s_parameters_take_the_place_of_the_weights() -> None:
    scores = panel(["业务", "财务"], "70", "90")
    assert EQUAL.aggregate(scores, {"weights": {"业务": "0.75", "财务": "0.25"}}).value == 75


def test_the_reason_names_weights_and_how_many_and_no_class_s_points() -> None:
    (reason,) = FIVE_TWO_THREE.aggregate(panel(["业务", "业务", "管理", "财务"], *["61"] * 4), {}).reasons
    assert reason.values == {"weights": "业务 50%（2）、管理 20%（1）、财务 30%（1）"}


@pytest.mark.parametrize(
    ("classes", "code", "values"),
    [
        (["业务", "", ""], "class_unknown", {"count": 2}),
        (["业务", "业务", "管理"], "class_missing", {"classes": "财务"}),
        (["业务", "法律", "管理"], "class_without_weight", {"classes": "法律"}),
    ],
)
def test_without_the_classes_there_is_no_number(
    classes: list[str], code: str, values: dict[str, Any]
) -> None:
    with pytest.raises(WrongState) as refused:
        EQUAL.aggregate(panel(classes, "70", "80", "90"), {})
    assert refused.value.code == f"aggregator.{code}"
    assert refused.value.values == {"aggregator": "class_weights.equal", **values}


@pytest.mark.parametrize(
    ("kind", "said"), [("财务", "90.00"), ("", "有 1 份打分表的专家类别不明"), ("管理", "还缺：财务")]
)
def test_a_table_of_scores_with_a_column_of_classes_is_weighed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, said: str
) -> None:
    (tmp_path / "weights.py").write_text("from reviewhub_class_weights import *\n", "utf-8")
    monkeypatch.setenv("REVIEWHUB_PLUGINS_DIR", str(tmp_path))
    ids = ",".join(f"{a}.{b}" for a in range(1, 6) for b in range(1, 5))
    points = {name: ",".join([one] * 20) for name, one in (("five", "5"), ("four", "4"), ("three", "4"))}
    (tmp_path / "scores.csv").write_text(SCORES.format(ids=ids, kind=kind, **points), "utf-8")
    options = ["--template", "prior-assessment-national", "--aggregator", "class_weights.5_2_3"]
    answer = CliRunner().invoke(main, ["assess", str(tmp_path / "scores.csv"), *options, "--language", "zh"])
    assert said in answer.output
