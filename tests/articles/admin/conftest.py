"""What the tests of the admin share: signing in, and a form as a browser would send it."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import search
from articles.editorial import versions
from articles.models import Image
from newsroom import languages
from newsroom.accounts import form_owner


@pytest.fixture
def sign_in(client):
    """Sign somebody in and return the client."""

    def enter(person):
        client.force_login(person)
        return client

    return enter


@pytest.fixture
def form_address():
    def address(article):
        return reverse("admin:articles_article_change", args=[article.pk])

    return address


@pytest.fixture
def verb_address():
    def address(article, language, verb):
        return reverse("admin:articles_article_verb", args=[article.pk, language, verb])

    return address


@pytest.fixture
def as_posted():
    """Return what a browser sends of a story's form, with some fields typed anew."""

    def data(article, **typed):
        facts = versions.snapshot(article, "shared")
        posted = {
            "kind": facts["kind"],
            "category": facts["category"] or "",
            "cover": facts["cover"] or "",
            "source_language": facts["source_language"],
            "tags": facts["tags"],
            "authors": [author for author, role, _code in facts["credits"] if role == "text"],
            "base": json.dumps(versions.numbers(article)),
        }
        for code in languages.CODES:
            for field, value in versions.texts(article, code).items():
                posted[languages.column(field, code)] = "" if value is None else value
        return posted | typed

    return data


# Read once per generation in a server and not counted; within a test's transaction nothing is kept.
SITE_WIDE = re.compile(r'FROM "articles_(sitesettings|category)" ')


@pytest.fixture
def queries_of():
    """Return what a page asks of the database: `len(queries_of(client, address))`."""

    def asked(client, address: str, query=None, *, status=200, **more) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address, query, **more)
        assert response.status_code == status
        found = [one["sql"] for one in captured]
        return [sql for sql in found if "SAVEPOINT" not in sql and not SITE_WIDE.search(sql)]

    return asked


@pytest.fixture
def stories(make_edition) -> list[int]:
    """Three stories that are live in Russian, by number."""
    return [make_edition("ru", title_ru=f"История {n}", hours_ago=n).article_id for n in (1, 2, 3)]


@pytest.fixture
def shot(photo):
    """Make a picture without a file, as the library's rows are: `shot("a.jpg", alt_ru="…")`."""

    def make(name: str, **said) -> Image:
        given = {"key": name, "digest": name, "width": 1200, "height": 800, "uploaded_by": photo}
        image = Image.objects.create(name=name, **given | said)
        search.index_pictures([image])
        return image

    return make


@pytest.fixture
def board(sign_in):
    """Return what somebody's board shows: `board(chief, desk="hy")`."""

    def open_as(who, **query):
        return sign_in(who).get(reverse("admin:index"), query).context

    return open_as


@pytest.fixture
def tell(client):
    """Tell the server something as the form's script does; return the answer's state and JSON."""

    def say(person=None, *, status=200, **told):
        if person:
            client.force_login(person)
            told.setdefault("whose", form_owner.mark(person))
        answer = client.post(
            reverse("admin:articles_autosave"),
            {"form": "one", "number": 1} | told,
            content_type="application/json",
            headers={"accept": "application/json"},
        )
        assert answer.status_code == status
        return answer.json()

    return say
