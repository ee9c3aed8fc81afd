"""Preview links in the admin: made once, listed with openings, closed."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import PreviewComment, PreviewLink, PreviewOpening


@pytest.fixture
def article(make_article, reporter):
    return make_article(title_ru="Озеро", by=reporter)


@pytest.fixture
def address(article):
    return reverse("admin:articles_article_preview_links", args=[article.pk])


def asked(**given):
    until = timezone.localtime(timezone.now() + timedelta(hours=5))
    return {
        "name": "Эксперт",
        "language": "ru",
        "shows": "latest",
        "until": until.strftime("%Y-%m-%dT%H:%M"),
    } | given


def made(page):
    return re.search(r'value="(http[^"]*/preview/[^"]*)"', page)


def test_link_is_shown_once(sign_in, reporter, address):
    client = sign_in(reporter)

    page = client.post(address, asked())
    link = made(page.content.decode())[1]

    assert "<h1>Озеро</h1>" in Client().get(link.partition("8000")[2]).content.decode()
    assert "no-store" in page["Cache-Control"]
    assert made(client.get(address).content.decode()) is None
    assert PreviewLink.objects.get().digest not in client.get(address).content.decode()


def test_link_can_be_held_to_what_is_saved_now(sign_in, reporter, article, address):
    sign_in(reporter).post(address, asked(shows="now"))

    assert PreviewLink.objects.get().versions == {"ru": 1, "shared": 1}


def test_link_can_be_held_to_a_version_of_the_history(sign_in, reporter, article, address):
    first = article.versions.get(part="ru")
    article.set_text("title", "ru", "Потом")
    workflow.save(article, by=reporter)
    client = sign_in(reporter)
    assert "version 1" in client.get(address, {"version": first.pk}).content.decode()

    client.post(f"{address}?version={first.pk}", asked(shows="kept"))

    assert PreviewLink.objects.get().versions == {"ru": 1, "shared": 1}


def test_refusal_is_a_sentence_in_the_form(sign_in, reporter, address):
    page = sign_in(reporter).post(address, asked(until="2020-01-01T10:00")).content.decode()

    assert "This time has passed. Choose a later one." in page
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("role", ["other_reporter", "photo", "administrator"])
def test_who_may_not_make_a_link_reads_the_list(role, request, sign_in, reporter, article, address):
    workflow.share(article, by=reporter, name="Эксперт")
    client = sign_in(request.getfixturevalue(role))

    page = client.get(address).content.decode()

    assert "Эксперт" in page
    assert "links__form" not in page
    assert "revoke" not in page
    assert client.post(address, asked()).status_code == 403
    assert PreviewLink.objects.count() == 1


def test_translator_offers_their_languages_only(sign_in, translator, address):
    client = sign_in(translator)
    page = client.get(address).content.decode()

    assert '<option value="hy"' in page
    assert '<option value="ru"' not in page
    client.post(address, asked(language="ru"))
    client.post(address, asked(language=""))
    assert not PreviewLink.objects.exists()


def test_list_tells_openings_and_comments(sign_in, reporter, article, address):
    link, _secret = workflow.share(article, by=reporter, name="Эксперт", allows_comments=True)
    for _n in range(2):
        PreviewOpening.objects.create(link=link, language="ru")
    PreviewComment.objects.create(link=link, language="ru", name="Анна", text="Верно <i>")

    page = sign_in(reporter).get(address).content.decode()

    assert "opened 2 times" in page
    assert "Верно &lt;i&gt;" in page


def test_list_asks_the_same_queries_for_one_link_and_three(
    sign_in, reporter, article, address, django_assert_num_queries
):
    client = sign_in(reporter)
    for number in (1, 3):
        while PreviewLink.objects.count() < number:
            link, _secret = workflow.share(article, by=reporter, name="x", allows_comments=True)
            PreviewOpening.objects.create(link=link, language="ru")
            PreviewComment.objects.create(link=link, language="ru", text="x")
        client.get(address)
        with django_assert_num_queries(8):
            client.get(address)


def test_link_is_closed_by_who_may(sign_in, reporter, other_reporter, article):
    link, _secret = workflow.share(article, by=reporter, name="Эксперт")
    close = reverse("admin:articles_preview_link_revoke", args=[article.pk, link.pk])

    assert sign_in(other_reporter).post(close).status_code == 403
    link.refresh_from_db()
    assert link.is_open
    client = sign_in(reporter)
    assert client.get(close).status_code == 405
    page = client.post(close, follow=True).content.decode()

    assert "The link is closed and no longer works." in page
    link.refresh_from_db()
    assert not link.is_open


def test_link_is_closed_below_its_own_story_only(sign_in, chief, make_article, article, reporter):
    link, _secret = workflow.share(article, by=reporter, name="Эксперт")
    other = make_article(title_ru="Другой")

    close = reverse("admin:articles_preview_link_revoke", args=[other.pk, link.pk])

    assert sign_in(chief).post(close).status_code == 404
