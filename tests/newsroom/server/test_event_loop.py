"""What an event loop hands to the pages, and how their answers reach the server."""

import http.client
from contextlib import closing
from types import SimpleNamespace

import pytest

from newsroom.management.commands import serve
from newsroom.server.event_loop import environ_of, part_of_a_file
from tests.newsroom.server.test_limits import running


def scope(headers=(), **given):
    """A request of granian."""
    asked = {
        "client": "192.0.2.7:50000",
        "server": "127.0.0.1:8000",
        "http_version": "1.1",
        "method": "GET",
        "path": "/ru/",
        "query_string": "page=2",
        "scheme": "http",
        "authority": None,
    }
    return SimpleNamespace(**asked | given, headers=SimpleNamespace(items=lambda: headers))


def test_request_is_what_wsgi_calls_it():
    environ = environ_of(scope([("host", "news.example"), ("x-forwarded-for", "192.0.2.1")]))

    assert environ["REQUEST_METHOD"] == "GET"
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == ("/ru/", "page=2")
    assert (environ["HTTP_HOST"], environ["REMOTE_ADDR"]) == ("news.example", "192.0.2.7")
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"
    assert environ["SERVER_PROTOCOL"] == "HTTP/1.1"


def test_header_that_comes_twice_is_one():
    headers = [("cookie", "a=1"), ("accept", "x"), ("cookie", "b=2"), ("accept", "y")]

    environ = environ_of(scope(headers))

    assert (environ["HTTP_COOKIE"], environ["HTTP_ACCEPT"]) == ("a=1;b=2", "x,y")


def test_type_and_length_of_a_body_have_names_of_their_own():
    environ = environ_of(scope([("content-type", "text/plain"), ("content-length", "3")]))

    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/plain", "3")
    assert not {"HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH"} & environ.keys()


def test_address_is_the_bytes_of_what_was_asked():
    assert environ_of(scope(path="/ru/tag/վան/"))["PATH_INFO"] == "/ru/tag/վան/".encode().decode(
        "latin-1"
    )


@pytest.mark.parametrize("client, address", [("[2001:db8::1]:9", "2001:db8::1"), ("unix", "")])
def test_address_of_who_asks_has_no_port(client, address):
    assert environ_of(scope(client=client))["REMOTE_ADDR"] == address


def test_file_on_this_machine_is_sent_by_the_server_from_where_it_stands(tmp_path):
    (tmp_path / "a").write_bytes(b"0123456789")
    with (tmp_path / "a").open("rb") as file:
        file.seek(2)
        body = SimpleNamespace(filelike=file)

        assert part_of_a_file(body, {"Content-Length": "3"}) == (str(tmp_path / "a"), 2, 5)


def test_file_that_was_taken_away_or_replaced_meanwhile_is_not_sent_by_its_name(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        body = SimpleNamespace(filelike=file)
        assert part_of_a_file(body, {"Content-Length": "10"})
        path.unlink()

        assert part_of_a_file(body, {"Content-Length": "10"}) is None

        path.write_bytes(b"another one")
        assert part_of_a_file(body, {"Content-Length": "10"}) is None


# The site itself, under the server of production. Files ask the database for nothing.


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    (folder / "media/public/k").mkdir(parents=True)
    (folder / "media/private").mkdir()
    for name in ("public/k/law.pdf", "public/k/film.mp4", "public/k/a.webp", "private/a.webp"):
        (folder / "media" / name).write_bytes(bytes(range(256)) * 8192)
    return folder / "media"


@pytest.fixture(scope="module")
def site(media):
    command = serve.production_server()
    command[command.index("--port") + 1] = "PORT"
    command[command.index("--workers") + 1] = "1"
    own = {"DATABASE_URL": f"sqlite:///{media.parent}/db", "STORAGE": str(media)}
    own |= {"SITE_URL": "", "HOST": "127.0.0.1", "DEBUG": "0", "SECRET_KEY": "k" * 60}
    with running(command, "/healthz", **own) as (port, _process):
        yield port


def ask(port, path, method="GET", **headers):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def test_document_is_saved_and_never_shown_by_the_server(site, media):
    status, headers, data = ask(site, "/media/k/law.pdf")

    assert (status, data) == (200, (media / "public/k/law.pdf").read_bytes())
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'attachment; filename="law.pdf"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Length"] == "2097152"


def test_film_is_sent_in_parts_by_the_server(site):
    status, headers, data = ask(site, "/media/k/film.mp4", Range="bytes=1000000-")

    assert (status, headers["Content-Range"]) == (206, "bytes 1000000-2048575/2097152")
    assert data == (bytes(range(256)) * 8192)[1_000_000:2_048_576]
    assert "Content-Disposition" not in headers


def test_server_sends_nothing_that_is_not_wanted(site):
    etag = ask(site, "/media/k/a.webp")[1]["ETag"]

    assert ask(site, "/media/k/a.webp", **{"If-None-Match": etag})[::2] == (304, b"")
    status, headers, data = ask(site, "/media/k/a.webp", "HEAD")
    assert (status, headers["Content-Length"], data) == (200, "2097152", b"")


def test_private_file_is_not_reached(site, media):
    assert (media / "private/a.webp").exists()
    assert ask(site, "/media/../private/a.webp")[0] == 404
    assert ask(site, "/media/%2e%2e/private/a.webp")[0] == 404


def test_file_is_gone_from_the_moment_it_is_taken_away(site, media):
    (media / "public/k/gone.webp").write_bytes(b"bytes")
    assert ask(site, "/media/k/gone.webp")[::2] == (200, b"bytes")

    (media / "public/k/gone.webp").unlink()

    status, headers, _data = ask(site, "/media/k/gone.webp")
    assert (status, headers["Cache-Control"]) == (404, "no-store")
