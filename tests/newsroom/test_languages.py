"""The list of languages, and which one a request is answered in."""

import pytest
from django.contrib.auth.models import AnonymousUser

from newsroom import languages
from newsroom.middleware import language_of


@pytest.mark.parametrize(
    "path, code",
    [("/ru/", "ru"), ("/arm/post/a/", "hy"), ("/en", "en"), ("/hy/", None), ("/", None)],
)
def test_language_of_a_path(path, code):
    language = languages.of_path(path)

    assert (language.code if language else None) == code


def test_column_names_the_language():
    assert languages.column("title", "hy") == "title_hy"


@pytest.fixture
def request_for(rf):
    def make(path, user=None, **headers):
        request = rf.get(path, **headers)
        request.user, request.session = user or AnonymousUser(), {}
        return request

    return make


def test_admin_speaks_the_persons_language(request_for, editor_hy):
    editor_hy.interface_language = "hy"

    assert language_of(request_for("/admin/", editor_hy)) == "hy"


def test_address_decides_for_readers_also_for_signed_in_ones(request_for, editor_hy):
    assert language_of(request_for("/ru/", editor_hy)) == "ru"


@pytest.mark.parametrize(
    "cookie, accept, code",
    [
        (None, "hy-AM,hy;q=0.9,en;q=0.8", "hy"),
        (None, "de,en;q=0.5,ru;q=0.7", "ru"),
        (None, "de", "ru"),
        (None, "", "ru"),
        ("en", "hy", "en"),
        ("xx", "hy", "hy"),
    ],
)
def test_sign_in_speaks_the_chosen_language_then_the_devices(request_for, cookie, accept, code):
    request = request_for("/admin/login/", headers={"Accept-Language": accept})
    if cookie:
        request.COOKIES["language"] = cookie

    assert language_of(request) == code
