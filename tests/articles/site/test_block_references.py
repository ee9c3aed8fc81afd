"""Stories and files that a text names: shown as readers may see them, and nothing else leaks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from articles import files as uploads
from articles import workflow
from articles.models import SiteSettings
from articles.site.block_references import named
from tests.articles.files.test_store import MP3, PDF


def naming(*stories, files=()):
    return "".join(
        [f'<figure data-story="{one}"></figure>' for one in stories]
        + [f'<figure data-file="{one}"></figure>' for one in files]
    )


def test_story_is_shown_in_the_language_of_the_page(make_edition, chief):
    edition = make_edition("ru", title_ru="Снег", title_hy="Ձյուն")
    armenian = workflow.publish(edition.article, "hy", by=chief)
    body = naming(edition.article_id)

    assert named([body], "ru") == {("story", edition.article_id): edition}
    assert named([body], "hy") == {("story", edition.article_id): armenian}
    assert named([body], "en") == {}


@pytest.mark.parametrize("state", ["draft", "scheduled", "ended", "withdrawn"])
def test_story_that_readers_do_not_have_is_not_shown(
    client, make_article, make_edition, chief, state
):
    secret = make_article(title_ru="Тайное")
    if state != "draft":
        at = now() + timedelta(days=1) if state == "scheduled" else None
        edition = workflow.publish(secret, "ru", by=chief, at=at)
    if state == "ended":
        edition.published_at, edition.expires_at = now() - timedelta(2), now() - timedelta(1)
        edition.save()
    if state == "withdrawn":
        workflow.withdraw(edition, reason="Ошибка.", by=chief)
    page = make_edition("ru", body_ru=f"<p>Слово</p>{naming(secret.pk)}")

    answer = client.get(page.get_absolute_url())

    assert "Слово" in answer.text
    assert "Тайное" not in answer.text
    assert "read-also" not in answer.text


def test_story_does_not_lead_to_itself(make_edition):
    edition = make_edition("ru")

    assert named([naming(edition.article_id)], "ru", but=edition.article_id) == {}


def test_page_shows_story_file_and_recording(client, make_edition, photo, settings):
    other = make_edition("ru", title_ru="Снег")
    files = [uploads.store("a.pdf", PDF, by=photo), uploads.store("b.mp3", MP3, by=photo)]
    body = naming(other.article_id, files=[one.pk for one in files])
    body = body.replace(f'{files[1].pk}"></', f'{files[1].pk}"><figcaption>Речь</figcaption></')
    page = make_edition("ru", body_ru=body)

    text = client.get(page.get_absolute_url()).text

    assert f'<p class="read-also-title"><a href="{other.get_absolute_url()}">Снег</a></p>' in text
    # Two of them in one text are told apart by their names.
    assert 'aria-label="Читайте также: Снег"' in text
    address = f'data-address="{settings.SITE_URL}{files[0].url}"'
    assert f'<a class="file-link" href="{files[0].url}" {address} download>' in text
    assert f'<audio controls preload="none" src="{files[1].url}" title="Речь">' in text


@pytest.fixture
def site(db):
    return SiteSettings.objects.create(pk=1, name_ru="Вестник", feed_has_full_text=True)


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_named_takes_two_queries(make_edition, photo, number):
    stories = [make_edition("ru").article_id for _one in range(number)]
    files = [uploads.store("a.pdf", PDF + bytes([n]), by=photo).pk for n in range(number)]

    with CaptureQueriesContext(connection) as queries:
        found = named([naming(*stories, files=files)], "ru")

    kinds = [kind for kind, _number in found]
    assert (kinds.count("story"), kinds.count("file"), len(queries)) == (number, number, 2)


def test_body_that_names_nothing_asks_nothing(db):
    with CaptureQueriesContext(connection) as queries:
        assert named(["<p>Слово</p>", '<figure data-image="1"></figure>'], "ru") == {}

    assert len(queries) == 0


def test_feed_says_in_plain_links_what_the_text_names(
    client, site, make_edition, make_article, photo
):
    other, secret = make_edition("ru", title_ru="Снег"), make_article(title_ru="Тайное")
    file = uploads.store("Смета.pdf", PDF, by=photo)
    box = '<section data-block="facts"><h2>Факты</h2><p>Раз</p></section>'
    body = box + naming(other.article_id, secret.pk, files=[file.pk])
    make_edition("ru", title_ru="Страница", body_ru=body)

    item = next(
        one for one in client.get("/ru/feed/json/").json()["items"] if one["title"] == "Страница"
    )

    assert box in item["content_html"]
    assert f'{other.get_absolute_url()}">Снег</a>' in item["content_html"]
    assert f'{file.url}">Смета</a>' in item["content_html"]
    assert "Тайное" not in item["content_html"]
