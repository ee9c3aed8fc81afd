"""A picture leaves readers' pages by itself the day after its last one, wherever it stands."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.timezone import localdate

from articles import images
from articles.models import Author, Image, SiteSettings, lineup, today
from articles.site import seo
from articles.workflow import arrangement
from tests.conftest import a_picture
from tests.newsroom.cache.cached_site import NOON, Site, later

YESTERDAY, TODAY = -1, 0
STORY = "/ru/post/ozero/"


@pytest.fixture
def image(photo):
    return images.store("lake.jpg", a_picture(), by=photo)


@pytest.fixture
def everywhere(image, make_edition, make_ad, chief, category):
    """Use the picture in every place that readers have."""
    body = (
        f'<figure data-image="{image.pk}"><figcaption>Берег</figcaption></figure>'
        f'<figure data-gallery="{image.pk}"></figure>'
        f'<figure data-embed="https://youtu.be/dQw4w9WgXcQ" data-image="{image.pk}"></figure>'
    )
    author = Author.objects.create(slug="mariam", name_ru="Мариам", portrait=image)
    edition = make_edition(
        cover=image, body_ru=body, slug_ru="ozero", kind="opinion", authors=[author]
    )
    make_edition(title_ru="Лес", slug_ru="les", cover=image)
    make_ad(image=image, is_house=True)
    leads = (lineup.Lead(edition.article_id, picture=image.pk),)
    arrangement.arrange("ru", lineup.Lineup(leads=leads), by=chief, follows=0)
    return edition


def let_end(image, days: int) -> None:
    """Let the last day of the picture be so many days from today."""
    Image.objects.filter(pk=image.pk).update(usable_until=localdate() + timedelta(days=days))


PLACES = [
    "/ru/",
    "/ru/category/ecology/",
    "/ru/author/mariam/",
    STORY,
    "/ru/post/les/",
    f"{STORY}?lite=1",
    "/ru/search/?q=лес",
    "/ru/feed/",
    "/ru/feed/atom/",
    "/ru/feed/json/",
    "/sitemap-ru-1.xml",
    f"/oembed/?url={settings.SITE_URL}{STORY}",
]
# Where a graphic picture stands, covered.
COVERING = [STORY, "/ru/post/les/", f"{STORY}?lite=1"]


def showing(client, image) -> list[str]:
    """Return the places where the picture's files are named."""
    pages = {place: client.get(place) for place in PLACES}
    assert {answer.status_code for answer in pages.values()} == {200}
    return [place for place, answer in pages.items() if image.key in answer.content.decode()]


def test_expired_picture_is_nowhere(everywhere, image, client):
    let_end(image, TODAY)
    assert showing(client, image) == PLACES

    let_end(image, YESTERDAY)

    assert showing(client, image) == []


def test_full_texts_in_feeds_leave_it_out(everywhere, image, client):
    SiteSettings.objects.update_or_create(pk=1, defaults={"feed_has_full_text": True})
    assert client.get("/ru/feed/").content.decode().count(f"{image.key}/full") > 0
    let_end(image, YESTERDAY)

    assert image.key not in client.get("/ru/feed/").content.decode()


def test_sentence_stands_in_its_place_in_a_text(everywhere, image, client):
    let_end(image, YESTERDAY)

    page = client.get(STORY).content.decode()

    assert page.count('<p class="not-shown">') == 2
    assert "Берег" not in page
    assert '<figure class="cover">' not in page


def test_card_is_drawn_for_messengers(everywhere, image):
    assert seo.social_image(everywhere).type == "image/jpeg"
    let_end(image, YESTERDAY)
    everywhere.refresh_from_db()

    assert seo.social_image(everywhere).type == "image/png"


def test_graphic_picture_is_uncovered_nowhere(everywhere, image, client):
    Image.objects.filter(pk=image.pk).update(is_graphic=True)

    pages = {place: client.get(place).content.decode() for place in PLACES}

    named = {place: page.count(image.key) for place, page in pages.items()}
    assert [place for place, number in named.items() if number] == COVERING
    covered = {place: covered_in(pages[place], image) for place in COVERING}
    assert covered == {place: named[place] for place in COVERING}


def covered_in(page: str, image) -> int:
    """Count how often the picture's files are named where a press uncovers them."""
    parts = page.split('<details class="graphic">')[1:]
    return sum(part.partition("</details>")[0].count(image.key) for part in parts)


# A server of its own closes its connections behind a request.
@pytest.mark.django_db(transaction=True)
def test_page_is_without_it_from_midnight_on(everywhere, image, monkeypatch):
    site = Site(renderer=get_wsgi_application())
    site.now = NOON.replace(hour=23, minute=59, second=58)
    monkeypatch.setattr(today, "localdate", lambda: site.now.date())
    Image.objects.update(usable_until=site.now.date())
    host = {"HTTP_HOST": "testserver"}
    assert image.key.encode() in site.get(STORY, **host).body

    later(site, seconds=1)
    assert image.key.encode() in site.get(STORY, **host).body
    later(site, seconds=1)

    assert image.key.encode() not in site.get(STORY, **host).body
