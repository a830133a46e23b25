import pytest

from reviewhub.files.apart import Broken, TooMuch, run_apart


def test_what_the_module_prints_comes_back() -> None:
    assert run_apart("base64", ["-e", "-"], b"hub", 20) == b"aHVi\n"


def test_a_module_that_fails_is_broken() -> None:
    with pytest.raises(Broken):
        run_apart("base64", ["--nonsense"], b"", 20)


def test_a_module_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TooMuch):
        run_apart("timeit", ["-n", "1", "-s", "import time", "time.sleep(30)"], b"", 1)
