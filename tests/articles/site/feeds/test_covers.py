"""Covers in feeds: their sizes, their words, and none that may not be seen."""

import json
import os
from xml.etree import ElementTree

import pytest
from django.core.files.storage import default_storage

from articles import images
from articles.models import Image
from tests.articles.images.test_store import picture
from tests.articles.site.feeds.test_feeds import entry


@pytest.mark.parametrize("size, groups", [((700, 500), 0), ((1300, 800), 1)])
def test_sizes_of_a_picture_make_a_group_where_there_are_several(
    client, make_edition, photo, size, groups
):
    image = images.store("lake.jpg", picture(size=size), by=photo)
    images.make_renditions.call(image.pk, image.key)
    make_edition("ru", cover=image)

    root = ElementTree.fromstring(client.get("/ru/feed/").content)

    media = "{http://search.yahoo.com/mrss/}"
    assert len(list(root.iter(f"{media}group"))) == groups
    sizes = [int(one.get("width")) for one in root.iter(f"{media}content")]
    assert sizes == ([1280, 800, 480] if groups else [480])


def test_enclosure_has_the_true_length(client, make_edition, photo):
    image = images.store("lake.jpg", picture(size=(900, 600)), by=photo)
    make_edition("ru", cover=image)

    enclosure = entry(client, "").enclosures[0]

    path = default_storage.path(f"public/{image.key}/16x9-800.jpeg")
    assert enclosure.href.endswith(f"/media/{image.key}/16x9-800.jpeg")
    assert int(enclosure.length) == os.path.getsize(path)
    assert entry(client, "").media_content[0]["filesize"] == enclosure.length


@pytest.mark.parametrize("prefix, alt", [("ru", "Озеро"), ("arm", "Լիճ"), ("en", None)])
def test_picture_says_in_every_form_what_it_shows_in_the_language(
    client, make_edition, photo, prefix, alt
):
    image = images.store("lake.jpg", picture(size=(900, 600)), by=photo)
    Image.objects.update(alt_ru="Озеро", alt_hy="Լիճ", credit_ru="Л", credit_hy="Լ", credit_en="L")
    for code in ("ru", "hy", "en"):
        make_edition(code, cover=image)
    media, credit = "{http://search.yahoo.com/mrss/}", {"ru": "Л", "arm": "Լ", "en": "L"}[prefix]

    trees = [
        ElementTree.fromstring(client.get(f"/{prefix}/feed/{form}").content)
        for form in ("", "atom/")
    ]
    item = json.loads(client.get(f"/{prefix}/feed/json/").content)["items"][0]

    said = [[one.text for one in tree.iter(f"{media}description")] for tree in trees]
    credited = [[one.text for one in tree.iter(f"{media}credit")] for tree in trees]
    assert said == [[alt] if alt else []] * 2
    assert credited == [[credit]] * 2
    assert item["attachments"][0]["title"] == (f"{alt} ({credit})" if alt else f"({credit})")


def test_graphic_or_lost_cover_is_in_no_feed(client, make_edition, photo):
    image = images.store("lake.jpg", picture(size=(900, 600)), by=photo)
    make_edition("ru", cover=image)
    Image.objects.update(is_graphic=True)
    graphic = entry(client, "")
    Image.objects.update(is_graphic=False)
    Image.objects.update(weights={})
    default_storage.delete(f"public/{image.key}/16x9-800.jpeg")

    assert (graphic.enclosures, entry(client, "").enclosures) == ([], [])
