"""How much saving and publishing ask of the database: at most 26 and 30 questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
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

    assert number == 30
    assert Edition.objects.live().exists()


def test_publication_again(sign_in, editor_ru, article, verb_address, as_posted, form_address):
    client, address = sign_in(editor_ru), verb_address(article, "ru", "publish")
    client.post(address, {"when": "now"})
    client.post(form_address(article), as_posted(article, title_ru="Новое"))

    number = asked(lambda: client.post(address, {"change": "update"}))

    assert number == 27
    assert Edition.objects.live().get().title == "Новое"


def test_saving_a_text(sign_in, chief, article, as_posted, form_address):
    client, data = sign_in(chief), as_posted(article, title_ru="Новое")

    number = asked(lambda: client.post(form_address(article), data))

    assert number == 19


def test_saving_everything(
    sign_in, chief, article, make_tag, make_article, as_posted, form_address
):
    client, other = sign_in(chief), make_article()
    typed = {f"title_{code}": "Новое" for code in ("ru", "hy", "en")}
    typed |= {"tags": [make_tag(ru="Озеро").pk], "authors": [], "related": [other.pk]}
    data = as_posted(article, **typed)

    number = asked(lambda: client.post(form_address(article), data))

    article.refresh_from_db()
    assert number == 26
    assert article.title_hy == "Новое"
    assert [tag.name_ru for tag in article.tags.all()] == ["Озеро"]


def test_form_opens_with_ten_questions_however_much_is_behind_it(
    sign_in, chief, article, author, form_address, make_article, queries_of
):
    for number in range(25):
        article.lead_ru = f"Лид {number}"
        workflow.save(article, by=chief, related=[make_article().pk])
    workflow.publish(article, "ru", by=chief)
    client = sign_in(chief)
    queries_of(client, form_address(article))  # the type of content is kept from then on

    # One of them, the person's photo, is kept for a generation and not asked in a server.
    assert len(queries_of(client, form_address(article))) == 10
    assert len(queries_of(client, form_address(make_article()))) == 10


def test_form_asks_once_more_where_a_text_has_links_of_ours(
    sign_in, chief, make_article, make_edition, form_address, queries_of
):
    live = make_edition().get_absolute_url()
    article = make_article(body_ru=f'<p><a href="{live}">Озеро</a></p>', title_hy="Լիճ")
    client = sign_in(chief)
    queries_of(client, form_address(article))

    assert len(queries_of(client, form_address(article))) == 11


# Whether a text is wanted from a reporter is one question more.
@pytest.mark.parametrize("person, number", [("reporter", 11), ("translator", 10), ("photo", 10)])
def test_form_that_is_only_read_asks_no_more(
    request, sign_in, article, form_address, queries_of, person, number
):
    client = sign_in(request.getfixturevalue(person))
    queries_of(client, form_address(article))

    assert len(queries_of(client, form_address(article))) == number


def test_form_begins_with_the_newest_numbers_of_all_parts(sign_in, chief, article, form_address):
    for number in range(25):
        article.lead_hy = f"Լիդ {number}"
        workflow.save(article, by=chief)

    context = sign_in(chief).get(form_address(article)).context

    assert context["form"].initial["base"] == {"ru": 1, "hy": 26, "en": 1, "shared": 1}
    assert [row.number for row in context["history"]] == list(range(26, 6, -1))
