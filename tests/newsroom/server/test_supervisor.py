"""Real programs under a real supervisor; each writes down its number so that we can look."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from newsroom.server import supervisor

SUPERVISE = [sys.executable, "-m", "newsroom.server.supervisor"]


def eventually(ask, seconds=10.0):
    """Wait until the answer is true, return it; the last answer when time is up."""
    until = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < until:
        time.sleep(0.02)
    return answer


def is_alive(number: int) -> bool:
    """Tell whether a process runs; one that has ended and waits to be collected does not."""
    try:
        os.kill(number, 0)
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return not Path("/proc/self").exists()  # a system without /proc, or it ended just now
    return state != "Z"


@pytest.fixture
def program(tmp_path):
    """Make a program that writes its number down, a line a start, and goes on with `then`."""

    def make(name: str, then: str) -> list[str]:
        return ["sh", "-c", f'echo $$ >> "{tmp_path / name}"; {then}']

    return make


@pytest.fixture
def numbers(tmp_path):
    """Return the numbers of a program's starts, waiting for so many."""

    def read(name: str, starts: int = 1) -> list[int]:
        path = tmp_path / name

        def lines() -> list[str]:
            return path.read_text().split("\n")[:-1] if path.exists() else []

        eventually(lambda: len(lines()) >= starts)
        return [int(line) for line in lines()]

    return read


@pytest.fixture
def start():
    """Start the supervisor with commands; end it with the test."""
    started = []

    def run(*commands: list[str], **options) -> subprocess.Popen:
        line = [part for command in commands for part in ("--", *command)]
        process = subprocess.Popen(
            [*SUPERVISE, *line], stderr=subprocess.PIPE, text=True, **options
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.terminate()
        process.wait(15)
        process.stderr.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signal_ends_every_child_and_answers_zero(start, program, numbers, number):
    process = start(program("server", "exec sleep 60"), program("helper", "exec sleep 60"))
    children = numbers("server") + numbers("helper")
    alive = [is_alive(child) for child in children]

    process.send_signal(number)

    assert process.wait(10) == 0
    assert alive == [True, True]
    assert [is_alive(child) for child in children] == [False, False]


def test_signal_ends_what_the_children_started(start, program, numbers, tmp_path):
    begin_worker = f'sleep 60 & echo $! >> "{tmp_path / "worker"}"'
    process = start(program("server", f"{begin_worker}; wait"))
    (worker,) = numbers("worker")

    process.terminate()

    assert process.wait(10) == 0
    assert eventually(lambda: not is_alive(worker))


def test_worker_that_outlives_its_dead_server_is_ended(start, program, numbers, tmp_path):
    begin_worker = f'sleep 60 & echo $! >> "{tmp_path / "worker"}"'
    process = start(program("server", f"{begin_worker}; exit 0"))
    (worker,) = numbers("worker")

    process.wait(10)

    assert eventually(lambda: not is_alive(worker))


@pytest.mark.parametrize(
    "end, answer", [("exit 3", 3), ("exit 0", 1), ("kill -KILL $$", 1)], ids=["3", "0", "killed"]
)
def test_server_that_ends_ends_all_and_never_answers_zero(start, program, numbers, end, answer):
    process = start(program("server", f"sleep 0.3; {end}"), program("helper", "exec sleep 60"))
    (helper,) = numbers("helper")

    code = process.wait(10)

    assert code == answer
    assert "The server ended with" in process.stderr.read()
    assert not is_alive(helper)


def test_helper_that_ends_is_started_again(start, program, numbers):
    process = start(program("server", "exec sleep 60"), program("helper", "exit 5"))

    first, second, *_ = numbers("helper", starts=2)

    assert first != second
    assert process.poll() is None
    assert is_alive(*numbers("server"))


def test_program_that_is_not_there_ends_all(start, program, numbers):
    process = start(program("server", "exec sleep 60"), ["/nowhere/helper"])

    assert process.wait(10) == 1
    assert not any(is_alive(child) for child in numbers("server"))


def test_killed_make_takes_all_with_it(program, numbers, tmp_path):
    """Whoever kills make with no chance to say so finds nothing left."""
    server = program("server", "exec sleep 60")
    make = f"{' '.join(SUPERVISE)} -- \"$@\" & echo $! >> '{tmp_path}/supervisor'; wait"
    parent = subprocess.Popen(
        ["sh", "-c", make, "make", *server], env=os.environ | {"MAKELEVEL": "1"}
    )
    ours = numbers("supervisor") + numbers("server")

    parent.kill()
    parent.wait()

    assert len(ours) == 2
    assert eventually(lambda: not any(is_alive(one) for one in ours))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
@pytest.mark.parametrize("killed", ["supervisor", "server"])
def test_killed_parent_leaves_no_process_after_five_seconds(start, program, numbers, killed):
    server = [sys.executable, "-m", "granian", "tests.newsroom.small_site:rsgi"]
    server += ["--interface", "rsgi", "--workers", "2", "--port", free_port()]
    process = start(server, program("helper", "trap '' TERM; exec sleep 60"))
    numbers("helper")
    family = eventually(lambda: family_of(process, 4))  # the server and its workers, the helper
    (granian,) = (one for one in psutil.Process(process.pid).children() if one.name() != "sleep")

    os.kill(process.pid if killed == "supervisor" else granian.pid, signal.SIGKILL)

    assert len(family) == 4
    assert eventually(lambda: not any(is_alive(one) for one in family), seconds=5)


def family_of(process: subprocess.Popen, size: int) -> list[int]:
    """Return the numbers of what a process has started, all the way down; none of fewer."""
    found = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    return found if len(found) == size else []


def free_port() -> str:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_child_that_will_not_go_is_killed_after_the_grace_period(program, numbers, tmp_path):
    deaf = f"trap '' TERM; echo 1 >> '{tmp_path}/deaf'; while :; do sleep 60; done"
    child = supervisor.Child(program("server", deaf))
    numbers("deaf")

    supervisor.end([child], grace=0.3)

    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    "arguments, commands",
    [
        (["--", "a", "b", "--", "c"], [["a", "b"], ["c"]]),
        (["--", "a", "--"], [["a"]]),
        (["a", "--", "b"], [["b"]]),
        (["a"], []),
        ([], []),
    ],
)
def test_split_makes_a_command_of_what_follows_each_pair_of_dashes(arguments, commands):
    assert supervisor.split(arguments) == commands


def test_without_a_command_it_says_how_to_write_one():
    done = subprocess.run(SUPERVISE, capture_output=True, text=True)

    assert done.returncode == 1
    assert "python -m newsroom.server.supervisor -- SERVER" in done.stderr
