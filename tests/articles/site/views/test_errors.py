"""What stands where nothing is, and when we fail."""

import re

import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory

from articles import workflow
from articles.site.views.errors import bad_request, server_error
from newsroom.cache.pagecache import may_be_kept


def hreflangs(page: str) -> list[str]:
    return re.findall(r'<link rel="alternate" hreflang', page)


@pytest.mark.parametrize("prefix, code", [("ru", "ru"), ("arm", "hy"), ("en", "en")])
def test_not_found_speaks_the_language_of_the_address(client, db, prefix, code):
    response = client.get(f"/{prefix}/no/such/page/")

    assert response.status_code == 404
    assert f'<html lang="{code}"' in response.content.decode()
    assert response["Content-Language"] == code


def test_not_found_offers_the_newest_and_no_canonical(client, make_edition):
    edition = make_edition("ru")

    response = client.get("/ru/no-such-page/")

    assert response.context["offers"].newest == [edition]
    assert response.context["page_meta"].canonical == ""
    assert response.context["page_meta"].robots == "noindex"
    assert hreflangs(response.content.decode()) == []


def test_switch_of_what_is_not_there_leads_home(client, db):
    response = client.get("/ru/no-such-page/")

    links = {one.language.code: one.url for one in response.context["switch"]}
    assert (links["hy"], links["en"]) == ("/arm/", "/en/")


def test_links_of_a_page_that_is_not_there_are_ascii(client, db):
    page = client.get("/ru/страница/?q=я").content.decode()

    assert not [link for link in re.findall(r'href="([^"]*)"', page) if not link.isascii()]


@pytest.mark.parametrize(
    "address",
    [
        "/%ff/",
        "/ru/%ff%fe/",
        "/ru/post/%00/",
        "/ru/post/a%00b/",
        "/ru/tag/%00/",
        "/ru/category/%ed%a0%80/",
        "/ru/author/..%2f..%2fetc/",
        "/ru/archive/%d9%a2%d9%a0%d9%a2%d9%a6/",
        "/media/%00",
        "/media/%ff",
        "/de/",
        "/hy/",
        "/views/%00/",
    ],
)
def test_broken_address_answers_404(client, db, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path, first", [("/ru/x/", "ru"), ("/arm/x/", "hy"), ("/en/", "en")])
def test_server_error_says_it_in_three_languages_that_of_the_address_first(path, first):
    # No database in this test: it would refuse.
    page = server_error(RequestFactory().get(path)).content.decode()

    sections = re.findall(r'<section lang="(\w+)">', page)
    assert sections[0] == first
    assert sorted(sections) == ["en", "hy", "ru"]
    assert f'<html lang="{first}"' in page


def test_broken_page_answers_500(client, db, monkeypatch):
    def broken(language):
        raise RuntimeError("a mistake of ours")

    client.raise_request_exception = False
    monkeypatch.setattr("articles.site.views.home.front_page", broken)

    response = client.get("/ru/")

    assert response.status_code == 500
    assert 'href="/ru/"' in response.content.decode()
    assert "a mistake of ours" not in response.content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("path, first", [("/ru/", "ru"), ("/arm/", "hy"), ("/en/", "en")])
def test_without_a_database_a_page_answers_503(client, db, monkeypatch, error, path, first):
    def away(*_arguments):
        raise error("the database system is shutting down")

    client.raise_request_exception = False
    monkeypatch.setattr("articles.models.context.SiteSettings.load", away)

    response = client.get(path)

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    page = response.content.decode()
    assert page.index(f'<section lang="{first}">') == page.index("<section")
    assert "We will be back shortly" in page
    assert "shutting down" not in page
    assert not may_be_kept("503 Service Unavailable", list(response.headers.items()))


def test_address_without_a_page_answers_503_too_without_a_database(client, db, monkeypatch):
    def away(*_arguments):
        raise OperationalError

    client.raise_request_exception = False
    monkeypatch.setattr("articles.models.context.SiteSettings.load", away)

    assert client.get("/en/no-such-page/").status_code == 503


def test_bad_request_is_bare_too():
    response = bad_request(RequestFactory().get("/en/"))

    assert response.status_code == 400
    assert "style=" not in response.content.decode()


@pytest.fixture
def gone(make_edition, chief):
    """A story that is live in Armenian and withdrawn in Russian, beside another that is live."""
    edition = make_edition("ru", title_hy="Լիճը վերադառնում է", title_en="The lake returns")
    make_edition("en", article=edition.article)
    other = make_edition("hy", article=edition.article)
    workflow.withdraw(edition, reason="Опубликовано по ошибке.", by=chief)
    workflow.withdraw(edition.article.editions.get(language="en"), reason="A mistake.", by=chief)
    return edition, other


@pytest.mark.parametrize("query", ["", "?lite=1"])
def test_what_is_gone_offers_a_search_the_newest_and_its_live_languages(
    client, gone, make_edition, query
):
    edition, other = gone
    newest = make_edition("ru", title_ru="Лес растёт")

    response = client.get(edition.get_absolute_url() + query)

    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert response.status_code == 410
    assert response.context["offers"].newest == [newest]
    assert newest.get_absolute_url() in main
    assert 'action="/ru/search/"' in main
    assert re.findall(r'<a href="([^"]*)" hreflang="hy" lang="hy">([^<]*)</a>', main) == [
        (other.get_absolute_url() + query, "Լիճը վերադառնում է")
    ]
    assert 'hreflang="en"' not in main


def test_what_is_gone_everywhere_names_no_language(client, gone, chief):
    edition, other = gone
    workflow.withdraw(other, reason="Սխալ։", by=chief)

    page = client.get(edition.get_absolute_url()).content.decode()

    main = page[page.index("<main") : page.index("</main>")]
    assert "hreflang" not in main
    assert "Опубликовано по ошибке." in main
