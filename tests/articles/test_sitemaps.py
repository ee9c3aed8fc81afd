"""Sitemaps."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils.timezone import now

from articles import sitemaps, workflow
from articles.models import Edition, Page

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def read(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def addresses(tree: ElementTree.Element) -> list[str]:
    return [element.text for element in tree.iter(f"{MAP}loc")]


def test_index_names_every_part(client, make_edition, monkeypatch, settings):
    monkeypatch.setattr(sitemaps, "SIZE", 2)
    for _one in range(3):
        make_edition("ru")

    found = addresses(read(client, "/sitemap.xml"))

    names = ["sitemap-ru-1", "sitemap-ru-2", "sitemap-arm-1", "sitemap-en-1", "sitemap-news"]
    assert found == [f"{settings.SITE_URL}/{name}.xml" for name in names]


def test_part_has_stories_with_all_their_languages(client, make_article, make_edition, settings):
    article = make_article(title_hy="Լիճը")
    ru, hy = (make_edition(code, article=article) for code in ("ru", "hy"))

    url = next(
        one for one in read(client, "/sitemap-ru-1.xml") if "/post/" in one.find(f"{MAP}loc").text
    )

    links = [(link.get("hreflang"), link.get("href")) for link in url.iter(f"{XHTML}link")]
    assert url.find(f"{MAP}loc").text == settings.SITE_URL + ru.get_absolute_url()
    assert url.find(f"{MAP}lastmod").text.endswith("+04:00")
    assert links == [
        ("hy", settings.SITE_URL + hy.get_absolute_url()),
        ("ru", settings.SITE_URL + ru.get_absolute_url()),
    ]


def test_first_part_has_the_other_pages(client, category, settings):
    Page.objects.create(slug="about", title_en="About us")

    found = addresses(read(client, "/sitemap-en-1.xml"))

    paths = ["/en/", "/en/category/ecology/", "/en/page/about/"]
    assert found == [settings.SITE_URL + path for path in paths]


def test_parts_have_every_story_once(client, make_edition, monkeypatch, settings):
    monkeypatch.setattr(sitemaps, "SIZE", 2)
    editions = [make_edition("ru") for _one in range(3)]

    found = [
        address
        for number in (1, 2)
        for address in addresses(read(client, f"/sitemap-ru-{number}.xml"))
        if "/post/" in address
    ]

    assert found == [settings.SITE_URL + one.get_absolute_url() for one in editions]


@pytest.mark.parametrize("name", ["ru-0", "ru-2", "ru-99999999999999999999", "de-1", "hy-1"])
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

    for name in ("sitemap-ru-1", "sitemap-news"):
        assert edition.slug not in client.get(f"/{name}.xml").content.decode()
