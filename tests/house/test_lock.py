"""The lock carries names, versions and hashes, no addresses, and all that the project asks for."""

import re
import tomllib
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from house.tree import ROOT, is_ours

LOCK: Final = (ROOT / "requirements.lock").read_text("utf-8")
LINE: Final = re.compile(r"[a-z0-9._-]+==[\w.+!-]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
LOCKS_WITH_ADDRESSES: Final = ("uv" + ".lock", "pylock" + ".toml", "package" + "-lock.json", "yarn" + ".lock")


def asked_for() -> list[Requirement]:
    """Give every requirement of pyproject.toml: of the product, its extras, and its development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    groups = (project["project"]["dependencies"], *extras, *project["dependency-groups"].values())
    return [Requirement(one) for group in groups for one in group]


def locked() -> dict[str, list[str]]:
    """Give the versions the lock names for every package; some differ by Python's version."""
    pins: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==(\S+)", LOCK, re.MULTILINE):
        pins.setdefault(canonicalize_name(name), []).append(version)
    return pins


def test_the_lock_carries_hashes_and_no_addresses() -> None:
    assert [line for line in LOCK.splitlines() if not LINE.fullmatch(line)] == []


@pytest.mark.parametrize("requirement", asked_for(), ids=str)
def test_the_lock_has_what_the_project_asks_for(requirement: Requirement) -> None:
    versions = locked().get(canonicalize_name(requirement.name), [])
    assert versions
    assert [version for version in versions if version not in requirement.specifier] == []


@pytest.mark.parametrize("name", LOCKS_WITH_ADDRESSES)
def test_no_lock_that_records_addresses_is_kept(name: str) -> None:
    assert [path for path in ROOT.rglob(name) if is_ours(path)] == []
