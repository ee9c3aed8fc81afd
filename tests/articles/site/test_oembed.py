"""oEmbed: what other sites show of our stories."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils.timezone import now

from articles import images, workflow
from articles.models import SiteSettings
from tests.articles.images.test_store import picture


@pytest.fixture
def ask(client, settings):
    """Ask for a path of ours: `ask("/ru/post/…/", format="xml")`."""

    def asking(path: str, root: str = settings.SITE_URL, **query):
        return client.get("/oembed/", {"url": f"{root}{path}", **query})

    return asking


def test_story_is_described_in_its_language(ask, make_edition, author, photo, settings):
    SiteSettings.objects.create(pk=1, name_hy="Լրաբեր")
    cover = images.store("lake.jpg", picture(size=(1300, 800)), by=photo)
    edition = make_edition("hy", authors=[author], cover=cover)

    response = ask(edition.get_absolute_url())

    root = settings.SITE_URL
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == {
        "version": "1.0",
        "type": "link",
        "title": edition.title,
        "provider_name": "Լրաբեր",
        "provider_url": f"{root}/arm/",
        "cache_age": 300,
        "author_name": "Մարիամ Պետրոսյան",
        "author_url": f"{root}/arm/author/mariam-petrosyan/",
        "thumbnail_url": f"{root}/media/{cover.key}/social-1200.jpeg",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


def test_xml_says_the_same(ask, make_edition):
    edition = make_edition("ru", title_ru="Вода & <хлеб>")

    tree = ElementTree.fromstring(ask(edition.get_absolute_url(), format="xml").content)

    said = {element.tag: element.text for element in tree}
    known = ask(edition.get_absolute_url()).json()
    assert said == {name: str(value) for name, value in known.items()}


def test_picture_is_no_larger_than_asked_for(ask, make_edition):
    edition = make_edition("ru")

    found = [
        "thumbnail_url" in ask(edition.get_absolute_url(), maxwidth=width).json()
        for width in ("1200", "600", "x")
    ]

    assert found == [True, False, True]


def test_page_of_a_story_names_its_descriptions(client, make_edition):
    page = client.get(make_edition("ru").get_absolute_url())

    links = page.context["page_meta"].oembed
    answers = [client.get(link.url) for link in links]
    assert [link.type for link in links] == ["application/json+oembed", "text/xml+oembed"]
    assert [answer["Content-Type"].split(";")[0] for answer in answers] == [
        "application/json",
        "text/xml",
    ]


def test_what_is_not_live_is_described_to_nobody(ask, make_edition, chief):
    live = make_edition("ru")
    assert ask(live.get_absolute_url()).status_code == 200
    workflow.withdraw(live, reason="Ошибка.", by=chief)
    scheduled = make_edition("ru", at=now() + timedelta(hours=1))

    for edition in (live, scheduled):
        assert ask(edition.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "path", ["", "/ru/", "/ru/post/no/", "/de/post/x/", "/admin/", "/\x00", "/ru/post/%ff/"]
)
def test_other_addresses_of_ours_answer_404(ask, db, path):
    assert ask(path).status_code == 404


@pytest.mark.parametrize("root", ["https://other.example", "", "http://[", "javascript:"])
def test_addresses_of_others_answer_404(ask, make_edition, root):
    edition = make_edition("ru")

    assert ask(edition.get_absolute_url(), root=root).status_code == 404


def test_unknown_format_answers_501(ask, make_edition):
    assert ask(make_edition("ru").get_absolute_url(), format="yaml").status_code == 501
