"""The whole site under gunicorn, with the command of docs/deploy.md."""

import http.cookiejar
import re
import threading
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from articles import workflow
from articles.models import Views
from newsroom.settings import BASE_DIR
from tests.newsroom.own_database import eventually
from tests.newsroom.server.test_limits import running

# In SQLite the suite's database lies in the memory of its own process.
pytestmark = [pytest.mark.only_on("postgresql"), pytest.mark.django_db(transaction=True)]
COMMAND = "gunicorn newsroom.wsgi --workers 2 --threads 4"
READER = {"User-Agent": "Mozilla/5.0 Firefox/140.0"}


def database_url():
    one = connection.settings_dict
    person = f"{one['USER']}:{one['PASSWORD']}".rstrip(":")
    return f"postgres://{person}@{one['HOST']}:{one['PORT']}/{one['NAME']}"


@pytest.fixture
def site(transactional_db):
    """A browser before gunicorn, and its process."""
    words = COMMAND.replace("newsroom.wsgi", "tests.newsroom.plain_site").split()
    command = ["-m", *words, "--bind", "127.0.0.1:PORT"]
    own = {"DATABASE_URL": database_url(), "SITE_URL": "", "HOST": "", "DEBUG": "0"}
    with running(command, "/healthz", **own) as (port, process):
        yield Site(port), process


class Site:
    """A browser that keeps cookies and follows nothing."""

    def __init__(self, port):
        class Stays(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_asked):
                return None

        self.base = f"http://127.0.0.1:{port}"
        self.cookies = http.cookiejar.CookieJar()
        keeping = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(keeping, Stays)

    def ask(self, path, data=None, **headers):
        body = None if data is None else urlencode(data).encode()
        request = urllib.request.Request(self.base + path, body, READER | headers)
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode(errors="replace")


def test_gunicorn_is_started_as_the_documentation_says():
    assert f"`{COMMAND}`" in (BASE_DIR / "docs" / "deploy.md").read_text()


def test_gunicorn_serves_pages_from_memory_and_hears_of_changes(site, make_edition, chief):
    edition, (browser, _process) = make_edition(), site
    path = edition.get_absolute_url()

    status, headers, text = browser.ask(path)
    again = [browser.ask(path, **{"If-None-Match": headers["ETag"]})[0] for _ in range(8)]
    style = re.search(r'href="(/static/[^"]+\.css)"', text)[1]

    assert (status, "Озеро возвращается" in text) == (200, True)
    assert again == [304] * 8
    assert browser.ask(style)[0] == 200

    story = edition.article
    story.title_ru = "Озеро вернулось"
    workflow.save(story, by=chief)
    workflow.publish(story, "ru", by=chief)

    assert eventually(lambda: all("вернулось" in browser.ask(path)[2] for _ in range(8)))


def test_gunicorn_lets_editors_in_and_counts_readers(site, make_edition, chief):
    edition, (browser, _process) = make_edition(), site

    _status, _headers, form = browser.ask(f"{settings.ADMIN_PATH}login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    typed = {"username": "chief", "password": "a long password", "next": settings.ADMIN_PATH}
    status, headers, _text = browser.ask(
        f"{settings.ADMIN_PATH}login/", typed | {"csrfmiddlewaretoken": token}, Origin=browser.base
    )

    assert (status, headers["Location"]) == (302, settings.ADMIN_PATH)
    assert browser.ask(settings.ADMIN_PATH)[0] == 200

    counted = [Site(browser.base.rpartition(":")[2]).ask(f"/views/{edition.pk}/", {})[0]]

    assert counted[0] in (200, 204)
    assert sum(row.count for row in Views.objects.all()) == 1


def test_gunicorn_stops_without_a_failed_request(site, make_edition):
    path, (browser, process) = make_edition().get_absolute_url(), site
    assert browser.ask(path)[0] == 200
    found = []

    def read(number):
        found.append(browser.ask(f"/ru/search/?q={number}")[0])

    readers = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    with psycopg.connect(database_url()) as other:
        other.execute("LOCK TABLE articles_edition")
        for reader in readers:
            reader.start()
        time.sleep(0.4)
        process.terminate()
        time.sleep(0.1)
    for reader in readers:
        reader.join()

    assert found == [200] * 4
    assert process.wait(timeout=30) == 0
