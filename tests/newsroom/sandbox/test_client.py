"""Whatever runs in a sandbox has its job and nothing else: no keys, files, network, neighbours."""

import os
import signal
import socket
import subprocess
import threading
import time

import psutil
import pytest

from newsroom.sandbox import client, lockdown
from newsroom.sandbox.client import Ended, Sandbox, Unavailable
from tests.newsroom.sandbox import probe

LIMITS = {"seconds": 5, "megabytes": 300}
# Files cannot be opened even where the kernel helps with nothing.
NO_OPENING = "EPERM" if lockdown.has_seccomp() else "EMFILE"


@pytest.fixture(scope="module")
def sandbox():
    started = Sandbox("tests.newsroom.sandbox.probe")
    yield started
    started.close()


def came(sandbox, **order) -> dict:
    order = {name.replace("_", " "): given for name, given in order.items()}
    return sandbox.run(order, b"", **LIMITS)[0]["came"]


def test_job_gets_its_data_and_answers_with_words_and_files(sandbox):
    data = os.urandom(3 * 1024 * 1024)

    assert sandbox.run({}, data, **LIMITS) == ({"came": {}}, [data])


def test_job_reads_neither_key_nor_database_nor_settings(sandbox, tmp_path):
    order = {}
    for name in ("key", "database", "settings"):
        file = tmp_path / name
        file.write_text(f"secret {name}")
        order[name] = str(file)

    leaked = probe.run(order, b"")[0]["came"]

    assert leaked == {name: f"secret {name}" for name in order}
    assert came(sandbox, **order) == dict.fromkeys(order, NO_OPENING)


def test_job_sees_no_environment_of_ours(sandbox, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for decoders")
    monkeypatch.setenv("DATABASE_URL", "postgres://news:password@127.0.0.1/news")
    order = {"environment": None}

    leaked = probe.run(order, b"")[0]["came"]["environment"].split(",")
    sandbox.close()  # so that it is started with these in reach
    seen = came(sandbox, environment=None)["environment"].split(",")

    assert {"SECRET_KEY", "DATABASE_URL"} <= {*leaked}
    assert {*seen} - {"LC_CTYPE", "__CF_USER_TEXT_ENCODING"} <= {*client.TO_START}
    assert "PATH" in seen


def test_job_sees_no_environment_of_other_processes(sandbox):
    path = f"/proc/{os.getpid()}/environ"
    if os.path.exists(path):
        assert (
            "PATH="
            in probe.run({"environment of the server": path}, b"")[0]["came"][
                "environment of the server"
            ]
        )

    assert came(sandbox, environment_of_the_server=path) == {
        "environment of the server": NO_OPENING
    }


def test_job_has_no_descriptor_but_its_own(sandbox, tmp_path):
    with open(tmp_path / "open", "w") as file, socket.socket() as line:
        os.set_inheritable(file.fileno(), True)
        os.set_inheritable(line.fileno(), True)
        inherited = {str(file.fileno()), str(line.fileno())}
        sandbox.close()  # so that it is started while these are open

        ours = probe.run({"descriptors": 64}, b"")[0]["came"]["descriptors"].split(",")
        theirs = came(sandbox, descriptors=64)["descriptors"]

    assert inherited <= {*ours}
    assert theirs == "0,1,2"


def test_job_writes_nothing_and_lists_no_folder(sandbox, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").touch()
    order = {"write": str(tmp_path / "b"), "folder": str(folder)}

    result = came(sandbox, **order)

    assert result == {"write": NO_OPENING, "folder": NO_OPENING}
    assert probe.run({"folder": str(folder)}, b"")[0]["came"] == {"folder": "a"}


def test_job_reaches_no_network(sandbox):
    with socket.create_server(("127.0.0.1", 0)) as server:
        order = {"connect": server.getsockname()[1], "send": server.getsockname()[1]}

        reached = probe.run(order, b"")[0]["came"]
        refused = came(sandbox, **order)

    assert reached == {"connect": "connected", "send": "sent"}
    assert refused == dict.fromkeys(order, NO_OPENING)


def test_job_starts_and_signals_nobody(sandbox):
    order = {"fork": None, "start": "/bin/echo", "signal": os.getpid()}

    done = probe.run(order, b"")[0]["came"]
    refused = came(sandbox, **order)

    assert done == {"fork": "forked", "start": "\n", "signal": "None"}
    if lockdown.has_seccomp():
        assert refused == dict.fromkeys(order, "EPERM")
    else:  # no pipe can be opened to another program, and no program
        assert refused["start"] == "EMFILE"


def test_each_job_has_a_process_of_its_own_and_not_ours(sandbox):
    numbers = {came(sandbox, number=None)["number"] for _job in range(3)}

    assert len(numbers) == 3
    assert str(os.getpid()) not in numbers
    assert str(sandbox.process.pid) not in numbers


def test_job_runs_behind_readers(sandbox):
    came(sandbox)

    priority = os.getpriority(os.PRIO_PROCESS, sandbox.process.pid)

    assert priority == max(client.NICE, os.getpriority(os.PRIO_PROCESS, 0))


@pytest.mark.parametrize(
    "order, code",
    [
        ({"break": 3}, 3),
        ({"break": signal.SIGABRT}, -1),
        ({"spin": None}, -1),
        ({"memory": 400}, 1),
        ({"of no way": None}, 1),
    ],
    ids=["exit", "crash", "time", "memory", "error"],
)
def test_job_that_breaks_down_is_told_and_the_next_one_is_done(sandbox, order, code, monkeypatch):
    monkeypatch.setattr(client, "CLOCK", 60)

    with pytest.raises(Ended) as ended:
        sandbox.run(order, b"", seconds=1, megabytes=300)

    assert (ended.value.code if code > 0 else -1 if ended.value.code < 0 else 0) == code
    assert came(sandbox, environment=None)


def test_what_went_wrong_is_told(sandbox):
    with pytest.raises(Ended, match="KeyError: 'of no way'"):
        sandbox.run({"of no way": None}, b"", **LIMITS)


def test_job_that_hangs_is_ended(sandbox, monkeypatch):
    monkeypatch.setattr(client, "CLOCK", 0.3)

    with pytest.raises(Unavailable):
        sandbox.run({"hang": 60}, b"", seconds=1, megabytes=300)

    monkeypatch.undo()
    deadline = time.monotonic() + 10
    while children(sandbox.process.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert children(sandbox.process.pid) == ""
    assert came(sandbox, environment=None)


def children(pid: int) -> str:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout


def test_server_that_was_killed_is_started_again(sandbox):
    came(sandbox)
    killed = sandbox.process
    os.kill(killed.pid, signal.SIGKILL)

    assert came(sandbox, environment=None)
    assert sandbox.process.pid != killed.pid


def test_server_that_dies_with_a_job_does_it_again(sandbox):
    came(sandbox)
    threading.Timer(0.3, os.kill, (sandbox.process.pid, signal.SIGKILL)).start()

    assert came(sandbox, hang=0.8) == {"hang": "None"}


def test_jobs_of_several_threads_are_done_beside_each_other(sandbox):
    came(sandbox)
    begun, answers = time.monotonic(), []
    threads = [
        threading.Thread(target=lambda: answers.append(came(sandbox, hang=0.5))) for _ in range(4)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [{"hang": "None"}] * 4
    assert time.monotonic() - begun < 1.9


def test_server_ends_with_whoever_started_it():
    script = (
        "from newsroom.sandbox.client import Sandbox\n"
        "import os, sys\n"
        "sandbox = Sandbox('tests.newsroom.sandbox.probe')\n"
        "sandbox.run({}, b'', seconds=5, megabytes=300)\n"
        "print(sandbox.process.pid, flush=True)\n"
        "sys.stdin.read()\n"
        "os._exit(0)\n"
    )
    with subprocess.Popen(
        [client.sys.executable, "-c", script],
        cwd=client.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as owner:
        pid = int(owner.stdout.readline())
        os.kill(pid, 0)
        owner.kill()

    deadline = time.monotonic() + 10
    while is_there(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_there(pid)


def is_there(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().split()[2] != "Z"
    except OSError:
        return False


def test_server_without_a_job_is_idle_and_goes_after_a_while():
    sandbox = Sandbox("tests.newsroom.sandbox.probe", idle=3)
    came(sandbox)
    server = psutil.Process(sandbox.process.pid)

    before = server.cpu_times()
    time.sleep(2)
    after = server.cpu_times()

    assert after.user + after.system - before.user - before.system <= 0.01
    assert sandbox.process.wait(5) == 0
    assert came(sandbox, environment=None)  # and another one comes when it is needed
    sandbox.close()


def test_machine_without_another_process_says_so(monkeypatch):
    monkeypatch.setattr(client.sys, "executable", "/nowhere/python")

    with pytest.raises(Unavailable):
        Sandbox("tests.newsroom.sandbox.probe").run({}, b"", **LIMITS)
