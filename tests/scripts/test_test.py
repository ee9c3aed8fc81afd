"""`make test` itself, on a machine without PostgreSQL, nginx and Chromium."""

import os
import subprocess
import sys

import pytest

from newsroom.settings import BASE_DIR
from scripts import test as script


def run_all(path: str, *arguments: str, **environment) -> subprocess.CompletedProcess:
    """Run the whole script where only Python is; pytest prints its version instead of testing."""
    program = (
        "import sys; from scripts import postgres, test; postgres.KEPT_AT = (); test.SERVERS = ''; "
        "sys.exit(test.main())"
    )
    return subprocess.run(
        [sys.executable, "-c", program, *(arguments or ["--version"])],
        cwd=BASE_DIR,
        env={"PATH": path} | environment,
        capture_output=True,
        text=True,
    )


def test_run_names_what_was_left_out(tmp_path):
    done = run_all(str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-4:] == [
        "SQLite: passed",
        "behind nginx: left out: nginx was not found.",
        "PostgreSQL: left out: PostgreSQL's programs (initdb, postgres) were not found.",
        "browser: left out: Chromium was not found.",
    ]


def test_run_in_ci_fails_where_something_is_left_out(tmp_path):
    done = run_all(str(tmp_path), CI="true")

    assert done.returncode == 1
    assert "SQLite: passed" in done.stdout


def test_run_that_fails_answers_one(tmp_path):
    done = run_all(str(tmp_path), "--no-such-option")

    assert done.returncode == 1
    assert "SQLite: FAILED (pytest answered 4)" in done.stdout


def test_find_chromium_takes_the_one_that_is_named(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/opt/chromium")

    assert script.find_chromium() == "/opt/chromium"


@pytest.mark.parametrize("name", ["chromium", "google-chrome"])
def test_find_chromium_looks_into_the_path(monkeypatch, tmp_path, name):
    (tmp_path / name).touch(mode=0o755)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert script.find_chromium() == str(tmp_path / name)


def test_find_chromium_finds_none(monkeypatch, tmp_path):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert script.find_chromium() is None


@pytest.mark.parametrize("where", ["PATH", "SERVERS"])
def test_find_nginx_looks_where_servers_are(monkeypatch, tmp_path, where):
    (tmp_path / "nginx").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path) if where == "PATH" else "")
    monkeypatch.setattr(script, "SERVERS", str(tmp_path) if where == "SERVERS" else "")

    assert script.find_nginx() == str(tmp_path / "nginx")


def test_environment_lets_no_setting_of_the_machine_through(monkeypatch):
    for name in ("SITE_URL", "DEBUG", "STORAGE", "DEMO_PASSWORD", "DATABASE_URL"):
        monkeypatch.setenv(name, "something")

    given = script.environment("postgres://x/y")

    assert given["DATABASE_URL"] == "postgres://x/y"
    assert [given[name] for name in ("SITE_URL", "DEBUG", "STORAGE", "DEMO_PASSWORD")] == [""] * 4
    assert given["PATH"] == os.environ["PATH"]
