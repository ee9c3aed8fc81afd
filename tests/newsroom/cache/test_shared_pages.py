"""Pages that one process has made, for the others: here two caches with one folder."""

import os
import subprocess
import sys
import threading

import pytest

from newsroom.cache import shared_pages
from newsroom.cache.shared_pages import SharedPages, of_this_server
from tests.newsroom.cache.cached_site import PAGE, Site, later

NAME = "the first"


@pytest.fixture
def folder(tmp_path):
    (folder := tmp_path / "pages").mkdir()
    return folder


@pytest.fixture
def processes(folder):
    """Two processes of one server that have heard the same."""
    sites = [Site(shared=SharedPages(folder)) for _ in range(2)]
    for site in sites:
        site.clock.name = NAME
    return sites


def renders(processes):
    return [site.renders for site in processes]


@pytest.mark.parametrize("coding", ["br", "gzip", "zstd", "identity"])
def test_page_is_made_once_for_all_processes(processes, coding):
    first, second = (site.get(HTTP_ACCEPT_ENCODING=coding) for site in processes)

    assert renders(processes) == [1, 0]
    assert (second.status, second.headers, second.body) == (first.status, first.headers, first.body)


def test_page_in_another_coding_than_it_was_made_in_is_the_same_page(processes):
    processes[0].get(HTTP_ACCEPT_ENCODING="br")

    assert processes[1].get(HTTP_ACCEPT_ENCODING="identity").body == PAGE
    assert renders(processes) == [1, 0]


def test_page_that_does_not_compress_is_shared_too(processes):
    for site in processes:
        site.body = b"short"

    assert [site.get().body for site in processes] == [b"short", b"short"]
    assert renders(processes) == [1, 0]


def test_page_made_before_a_change_is_no_page_after_it(processes):
    first, second = processes
    first.get()
    second.body, second.clock.name, second.clock.last = b"new", "the second", 2

    assert second.get().body == b"new"
    assert first.get().body == PAGE
    assert renders(processes) == [1, 1]


def test_page_made_after_a_change_is_not_given_to_who_has_not_heard_of_it(processes):
    first, second = processes
    first.clock.name, first.body = "the second", b"new"

    assert [site.get().body for site in processes] == [b"new", PAGE]


def test_change_that_was_heard_while_a_page_was_made_makes_it_nobodys(processes):
    first, second = processes

    def change():
        first.clock.name, first.clock.last = "the second", 2

    first.while_rendering = change
    first.get()
    second.clock.name, second.clock.last = "the second", 2

    assert second.get().body == PAGE
    assert renders(processes) == [1, 1]


def test_who_knows_no_name_shares_nothing(processes, folder):
    for site in processes:
        site.clock.name = None
        site.get()

    assert renders(processes) == [1, 1]
    assert list(folder.iterdir()) == []


def test_page_is_shared_for_as_long_as_it_is_kept(processes):
    processes[0].get()
    for site in processes:
        later(site, seconds=29)
    processes[1].get()
    for site in processes:
        later(site, seconds=2)

    processes[1].get()

    assert renders(processes) == [1, 1]


def test_queries_and_addresses_that_are_none_leave_nothing_behind(processes, folder):
    first, _second = processes
    first.get("/ru/?page=2")
    first.status = "404 Not Found"
    first.get("/ru/no-such-page/")

    assert list(folder.iterdir()) == []


def test_others_wait_for_who_makes_it(processes):
    first, second = processes
    begun = threading.Event()

    def make():
        begun.set()
        threading.Event().wait(0.1)

    first.while_rendering = make
    making = threading.Thread(target=first.get)
    making.start()
    assert begun.wait(5)

    assert second.get().body == PAGE
    making.join()
    assert renders(processes) == [1, 0]


def test_who_has_waited_in_vain_makes_it_alone(processes, monkeypatch):
    monkeypatch.setattr(shared_pages, "WAIT_SECONDS", 0.05)
    first, second = processes
    bodies = []
    first.while_rendering = lambda: bodies.append(second.get().body)

    first.get()

    assert bodies == [PAGE]
    assert renders(processes) == [1, 1]


def test_render_that_failed_frees_the_page(processes):
    first, second = processes

    def fail():
        raise RuntimeError

    first.while_rendering = fail
    with pytest.raises(RuntimeError):
        first.get()

    assert second.get().body == PAGE


@pytest.mark.parametrize("left", [0, 1, 40, -1])
def test_file_of_who_was_killed_over_it_is_no_page(processes, folder, left):
    processes[0].get()
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:left])

    assert processes[1].get().body == PAGE
    assert renders(processes) == [1, 1]


def test_folder_that_is_gone_costs_nobody_a_page(processes, folder):
    folder.rmdir()

    assert [site.get().body for site in processes] == [PAGE, PAGE]


def test_files_are_removed_when_they_take_too_much_room(folder):
    shared = SharedPages(folder, limit_bytes=1_000)
    site = Site(shared=shared)
    site.clock.name, site.body = NAME, os.urandom(600)

    site.get("/ru/one/")
    assert len(list(folder.iterdir())) == 1
    site.get("/ru/two/")

    assert list(folder.iterdir()) == []


# The folder of a server


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_folder_is_of_the_processes_of_one_server_and_nobody_else_reads_it(temporary):
    one, other = of_this_server(), of_this_server()

    assert one.folder == other.folder
    assert one.folder.name == f"newsroom-pages-{os.getuid()}-{os.getppid()}"
    assert one.folder.stat().st_mode & 0o777 == 0o700


def test_what_servers_have_left_that_are_no_more_is_removed(temporary):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = temporary / f"newsroom-pages-{os.getuid()}-{ended.pid}"
    running = temporary / f"newsroom-pages-{os.getuid()}-{os.getpid()}"
    for folder in (left, running):
        folder.mkdir()
        (folder / "page").touch()

    of_this_server()

    assert (left.exists(), running.exists()) == (False, True)


def test_folder_that_somebody_else_has_laid_there_is_not_used(temporary, tmp_path_factory):
    theirs = tmp_path_factory.mktemp("theirs")
    (temporary / f"newsroom-pages-{os.getuid()}-{os.getppid()}").symlink_to(theirs)

    assert of_this_server() is None
