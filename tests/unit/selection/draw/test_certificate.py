import json

from reviewhub.selection.draw.canonical import digest
from reviewhub.selection.draw.certificate import certificate, written
from unit.selection.draw.made import begun, committed_to, full_certificate, outcome


def test_the_digest_covers_everything_else() -> None:
    made = full_certificate()
    body = {key: value for key, value in made.items() if key != "digest"}
    assert made["digest"] == digest(body)


def test_a_sealed_certificate_names_none_of_the_drawn() -> None:
    text = written(certificate(committed_to(), begun())).decode()
    assert outcome().panel[0] in text
    assert "专家" not in text


def test_an_opened_certificate_names_those_who_sat() -> None:
    assert all(one["name"].startswith("专家") for one in full_certificate()["opened"].values())


def test_the_file_is_what_it_holds() -> None:
    made = full_certificate()
    assert json.loads(written(made)) == made
    assert written(json.loads(written(made))) == written(made)
