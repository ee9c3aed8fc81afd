"""Whatever stands in a query, a form or an address of readers, the answer is never an error."""

import re
from urllib.parse import quote

import pytest
from django.urls import get_resolver

from articles import workflow
from articles.models import Page
from tests.articles.admin.test_every_address import patterns
from tests.parameters import VALUES, WORST, ask, faults, values_of

PUBLIC = [one for one in patterns(get_resolver().url_patterns) if not one.startswith("admin/")]
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


@pytest.fixture
def stands_for(chief, author, category, make_article, make_edition, make_tag, make_ad):
    """Return what leads somewhere in each place of an address, by how the address begins."""
    tag = make_tag(ru="Севан")
    article = make_article(title_ru="Озеро", category=category, authors=[author], tags=[tag])
    edition = make_edition(article=article)
    page = Page.objects.create(slug="about", title_ru="О нас", body_ru="<p>Мы</p>")
    nouns = {
        "category": category.slug,
        "author": author.slug,
        "tag": tag.slug_ru,
        "page": page.slug,
    }
    given = {"language": "ru", "edition": edition.pk, "ad": make_ad().pk, "number": 1, "key": "x"}
    given |= {"year": 2026, "month": "03", "day": "01", "name": "x.jpg"}
    given["secret"] = workflow.share(article, by=chief, name="Expert")[1]

    def of(address: str) -> dict:
        noun = next((noun for noun in nouns if f"/{noun}/" in address), "")
        return given | {"slug": nouns.get(noun, edition.slug)}

    return of


def path_of(address: str, given: dict) -> str:
    return "/" + PLACE.sub(lambda place: str(given[place[1]]), address)


@pytest.mark.parametrize("address", PUBLIC)
def test_no_parameter_ends_in_an_error(address, client, stands_for, pytestconfig):
    path, values = path_of(address, stands_for(address)), values_of(pytestconfig)

    found = [*faults(client, "get", path, {}, values=values)]
    found += faults(client, "post", path, {}, values=values)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", [one for one in PUBLIC if PLACE.search(one)])
def test_no_address_ends_in_an_error(address, client, stands_for):
    given, found = stands_for(address), []

    for place in PLACE.finditer(address):
        for value in WORST:
            word = quote(VALUES[value][:8000], safe="")
            path = path_of(address, given | {place[1]: word})
            found += [ask(client, method, path, {}) for method in ("get", "post")]

    assert not list(filter(None, found))
