"""The table of corrections: three words, every line that says none is passed over."""

from reviewhub.domain.appointing.pairing import PairAct, PairRow, parse_pairs

HEADER = ("任务序号", "项目名称", "专家编号", "姓名", "处理")


def test_acts_are_read_in_either_language_and_blank_ones_passed_over() -> None:
    parsed = parse_pairs(
        [
            HEADER,
            ("1", "甲", "ZJ0001", "", "删除"),
            ("1", "甲", "ZJ0002", "", "Add"),
            ("2", "乙", "ZJ0003", "", ""),
        ]
    )
    assert parsed.problems == ()
    assert parsed.rows == (PairRow(2, 1, "ZJ0001", PairAct.DROP), PairRow(3, 1, "ZJ0002", PairAct.ADD))


def test_every_wrong_cell_is_named_with_its_place() -> None:
    parsed = parse_pairs([HEADER, ("一", "甲", "", "", "换人"), ("", "乙", "ZJ0001", "", "保留")])
    assert [(one.path, one.code) for one in parsed.problems] == [
        ("row 2 / 任务序号", "table.not_a_whole_number"),
        ("row 2 / 专家编号", "table.value_missing"),
        ("row 2 / 处理", "table.not_a_choice"),
        ("row 3 / 任务序号", "table.value_missing"),
    ]
