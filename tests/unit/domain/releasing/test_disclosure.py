"""What keeps a report from the public, and names of files that every system takes."""

import pytest

from reviewhub.domain.releasing.disclosure import file_name, personal_data

NAMES = ("马兰杰", "赵明敏")
# The example of GB 11643-1999, annex A.
ID = "11010519491231002X"


def codes(text: str) -> list[str]:
    return [one.code for one in personal_data(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("项目绩效良好，得分 89.51 分，合同编号 2026001380013。", []),
        ("评审专家：马 兰 杰", ["disclosure.names"]),
        ("联系电话１３８００１３８０００", ["disclosure.mobiles"]),
        ("电话 138-0013-8000", ["disclosure.mobiles"]),
        (f"身份证号 {ID}", ["disclosure.id_numbers"]),
        (
            f"身份证号 {ID.lower()}，赵明敏，13800138000",
            ["disclosure.names", "disclosure.mobiles", "disclosure.id_numbers"],
        ),
    ],
)
def test_names_and_personal_numbers_are_found_however_they_are_written(text: str, found: list[str]) -> None:
    assert codes(text) == found


def test_a_number_whose_check_character_is_wrong_is_no_id_number() -> None:
    assert codes("110105194912310021") == []


def test_people_are_counted_and_never_named() -> None:
    (reason,) = personal_data("马兰杰、赵明敏、马兰杰", NAMES)
    assert reason.values == {"count": 2}


@pytest.mark.parametrize(
    ("project", "name"),
    [
        ("水环境综合治理", "003-水环境综合治理.pdf"),
        ("../道路: 一/二", "003-道路_ 一_二.pdf"),
        ("…", "003-….pdf"),
        (" . ", "003.pdf"),
    ],
)
def test_a_file_is_named_after_its_project_without_what_systems_refuse(project: str, name: str) -> None:
    assert file_name(3, project, "pdf") == name
