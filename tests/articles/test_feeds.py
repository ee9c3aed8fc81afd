"""Feeds, read as a reader's program would."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.utils.timezone import now

from articles import workflow
from articles.feeds import xml
from articles.models import Category, Edition

HOSTILE = "А\x00Б\x0b \ud800 \ufffe ]]> </script> \u2028 😀 & <b>"


@pytest.mark.parametrize("form", ["", "atom/"])
def test_feed_has_the_newest_with_lead_author_and_category(
    client, make_edition, author, settings, form
):
    edition = make_edition("ru", lead_ru="Вода прибывает.", authors=[author])

    feed = feedparser.parse(client.get(f"/ru/feed/{form}").content)

    entry = feed.entries[0]
    assert not feed.bozo
    assert feed.feed.language == "ru"
    assert entry.title == edition.title
    assert entry.link == settings.SITE_URL + edition.get_absolute_url()
    assert entry.summary == "Вода прибывает."
    assert entry.author == "Мариам Петросян"
    assert [tag.term for tag in entry.tags] == ["Экология"]


def test_json_feed_has_the_newest(client, make_edition, author, settings):
    edition = make_edition("hy", lead_hy="Ջուրը", authors=[author])

    response = client.get("/arm/feed/json/")

    feed = json.loads(response.content)
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "hy")
    assert feed["feed_url"] == f"{settings.SITE_URL}/arm/feed/json/"
    entry = feed["items"][0]
    assert entry["url"] == settings.SITE_URL + edition.get_absolute_url()
    assert entry["authors"] == [{"name": "Մարիամ Պետրոսյան"}]
    assert entry["content_text"] == "Ջուրը"


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
@pytest.mark.parametrize(
    "path", ["category/ecology", "tag/sevan", "author/mariam-petrosyan", "category/nothing-yet"]
)
def test_streams_have_feeds_of_their_own(client, make_edition, author, make_tag, path, form):
    Category.objects.create(slug="nothing-yet", name_ru="Пусто")
    ours = make_edition("ru", title_ru="Наше", tags=[make_tag(ru="Севан")], authors=[author])
    make_edition("ru", title_ru="Чужое", category=None)

    page = client.get(f"/ru/{path}/feed/{form}").content.decode()

    assert (ours.title in page) == ("nothing-yet" not in path)
    assert "Чужое" not in page


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
def test_hostile_texts_leave_a_feed_valid(client, make_edition, form):
    make_edition("ru")
    hostile = HOSTILE.replace("\x00", "").replace("\ud800", "")  # no database keeps these two
    Edition.objects.update(title=hostile, lead=hostile)

    content = client.get(f"/ru/feed/{form}").content

    if form == "json/":
        title = json.loads(content)["items"][0]["title"]
    else:
        ElementTree.fromstring(content)
        title = feedparser.parse(content).entries[0].title
    assert title.startswith("АБ")


def test_xml_drops_what_no_document_can_hold():
    assert xml(HOSTILE) == "АБ   ]]> </script> \u2028 😀 & <b>"


def test_withdrawn_story_leaves_the_feed_at_once(client, make_edition, chief):
    edition = make_edition("ru")
    workflow.withdraw(edition, reason="Ошибка.", by=chief)

    assert feedparser.parse(client.get("/ru/feed/").content).entries == []


def test_feed_says_when_a_story_was_updated(client, make_edition):
    make_edition("ru")
    moment = now() + timedelta(minutes=5)
    Edition.objects.update(updated_at=moment)

    entry = feedparser.parse(client.get("/ru/feed/atom/").content).entries[0]

    assert entry.updated_parsed[:5] == moment.utctimetuple()[:5]
    assert entry.published_parsed[:5] != entry.updated_parsed[:5]


@pytest.mark.parametrize("path", ["category/no", "tag/no", "author/no", "category/ecology"])
def test_feed_of_nothing_answers_404(client, category, path):
    category.name_en = ""
    category.save()

    assert client.get(f"/en/{path}/feed/").status_code == 404
