import subprocess
import sys

ASK = (
    "import resource, socket; print(resource.getrlimit(resource.RLIMIT_AS)[0] >> 30);"
    "print([name for _, name in socket.if_nameindex()])"
)


def test_the_program_has_bounded_memory_and_no_network_but_its_own() -> None:
    command = [sys.executable, "-P", "-m", "reviewhub.files.showing.limited", sys.executable, "-c", ASK]
    memory, network = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    assert (memory, network) == ("4", "['lo']")
