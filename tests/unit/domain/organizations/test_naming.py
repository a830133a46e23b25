"""Names of organisations in the form in which they are compared."""

import pytest

from reviewhub.domain.organizations.naming import fold_name


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("云岭工程咨询（云南）有限责任公司", "云岭工程咨询云南"),
        ("云岭工程咨询有限公司昆明分公司", "云岭工程咨询有限公司昆明分公司"),
        ("第20中学", "第二十中学"),
        ("有限公司", "有限公司"),
        ("  ", ""),
    ],
)
def test_form_and_brackets_fold_and_what_tells_bodies_apart_stays(written: str, folded: str) -> None:
    assert fold_name(written) == folded
