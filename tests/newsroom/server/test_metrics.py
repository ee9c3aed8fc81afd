"""What /metrics counts, of a server of several processes and of one."""

import http.client
import os
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from newsroom.server import metrics_folder
from tests.newsroom.server.test_limits import running

SECONDS, REFUSED = "newsroom_cpu_seconds_total", 'newsroom_responses_total{status="405"}'
GUNICORN = "-m gunicorn tests.newsroom.plain_site --threads 2 --bind 127.0.0.1:PORT --workers"


def served(folder, workers, **environment):
    own = {"DATABASE_URL": f"sqlite:///{folder}/a.sqlite3", "SITE_URL": "", "DEBUG": "0"}
    return running(f"{GUNICORN} {workers}".split(), "/healthz", **own, **environment)


@pytest.fixture
def server(tmp_path, monkeypatch):
    """gunicorn with two processes: its port, and the process that started them."""
    # Whoever has loaded newsroom.wsgi in this process has named a folder for all it starts.
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    with served(tmp_path, 2) as (port, process):
        yield port, process


@pytest.fixture
def two(tmp_path):
    """The ports of two processes of one server, each of which is asked by itself."""
    own = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics")}
    with served(tmp_path, 1, **own) as (one, _process), served(tmp_path, 1, **own) as (other, _):
        yield one, other


def ask(port: int, path: str = "/metrics", method: str = "GET") -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path)
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


def figures(port: int) -> dict[str, float]:
    lines = (line.rsplit(" ", 1) for line in ask(port).splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}


def refuse(port: int, times: int) -> None:
    """Have so many requests refused, eight at once."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _time: ask(port, "/healthz", "DELETE"), range(times)))


def test_counter_does_not_go_backwards_when_another_process_answers(two):
    busy, idle = two
    refuse(busy, times=200)

    seen = [figures(port)[SECONDS] for port in (busy, idle, busy, idle)]

    assert seen == sorted(seen)
    assert seen[0] < seen[3]


def test_answers_of_both_processes_are_counted_together(two):
    refuse(two[0], times=7)
    refuse(two[1], times=5)

    assert [figures(port)[REFUSED] for port in two] == [12, 12]


def test_processes_of_a_server_find_each_other_by_themselves(server):
    port, _process = server

    refuse(port, times=60)

    assert {figures(port)[REFUSED] for _time in range(10)} == {60}


def test_process_that_died_takes_nothing_along(server):
    port, process = server
    refuse(port, times=60)
    before = figures(port)

    for worker in psutil.Process(process.pid).children():
        worker.kill()
    after = until_it_answers(port)

    assert (before[REFUSED], after[REFUSED]) == (60, 60)
    assert after[SECONDS] > before[SECONDS]


def until_it_answers(port: int) -> dict[str, float]:
    until = time.monotonic() + 60
    while True:
        try:
            return figures(port)
        except (OSError, http.client.HTTPException):
            assert time.monotonic() < until
            time.sleep(0.1)


def test_folder_of_a_server_that_has_ended_is_removed(tmp_path, monkeypatch):
    monkeypatch.setenv(metrics_folder.VARIABLE, "")
    ended = subprocess.Popen(["true"])
    ended.wait()
    for number in (ended.pid, os.getpid()):
        (tmp_path / str(number)).mkdir()

    metrics_folder.share(tmp_path)

    own = str(os.getppid())
    assert {one.name for one in tmp_path.iterdir()} == {own, str(os.getpid())}
    assert os.environ[metrics_folder.VARIABLE] == str(tmp_path / own)


def test_folder_that_cannot_be_made_stops_no_server(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv(metrics_folder.VARIABLE, "")
    (tmp_path / "file").write_text("")

    metrics_folder.share(tmp_path / "file")

    assert metrics_folder.VARIABLE not in os.environ
    assert "Each process counts for itself" in caplog.text


def test_metrics_are_written_as_prometheus_reads_them(server):
    port, _process = server

    text = ask(port)

    types = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))
    assert types == {
        "newsroom_database_up": "gauge",
        "newsroom_changes_heard": "gauge",
        "newsroom_store_up": "gauge",
        "newsroom_memory_peak_bytes": "gauge",
        "newsroom_cpu_seconds_total": "counter",
        "newsroom_responses_total": "counter",
    }
    assert figures(port)["newsroom_database_up"] == 1
    assert figures(port)["newsroom_memory_peak_bytes"] > 20_000_000
