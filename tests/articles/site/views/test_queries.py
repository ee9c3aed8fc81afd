"""How many queries a page asks: the same for one story and for thirty.

Site-wide rows (menu, settings, pages, ads, breaking bar) are read once per generation and do not
count; inside of a test's transaction nothing is kept, so their queries are taken out by name.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from articles.models import Correction, EditionStory, Image, Views
from articles.models.lineup import Lead, Lineup, Link
from articles.site.home import NEWEST
from articles.workflow import arrangement

SITE_WIDE = re.compile(
    r'FROM "?articles_(sitesettings|category|page|ad|ad_categories|breaking|arrangement)\b'
)
# A category's own row is the page's.
# The pictures of leads are read with the arrangement.
OWN_PICTURES = 'FROM "articles_image"'
OWN_ROW = '"articles_category"."slug" = '


def queries_of(client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    asked = [
        sql
        for query in captured
        if (sql := query["sql"].lstrip("( \n")).startswith(("SELECT", "WITH"))
    ]
    return [sql for sql in asked if OWN_ROW in sql or not SITE_WIDE.search(sql)]


@pytest.fixture
def publish(make_edition, make_tag, author, chief):
    """Publish a number of full stories."""
    tags = [make_tag(ru="Севан"), make_tag(ru="Вода")]

    def make(number: int):
        for _one in range(number):
            edition = make_edition("ru", body_ru="<p>Слово</p>", tags=tags, authors=[author])
            hour = now().replace(minute=0, second=0, microsecond=0)
            Views.objects.create(edition=edition, hour=hour, count=1)
            Correction.objects.create(edition=edition, text="Было.", at=now(), by=chief)
        return edition

    return make


ASKED = {
    "/ru/": 3,
    "/ru/category/ecology/": 2,
    "/ru/tag/sevan/": 2,
    "/ru/author/mariam-petrosyan/": 2,
    "/ru/archive/{day:%Y/%m/%d}/": 4,
    "/ru/archive/{day:%Y/%m}/": 4,
    "/ru/archive/{day:%Y}/": 4,
    "/ru/search/?q=слово": 6,
    "/ru/popular/": 2,
    "/ru/corrections/": 1,
    "/ru/feed/": 2,
    "/ru/tag/sevan/feed/atom/": 3,
    "/sitemap-ru-1.xml": 1,
    "/sitemap-news.xml": 1,
}


@pytest.mark.parametrize("stories", [1, 30])
def test_pages_ask_the_same_number_of_queries(client, publish, stories):
    publish(stories)

    asked = {address: len(queries_of(client, address.format(day=localdate()))) for address in ASKED}

    assert asked == ASKED


def test_home_with_every_block_asks_six_queries(client, publish, make_edition, author):
    publish(NEWEST)
    for kind in ("opinion", "opinion", "video", "video"):
        make_edition("ru", hours_ago=5, kind=kind, authors=[author])

    assert len(queries_of(client, "/ru/")) == 6


def test_arranged_home_asks_seven_queries(client, publish, make_edition, author, chief, photo):
    publish(NEWEST)
    picture = Image.objects.create(
        key="k", digest="d", name="a", width=9, height=9, uploaded_by=photo
    )
    old = [make_edition("ru", hours_ago=900).article_id for _n in range(4)]
    make_edition("ru", kind="opinion", hours_ago=5, authors=[author])
    leads = tuple(Lead(story, picture=picture.pk, links=(Link(old[3]),)) for story in old[:3])
    arrangement.arrange("ru", Lineup(leads=leads), by=chief, follows=0)

    queries = [sql for sql in queries_of(client, "/ru/") if OWN_PICTURES not in sql]

    assert len(queries) == 7


# With few stories that share tags, those that share words are asked for too.
@pytest.mark.parametrize("stories, number", [(1, 7), (30, 6)])
def test_article_asks_seven_queries(client, publish, stories, number):
    edition = publish(stories + 1)
    EditionStory.objects.create(edition=edition, story=edition.article)

    assert len(queries_of(client, edition.get_absolute_url())) == number


def test_article_with_pictures_asks_eight_queries(client, publish):
    edition = publish(2)
    edition.body = '<figure data-gallery="1 2 3"></figure><figure data-image="4"></figure>'
    edition.save()

    assert len(queries_of(client, edition.get_absolute_url())) == 8
