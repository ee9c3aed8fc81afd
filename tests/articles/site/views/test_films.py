"""A film of ours on readers' pages, in feeds and for machines."""

import json
import re

import pytest

from articles import files as uploads
from articles.management.demo import files
from articles.models import SiteSettings


@pytest.fixture
def film(photo):
    return uploads.store("night.mp4", files.attachment("night.mp4"), by=photo)


@pytest.fixture
def video_story(make_edition, make_image, film):
    before = make_image(credit_ru="Лилит")
    body = (
        f'<figure data-file="{film.pk}" data-image="{before.pk}"><figcaption>Ночь</figcaption>'
        "</figure><p>Купол открыт.</p>"
    )
    return make_edition("ru", kind="video", title_ru="Ночь", body_ru=body)


def test_film_stands_over_a_video_story_and_loads_nothing_by_itself(client, video_story, film):
    html = client.get(video_story.get_absolute_url()).text

    (video,) = re.findall("<video [^>]*>", html)
    assert html.index("<video") < html.index("Купол открыт")
    assert f'preload="none" src="{film.url}" width="640" height="360" poster="/media/' in video
    assert "data-embed" not in html


def test_machines_are_told_where_the_film_lies(client, video_story, film):
    html = client.get(video_story.get_absolute_url()).text

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    (told,) = [one["video"] for one in map(json.loads, blocks) if "video" in one]
    assert (told["@type"], told["duration"], told["width"]) == ("VideoObject", "PT6S", 640)
    assert told["contentUrl"].endswith(film.url)
    assert told["contentUrl"].startswith("http")


def test_feed_leads_to_the_film(client, video_story, film):
    SiteSettings.objects.create(pk=1, name_ru="Вестник", feed_has_full_text=True)

    feed = client.get("/ru/feed/").text

    assert film.url in feed


def test_light_page_loads_no_picture_before_the_film(client, video_story):
    html = client.get(video_story.get_absolute_url() + "?lite=1").text

    assert "<video " in html
    assert "poster=" not in html
