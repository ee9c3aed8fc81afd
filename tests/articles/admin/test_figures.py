"""How much saving and publishing ask of the database: at most 25 and 30 questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Edition
from tests.articles.admin.conftest import SITE_WIDE


def asked(send) -> int:
    """Count what a request asks; savepoints and what a server keeps for all are not counted."""
    with CaptureQueriesContext(connection) as captured:
        response = send()
    assert response.status_code == 302
    sentences = [one["sql"] for one in captured]
    return sum("SAVEPOINT" not in sql and not SITE_WIDE.search(sql) for sql in sentences)


@pytest.fixture
def article(make_article, make_tag, make_image, author):
    """A story with everything that a story may have."""
    return make_article(
        tags=[make_tag(ru="Севан"), make_tag(ru="Гавар")],
        authors=[author],
        cover=make_image(),
        body_ru="<p>Да</p>",
        title_hy="Լիճ",
        title_en="Lake",
    )


def test_first_publication(sign_in, editor_ru, article, verb_address):
    client, address = sign_in(editor_ru), verb_address(article, "ru", "publish")

    number = asked(lambda: client.post(address, {"when": "now"}))

    assert number == 28
    assert Edition.objects.live().exists()


def test_publication_again(sign_in, editor_ru, article, verb_address, as_posted, form_address):
    client, address = sign_in(editor_ru), verb_address(article, "ru", "publish")
    client.post(address, {"when": "now"})
    client.post(form_address(article), as_posted(article, title_ru="Новое"))

    number = asked(lambda: client.post(address, {"change": "update"}))

    assert number == 25
    assert Edition.objects.live().get().title == "Новое"


def test_saving_a_text(sign_in, chief, article, as_posted, form_address):
    client, data = sign_in(chief), as_posted(article, title_ru="Новое")

    number = asked(lambda: client.post(form_address(article), data))

    assert number == 15


def test_saving_everything(
    sign_in, chief, article, make_tag, make_article, as_posted, form_address
):
    client, other = sign_in(chief), make_article()
    typed = {f"title_{code}": "Новое" for code in ("ru", "hy", "en")}
    typed |= {"tags": [make_tag(ru="Озеро").pk], "authors": [], "related": [other.pk]}
    data = as_posted(article, **typed)

    number = asked(lambda: client.post(form_address(article), data))

    article.refresh_from_db()
    assert number == 21
    assert article.title_hy == "Новое"
    assert [tag.name_ru for tag in article.tags.all()] == ["Озеро"]
