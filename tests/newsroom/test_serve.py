"""What `manage.py serve` does up to the moment at which it becomes the supervisor."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from newsroom.management.commands import serve
from newsroom.models import Role, User
from newsroom.server.startup import DEFAULT_DEMO_PASSWORD

# The check of a public server closes its connection, which a test in a transaction would lose.
on_its_own = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port(settings, monkeypatch, tmp_path):
    """A port of this machine that is free, in the settings."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.PORT = probe.getsockname()[1]
    settings.HOST, settings.IS_PUBLIC = "127.0.0.1", False
    settings.SITE_URL = f"http://127.0.0.1:{settings.PORT}"
    return settings.PORT


@pytest.fixture
def started(monkeypatch, port, settings):
    """Each command line that the process would have become."""
    lines = []
    monkeypatch.setattr(os, "execv", lambda program, line: lines.append([program, *line]))
    monkeypatch.chdir(settings.BASE_DIR)
    return lines


@pytest.fixture
def public(settings, port):
    settings.SITE_URL, settings.IS_PUBLIC = "https://news.example", True


def make_person(username, password=DEFAULT_DEMO_PASSWORD):
    return User.objects.create_user(username, password=password, role=Role.REPORTER)


def run(**options) -> str:
    out = StringIO()
    call_command("serve", stdout=out, **options)
    return out.getvalue()


def test_serve_becomes_the_supervisor_of_server_and_worker(started, port, db):
    run()

    (line,) = started
    assert line[:5] == [sys.executable, sys.executable, "-u", "-m", "newsroom.server.supervisor"]
    server, worker = line.index("--"), len(line) - 1 - line[::-1].index("--")
    assert line[server + 1 : server + 6] == [
        sys.executable,
        "-u",
        "-m",
        "granian",
        "newsroom.rsgi:application",
    ]
    assert line[line.index("--port") + 1] == str(port)
    assert line[worker:] == ["--", sys.executable, "-u", "manage.py", "worker"]


def test_serve_collects_static_files_once(started, settings, db):
    run()
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    manifest.write_text("{}")  # what production's storage writes
    one = next(settings.STATIC_ROOT.rglob("*.css"))
    one.unlink()

    run()

    assert not one.exists()


def test_serve_collects_static_files_again_when_one_has_changed(started, settings, db, tmp_path):
    (tmp_path / "ours").mkdir()
    style = tmp_path / "ours" / "style.css"
    style.write_text("a {}")
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    run()
    (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
    style.write_text("a { color: red }")
    later = time.time() + 5  # collectstatic compares whole seconds
    os.utime(style, (later, later))

    run()

    assert (settings.STATIC_ROOT / "style.css").read_text() == "a { color: red }"


def test_serve_reload_becomes_the_development_server_and_collects_nothing(
    started, port, settings, db
):
    run(reload=True)

    (line,) = started
    server = line.index("--")
    assert line[server + 3 : server + 6] == ["manage.py", "runserver", f"127.0.0.1:{port}"]
    assert list(settings.STATIC_ROOT.iterdir()) == []


def test_development_server_writes_an_ipv6_host_in_brackets(settings):
    settings.HOST, settings.PORT = "::1", 8000

    assert serve.development_server()[-1] == "[::1]:8000"


def test_serve_prints_addresses_without_logins(started, port, db):
    make_person("chief")

    said = run(reload=True)

    assert said.split("\n") == [
        "",
        f"Newsroom  http://127.0.0.1:{port}/",
        f"Admin     http://127.0.0.1:{port}/admin/",
        "Ctrl+C ends it.",
        "",
    ]


def test_serve_demo_prints_the_logins_that_there_are(started, settings, db):
    settings.DEMO_PASSWORD = "only for our editors"
    make_person("chief")
    make_person("nobody_of_the_demo")
    make_person("photo")

    said = run(reload=True, demo=True).split("\n")

    assert said[3:5] == ["Sign in   chief, photo", "          password only for our editors"]


def test_serve_demo_gives_demo_password_to_who_has_the_default(started, settings, db):
    settings.DEMO_PASSWORD = "only for our editors"
    chief, photo = make_person("chief"), make_person("photo", "my own password")

    run(reload=True, demo=True)

    chief.refresh_from_db()
    photo.refresh_from_db()
    assert chief.check_password("only for our editors")
    assert photo.check_password("my own password")


def test_serve_demo_loads_no_demo_where_there_is_somebody(started, db):
    make_person("own_editor")

    run(reload=True, demo=True)

    assert list(User.objects.values_list("username", flat=True)) == ["own_editor"]


def test_serve_refuses_a_taken_port(started, port, db):
    with socket.create_server(("127.0.0.1", port)), pytest.raises(CommandError) as refusal:
        run()

    assert str(refusal.value) == (
        f"127.0.0.1 port {port} cannot be used (Address already in use); "
        f"write another one: PORT={port + 1}."
    )
    assert started == []


def test_serve_refuses_a_port_that_another_start_holds(started, port, db, monkeypatch):
    monkeypatch.setattr(serve, "ENDING_SECONDS", 0.5)

    with serve.held_port("127.0.0.1", port), pytest.raises(CommandError) as refusal:
        run(reload=True)

    assert str(refusal.value) == (
        f"A newsroom runs on 127.0.0.1 port {port} already, or is being started there; "
        f"use that one, end it, or write another port: PORT={port + 1}."
    )
    assert started == []


def test_serve_refuses_a_newsroom_that_goes_on_without_waiting_for_its_end(started, port, db):
    with serve.held_port("127.0.0.1", port), socket.create_server(("127.0.0.1", port)):
        before = time.monotonic()
        with pytest.raises(CommandError, match="already"):
            run(reload=True)

    assert time.monotonic() - before < 5
    assert started == []


def test_serve_waits_for_a_newsroom_that_is_ending(started, port, db):
    former = contextlib.ExitStack()
    former.enter_context(serve.held_port("127.0.0.1", port))
    threading.Timer(1, former.close).start()

    run(reload=True)

    assert len(started) == 1


# What `manage.py serve` does, but for what takes long; the server of production, of another folder
# each time, which asks for SO_REUSEPORT.
START = """
import os, sys, time
from newsroom.management.commands import serve
os.chdir(sys.argv[1])
time.sleep(max(0, float(sys.argv[3]) - time.time()))
with serve.held_port("127.0.0.1", int(sys.argv[2])):
    serve.refuse_unusable_port("127.0.0.1", int(sys.argv[2]))
    granian = [sys.executable, "-m", "granian", "tests.newsroom.small_site:application"]
    granian += ["--interface", "wsgi", "--blocking-threads", "1", "--port", sys.argv[2]]
    os.execv(sys.executable, granian)
"""


def test_of_starts_at_the_same_instant_one_has_the_port(port, settings, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(settings.BASE_DIR)}
    at = str(time.time() + 4)
    starts = []
    for number in range(4):
        (tmp_path / str(number)).mkdir()
        command = [sys.executable, "-c", START, str(tmp_path / str(number)), str(port), at]
        starts.append(
            subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, process_group=0)
        )
    try:
        until = time.monotonic() + 30
        while sum(start.poll() is None for start in starts) > 1 and time.monotonic() < until:
            time.sleep(0.1)

        left = [start for start in starts if start.poll() is None]
        refused = [start.stderr.read().decode() for start in starts if start not in left]
        assert len(left) == 1
        assert [f"port {port} already" in said for said in refused] == [True] * 3

        os.killpg(left[0].pid, signal.SIGKILL)
        left[0].wait()
        assert is_free(port)  # it has left no lock
    finally:
        for start in starts:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(start.pid, signal.SIGKILL)
            start.communicate()


def is_free(port: int) -> bool:
    """Tell whether a port can be held within ten seconds: its worker may end after its server."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with contextlib.suppress(CommandError), serve.held_port("127.0.0.1", port):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("host", ["192.0.2.1", "nobody.invalid"])
def test_serve_refuses_a_host_of_another_machine(started, settings, host):
    settings.HOST = host

    with pytest.raises(CommandError, match=f"^{host} port .* write another one: HOST=127.0.0.1"):
        run()


def test_serve_takes_a_port_whose_server_ended_a_moment_ago(started, port, db):
    with socket.create_server(("127.0.0.1", port)) as server:
        client = socket.create_connection(("127.0.0.1", port))
        server.accept()[0].close()  # the side that closes first waits for a while
        client.close()

    run(reload=True)

    assert len(started) == 1


def test_serve_demo_refuses_a_public_site_with_the_password_of_the_readme(started, public, db):
    with pytest.raises(CommandError, match="Write another one into DEMO_PASSWORD"):
        run(demo=True)

    assert (started, User.objects.count()) == ([], 0)


@on_its_own
def test_serve_refuses_a_public_site_while_somebody_has_that_password(started, public):
    make_person("chief")

    with pytest.raises(CommandError, match="the password of chief stands in the README"):
        run(reload=True)

    assert started == []


@on_its_own
def test_serve_of_a_public_site_with_its_own_passwords_starts(started, public, settings):
    settings.DEMO_PASSWORD = "only for our editors"
    make_person("chief")

    run(reload=True, demo=True)

    assert len(started) == 1


@pytest.mark.parametrize("options", [{"reload": True, "demo": True}, {}])
def test_serve_refuses_to_show_errors_to_others(started, public, settings, db, options):
    settings.DEBUG = True

    with pytest.raises(CommandError) as refusal:
        run(**options)

    assert "can be reached by others, and DEBUG=1 shows" in str(refusal.value)
    assert (started, User.objects.count()) == ([], 0)


def test_serve_shows_errors_on_this_machine(started, port, settings, db):
    settings.DEBUG = True

    run(reload=True)

    assert len(started) == 1
