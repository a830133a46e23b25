from pathlib import Path

import pytest

from reviewhub.domain.errors import NotFound
from reviewhub.files.packing.looks import looks_in, read_look


def test_the_templates_in_a_folder_are_named_without_what_an_office_program_leaves(tmp_path: Path) -> None:
    for name in ("某省.docx", "~$某省.docx", "说明.txt", "甲市.DOCX"):
        (tmp_path / name).write_bytes(name.encode())
    assert looks_in(tmp_path) == ("某省", "甲市")
    assert read_look(tmp_path, "甲市") == "甲市.DOCX".encode()


@pytest.mark.parametrize("name", ["", "../某省", "说明"])
def test_anything_that_is_no_template_of_the_folder_is_not_found(tmp_path: Path, name: str) -> None:
    (tmp_path.parent / "某省.docx").write_bytes(b"1")
    with pytest.raises(NotFound):
        read_look(tmp_path, name)


def test_without_a_folder_there_is_no_template(tmp_path: Path) -> None:
    assert looks_in(None) == looks_in(tmp_path / "nothing") == ()
