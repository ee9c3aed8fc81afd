"""Sitemaps."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils.timezone import now

from articles import images, workflow
from articles.models import Edition, Image, Page, SiteSettings
from articles.site import sitemaps
from newsroom import languages
from tests.articles.images.test_store import picture

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PICTURE = "{http://www.google.com/schemas/sitemap-image/1.1}"
LASTMOD = f"{MAP}lastmod"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def read(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def addresses(tree: ElementTree.Element) -> list[str]:
    return [element.text for element in tree.iter(f"{MAP}loc")]


def number(edition) -> int:
    """The number of the part that has the story."""
    return (edition.pk - 1) // sitemaps.SIZE + 1


def test_index_names_every_part_with_its_last_change(client, make_edition, monkeypatch, settings):
    monkeypatch.setattr(sitemaps, "SIZE", 2)
    editions = [make_edition("ru", hours_ago=hours) for hours in (3, 2, 1)]

    index = read(client, "/sitemap.xml")

    first = {f"sitemap-{name}-1" for name in ("ru", "arm", "en")}
    names = first | {f"sitemap-ru-{number(one)}" for one in editions} | {"sitemap-news"}
    assert set(addresses(index)) == {f"{settings.SITE_URL}/{name}.xml" for name in names}
    assert len(addresses(index)) == len(names)
    stamps = [sitemaps.stamp(one.published_at) for one in editions]
    given = [element.text for element in index.iter(f"{MAP}lastmod")]
    assert given[-1] == stamps[-1]
    assert set(given) <= set(stamps)


def test_part_has_stories_with_all_their_languages(client, make_article, make_edition, settings):
    article = make_article(title_hy="Լիճը")
    ru, hy = (make_edition(code, article=article) for code in ("ru", "hy"))

    url = next(
        one
        for one in read(client, f"/sitemap-ru-{number(ru)}.xml")
        if "/post/" in one.find(f"{MAP}loc").text
    )

    links = [(link.get("hreflang"), link.get("href")) for link in url.iter(f"{XHTML}link")]
    assert url.find(f"{MAP}loc").text == settings.SITE_URL + ru.get_absolute_url()
    assert url.find(f"{MAP}lastmod").text == f"{ru.published_at:%Y-%m-%dT%H:%M:%SZ}"
    assert links == [
        ("ru", settings.SITE_URL + ru.get_absolute_url()),
        ("hy", settings.SITE_URL + hy.get_absolute_url()),
        ("x-default", settings.SITE_URL + ru.get_absolute_url()),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"published_at": now() + timedelta(hours=1)},
        {"expires_at": now() - timedelta(seconds=1)},
        {"withdrawn_at": now(), "withdrawn_reason": "Ошибка"},
    ],
)
def test_part_names_no_language_that_is_not_live(client, make_article, make_edition, change):
    article = make_article(title_hy="Լիճը", title_en="Lake")
    ru, hy, en = (make_edition(code, article=article, hours_ago=3) for code in languages.CODES)
    Edition.objects.filter(pk=hy.pk).update(**change)

    links = list(read(client, f"/sitemap-en-{number(en)}.xml").iter(f"{XHTML}link"))

    assert [link.get("hreflang") for link in links] == ["ru", "en", "x-default"]
    assert hy.slug not in client.get(f"/sitemap-arm-{number(hy)}.xml").content.decode()


@pytest.mark.parametrize("source, other", [("hy", "/arm/"), ("ru", None)])
def test_part_names_the_default_language_else_the_source_for_others(
    client, make_article, make_edition, source, other
):
    SiteSettings.objects.create(pk=1, default_language="ru")
    article = make_article(title_hy="Լիճը", title_en="Lake", source_language=source)
    en, _hy = make_edition("en", article=article), make_edition("hy", article=article)

    links = read(client, f"/sitemap-en-{number(en)}.xml").iter(f"{XHTML}link")

    places = {link.get("hreflang"): link.get("href") for link in links}
    assert places.get("x-default") == (other and places["hy"])
    assert set(places) - {"x-default"} == {"hy", "en"}


def test_part_says_when_a_story_was_updated(client, make_edition):
    edition = make_edition("ru", hours_ago=3)
    moment = now().replace(microsecond=999_999)
    Edition.objects.filter(pk=edition.pk).update(updated_at=moment)

    stamps = [one.text for one in read(client, f"/sitemap-ru-{number(edition)}.xml").iter(LASTMOD)]

    assert stamps == [f"{moment:%Y-%m-%dT%H:%M:%SZ}"]


def test_first_part_has_the_other_pages(client, category, settings):
    Page.objects.create(slug="about", title_en="About us")

    found = addresses(read(client, "/sitemap-en-1.xml"))

    paths = ["/en/", "/en/category/ecology/", "/en/corrections/", "/en/page/about/"]
    assert found == [settings.SITE_URL + path for path in paths]


def test_parts_have_every_story_once(client, make_edition, monkeypatch, settings):
    monkeypatch.setattr(sitemaps, "SIZE", 2)
    editions = [make_edition("ru") for _one in range(3)]

    found = [
        address
        for part in sorted({number(one) for one in editions})
        for address in addresses(read(client, f"/sitemap-ru-{part}.xml"))
        if "/post/" in address
    ]

    assert found == [settings.SITE_URL + one.get_absolute_url() for one in editions]


@pytest.mark.parametrize("name", ["ru-0", "ru-9999", "ru-99999999999999999999", "de-1", "hy-1"])
def test_part_that_is_none_answers_404(client, make_edition, name):
    make_edition("ru")

    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_news_has_two_days_and_escapes(client, make_edition):
    new = make_edition("ru", title_ru="Вода & <хлеб>")
    old = make_edition("ru")
    Edition.objects.filter(pk=old.pk).update(published_at=now() - timedelta(hours=49))

    tree = read(client, "/sitemap-news.xml")

    assert [element.text for element in tree.iter(f"{NEWS}title")] == [new.title]
    assert [element.text for element in tree.iter(f"{NEWS}language")] == ["ru"]


def test_withdrawn_story_leaves_the_maps_at_once(client, make_edition, chief):
    edition = make_edition("ru")
    workflow.withdraw(edition, reason="Ошибка.", by=chief)

    for name in (f"sitemap-ru-{number(edition)}", "sitemap-news"):
        assert edition.slug not in client.get(f"/{name}.xml").content.decode()


def test_part_has_the_cover_but_no_graphic_one(client, make_edition, photo, settings):
    data = picture(size=(1300, 800)), picture(size=(1300, 801))
    covers = [images.store("a.jpg", one, by=photo) for one in data]
    Image.objects.filter(pk=covers[1].pk).update(is_graphic=True)
    edition = [make_edition("ru", cover=cover) for cover in covers][0]

    tree = read(client, f"/sitemap-ru-{number(edition)}.xml")

    places = [element.text for element in tree.iter(f"{PICTURE}loc")]
    assert places == [f"{settings.SITE_URL}/media/{covers[0].key}/16x9-800.jpeg"]


def test_pages_have_links_to_their_languages(client, db, settings):
    Page.objects.create(slug="about", title_en="About us", title_hy="Մեր մասին")

    url = next(one for one in read(client, "/sitemap-en-1.xml") if "/page/" in one[0].text)

    links = [(link.get("hreflang"), link.get("href")) for link in url.iter(f"{XHTML}link")]
    root = settings.SITE_URL
    assert links == [("hy", f"{root}/arm/page/about/"), ("en", f"{root}/en/page/about/")]


def test_advertising_is_no_news(client, make_edition):
    make_edition("ru", kind="partner")
    ours = make_edition("ru", title_ru="Новость")

    titles = [element.text for element in read(client, "/sitemap-news.xml").iter(f"{NEWS}title")]

    assert titles == [ours.title]


def test_old_story_in_a_new_language_brings_only_its_own_languages(
    client, make_article, make_edition
):
    """The other languages are looked up by story: no range of them grows with the archive."""
    article = make_article(title_en="Late")
    make_edition("ru", article=article)
    for _one in range(3):
        make_edition("ru")
    new = make_edition("en", article=article)

    links = list(read(client, f"/sitemap-en-{number(new)}.xml").iter(f"{XHTML}link"))

    assert [link.get("hreflang") for link in links] == ["ru", "en", "x-default"]
