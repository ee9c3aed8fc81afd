"""What is answered before any page is asked."""

import pytest


@pytest.mark.parametrize(
    "path", ["/", "/ru/", "/ru/search/?q=x", "/admin/login/", "/healthz", "/static/x"]
)
@pytest.mark.parametrize(
    "method", ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "NONSENSE"]
)
def test_method_that_no_page_has_is_refused(client, db, path, method):
    answer = client.generic(method, path)

    assert (answer.status_code, answer.content) == (405, b"")
    assert answer["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_method_of_readers_is_answered(client, db, method):
    assert client.generic(method, "/ru/").status_code == 200
