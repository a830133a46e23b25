"""Only what the rules name of a person enters a draw."""

from reviewhub.domain.appointing.traits import Traits

PERSON = Traits("财务", "高级会计师", ("财务", "水利"), "女", "昆明", "17", is_outside=True)


def test_features_are_those_that_the_rules_name_and_no_others() -> None:
    assert PERSON.features(("class", "field:水利", "field:法律")) == {
        "class": "财务",
        "field:水利": "yes",
        "field:法律": "no",
    }


def test_seniority_is_read_from_the_title() -> None:
    assert PERSON.features(("seniority", "outside", "gender", "region", "employer")) == {
        "seniority": "副高",
        "outside": "yes",
        "gender": "女",
        "region": "昆明",
        "employer": "17",
    }
