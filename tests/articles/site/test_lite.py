"""Light pages: which request is one, what is left out, and links that stay light."""

import re

import pytest
from django.test import RequestFactory

from articles import images
from articles.site import lite
from tests.conftest import a_picture


@pytest.mark.parametrize(
    "before, after",
    [
        ('<a href="/ru/">', '<a href="/ru/?lite=1">'),
        ('<a class="x" href="/arm/post/a/#text">', '<a class="x" href="/arm/post/a/?lite=1#text">'),
        (
            '<a href="/en/search/?q=a&amp;page=2">',
            '<a href="/en/search/?q=a&amp;page=2&amp;lite=1">',
        ),
        ('<a href="?page=2">', '<a href="?page=2&amp;lite=1">'),
    ],
)
def test_links_to_pages_stay_light(before, after):
    assert lite.keep_on_links(before) == after


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/ru/feed/">',
        '<a href="/ru/category/ecology/feed/atom/">',
        '<a href="#share">',
        '<a href="https://t.me/example">',
        '<a href="mailto:a@b.example">',
        '<a href="/media/key/full-800.jpeg">',
        '<a href="/ru/?page=2" rel="nofollow" data-full>',
        '<link rel="alternate" href="/ru/feed/">',
    ],
)
def test_other_links_stay_as_they_are(link):
    assert lite.keep_on_links(link) == link


@pytest.mark.parametrize(
    "query, is_lite", [("?lite=1", True), ("?lite=0", False), ("?lite=11", False), ("?lite", False)]
)
def test_only_one_value_asks_for_a_light_page(query, is_lite):
    assert lite.is_asked(RequestFactory().get(f"/ru/{query}")) is is_lite


def test_footer_leads_to_the_other_version_of_the_same_page():
    get = RequestFactory().get

    assert lite.other_address(get("/ru/search/?q=я&page=2")) == "?page=2&q=%D1%8F&lite=1"
    assert lite.other_address(get("/ru/search/?lite=1&q=a")) == "?q=a"
    assert lite.other_address(get("/ru/?lite=1")) == "/ru/"
    assert lite.other_address(get("/ru/?utm=x&%00=1")) == "?lite=1"


@pytest.fixture
def illustrated(make_edition, photo):
    image = images.store("lake.jpg", a_picture(), by=photo)
    image.alt_ru = "Озеро & лодка"
    image.save()
    body = f'<p>Слово</p><figure data-image="{image.pk}"></figure>'
    return make_edition("ru", cover=image, body_ru=body)


def test_light_story_has_no_picture_until_a_press(client, illustrated):
    usual = client.get(illustrated.get_absolute_url()).content.decode()
    assert usual.count("<picture>") >= 2
    assert "bundles/article.css" in usual

    page = client.get(f"{illustrated.get_absolute_url()}?lite=1").content.decode()

    assert "<picture>" not in page
    assert "bundles/article.css" not in page
    links = re.findall(r'<a class="lite-picture" href="([^"]+)"', page)
    assert len(links) == 2
    assert client.get(links[0])["Content-Type"] == "image/jpeg"
    assert 'data-alt="Озеро &amp; лодка"' in page
    assert re.search(r"\(\d+\s\w+\)</span>", page)


def test_canonical_of_a_light_page_is_the_usual_one(client, illustrated):
    address = f"{illustrated.get_absolute_url()}?lite=1"

    response = client.get(address)

    assert response.context["page_meta"].canonical.endswith(illustrated.get_absolute_url())


@pytest.mark.parametrize("path", ["/ru/", "/ru/category/ecology/", "/ru/search/?q=озеро"])
def test_light_stream_is_words(client, illustrated, path):
    sign = "&" if "?" in path else "?"

    page = client.get(f"{path}{sign}lite=1").content.decode()

    # The one of the counter is of one pixel, and for readers without script.
    assert page.count("<img") == page.count('<noscript><img class="pixel"')
    assert f'{illustrated.get_absolute_url()}?lite=1"' in page
    assert '<input type="hidden" name="lite" value="1">' in page


@pytest.mark.parametrize(
    "path, scripts",
    [("/ru/", ["cyrillic", "latin"]), ("/arm/", ["armenian", "latin"]), ("/en/", ["latin"])],
)
def test_fonts_of_the_language_are_asked_for_at_once_but_not_by_a_light_page(
    client, db, path, scripts
):
    preloaded = re.compile(r'<link rel="preload" href="[^"]*/noto-serif-(\w+)\.[^"]*" as="font"')

    usual, light = (client.get(f"{path}{query}").content.decode() for query in ("", "?lite=1"))

    assert preloaded.findall(usual) == scripts
    assert preloaded.findall(light) == []


def test_usual_page_after_a_light_one_is_usual(client, illustrated):
    client.get("/ru/?lite=1")

    page = client.get("/ru/").content.decode()

    assert "?lite=1" in page
    assert page.count("lite=1") == 1


def test_unknown_value_is_the_usual_page(client, illustrated):
    page = client.get("/ru/?lite=yes").content.decode()

    assert "bundles/home.css" in page
    assert '<p class="lite-link page"><a href="?lite=1"' in page
