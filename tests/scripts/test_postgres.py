"""The throw-away PostgreSQL; what starts one is tested where the suite itself runs on one."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest

from newsroom.settings import BASE_DIR
from scripts import postgres


@pytest.fixture
def no_programs(monkeypatch, tmp_path):
    """A machine without PostgreSQL."""
    monkeypatch.setattr(postgres, "KEPT_AT", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put_initdb(folder):
    folder.mkdir(parents=True)
    (folder / "initdb").touch(mode=0o755)
    return folder


def test_find_programs_takes_the_newest_version(no_programs, monkeypatch):
    for version in ("9.6", "15", "16"):
        put_initdb(no_programs / version / "bin")
    (no_programs / "17" / "bin").mkdir(parents=True)  # clients only
    monkeypatch.setattr(postgres, "KEPT_AT", (f"{no_programs}/*/bin",))

    assert postgres.find_programs() == no_programs / "16" / "bin"


def test_find_programs_looks_into_the_path(no_programs, monkeypatch):
    folder = put_initdb(no_programs / "elsewhere")
    monkeypatch.setenv("PATH", str(folder))

    assert postgres.find_programs() == folder


def test_find_programs_finds_none(no_programs):
    assert postgres.find_programs() is None


def test_cluster_without_programs_says_so(no_programs):
    with pytest.raises(RuntimeError, match="were not found"), postgres.cluster():
        pass


def test_cluster_that_cannot_be_made_says_why_and_leaves_nothing(no_programs, monkeypatch):
    program = put_initdb(no_programs / "broken") / "initdb"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "no room for $2" >&2; exit 1\n')
    os.chmod(no_programs, 0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.defpath}")
    monkeypatch.setattr(postgres, "_owner", lambda: None)  # root's helper may not look in here

    with pytest.raises(RuntimeError, match="initdb failed: no room for (.*)/data") as error:
        postgres.cluster().__enter__()

    folder = str(error.value).removeprefix("initdb failed: no room for ").removesuffix("/data")
    assert "newsroom-postgres-" in folder
    assert not os.path.exists(folder)


@pytest.mark.only_on("postgresql")
def test_cluster_has_one_empty_database_and_is_gone_afterwards():
    with postgres.cluster("chronicle") as url, psycopg.connect(url, autocommit=True) as connection:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        encoding, collation = "SHOW server_encoding", "SELECT lower('ՏԱՐԵԳԻՐ')"
        found = [connection.execute(sql).fetchone()[0] for sql in (tables, encoding, collation)]
        folder = connection.execute("SHOW data_directory").fetchone()[0]

    assert urlsplit(url).path == "/chronicle"
    assert found == [0, "UTF8", "տարեգիր"]
    assert not os.path.exists(folder)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


@pytest.mark.only_on("postgresql")
def test_cluster_goes_with_an_error_inside_of_it():
    def fail():
        with postgres.cluster() as url:
            raise ValueError(url)

    with pytest.raises(ValueError) as error:  # noqa: PT011 -- the address is its whole text
        fail()

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(str(error.value))


@pytest.mark.only_on("postgresql")
def test_cluster_takes_options_of_the_server():
    options = (*postgres.FAST, "work_mem=7MB")

    with postgres.cluster(options=options) as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW work_mem").fetchone() == ("7MB",)


@pytest.mark.only_on("postgresql")
def test_database_for_a_look_by_hand_is_gone_after_term():
    command = [sys.executable, "-m", "scripts.postgres"]
    with subprocess.Popen(command, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().strip()
        psycopg.connect(url).close()

        process.terminate()

    assert process.returncode == 0
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
