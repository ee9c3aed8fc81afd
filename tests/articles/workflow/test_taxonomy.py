"""Categories, tags and authors are renamed; their addresses go on working."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from articles import workflow
from articles.models import (
    AuditEntry,
    Category,
    OldAddress,
)
from tests.articles.workflow.names import hops, rename


@pytest.mark.parametrize("ending", ["", "feed/", "feed/atom/", "feed/json/", "?page=1&lite=1"])
def test_former_addresses_lead_on_in_one_hop(client, category, make_edition, chief, ending):
    make_edition("ru")
    for slug in ("nature", "planet", "earth"):
        rename(category, chief, slug=slug)

    found = [
        hops(client, f"/ru/category/{old}/{ending}") for old in ("ecology", "nature", "planet")
    ]

    assert found == [[(f"/ru/category/earth/{ending}", 301)]] * 3
    assert client.get(f"/ru/category/earth/{ending}").status_code == 200


def test_address_that_comes_back_leads_nowhere_else(client, category, make_edition, chief):
    make_edition("ru")
    rename(category, chief, slug="nature")

    rename(category, chief, slug="ecology")

    assert client.get("/ru/category/ecology/").status_code == 200
    assert hops(client, "/ru/category/nature/") == [("/ru/category/ecology/", 301)]
    assert [one.slug for one in OldAddress.objects.all()] == ["nature"]


def test_tag_has_former_addresses_in_each_language(client, make_tag, make_edition, chief):
    tag = make_tag(ru="Севан", en="Sevan lake")
    make_edition("ru", tags=[tag])
    make_edition("en", tags=[tag])
    rename(tag, chief, slug_ru="ozero")

    assert hops(client, "/ru/tag/sevan/") == [("/ru/tag/ozero/", 301)]
    assert client.get("/en/tag/sevan/").status_code == 404
    assert client.get("/en/tag/sevan-lake/").status_code == 200


def test_former_address_leads_to_no_language_without_a_name(client, make_tag, make_edition, chief):
    tag = make_tag(ru="Севан", en="Sevan")
    make_edition("ru", tags=[tag])
    make_edition("en", tags=[tag])
    rename(tag, chief, slug_en="lake")
    assert hops(client, "/en/tag/sevan/") == [("/en/tag/lake/", 301)]

    rename(tag, chief, name_en="", slug_en="")

    assert client.get("/en/tag/sevan/").status_code == 404
    assert client.get("/en/tag/lake/").status_code == 404


def test_author_keeps_former_addresses(client, author, make_edition, chief):
    make_edition("ru", authors=[author])

    rename(author, chief, slug="m-petrosyan")

    assert hops(client, "/ru/author/mariam-petrosyan/") == [("/ru/author/m-petrosyan/", 301)]
    assert hops(client, "/ru/author/mariam-petrosyan/feed/") == [
        ("/ru/author/m-petrosyan/feed/", 301)
    ]


@pytest.mark.parametrize("path", ["tag/sevan/", "author/mariam-petrosyan/"])
def test_former_address_of_what_has_no_live_story_is_not_found(
    client, make_tag, author, make_edition, chief, path
):
    tag = make_tag(ru="Севан")
    edition = make_edition("ru", tags=[tag], authors=[author])
    rename(tag, chief, slug_ru="ozero")
    rename(author, chief, slug="m-p")
    assert len(hops(client, f"/ru/{path}")) == 1

    workflow.withdraw(edition, reason="Ошибка.", by=chief)

    assert client.get(f"/ru/{path}", follow=True).status_code == 404


def test_search_knows_the_former_address_of_a_category(client, category, make_edition, chief):
    make_edition("ru")
    rename(category, chief, slug="nature")

    response = client.get("/ru/search/", {"q": "озеро", "category": "ecology"})

    assert response.context["category_slug"] == "nature"


def test_former_address_is_given_to_nobody_else(category, make_category, chief):
    rename(category, chief, slug="nature")
    other = make_category("planet", ru="Планета")

    with override("en"), pytest.raises(ValidationError) as refusal:
        rename(other, chief, slug="ecology")

    assert refusal.value.message_dict == {
        "slug": ["This address redirects to “Ecology”. Choose another."]
    }
    assert Category.objects.get(pk=other.pk).slug == "planet"


def test_new_tag_gets_no_former_address_of_another(make_tag, chief):
    rename(make_tag(ru="Севан"), chief, slug_ru="ozero")

    assert make_tag(ru="Севан").slug_ru == "sevan-2"


def test_new_name_keeps_the_address_and_moves_no_reader(client, category, make_edition, chief):
    make_edition("ru")

    rename(category, chief, name_ru="Природа")

    assert "Природа" in client.get("/ru/category/ecology/").content.decode()
    assert not OldAddress.objects.exists()


def test_renaming_is_audited(category, chief):
    rename(category, chief, slug="nature")

    entry = AuditEntry.objects.get(action="rename")
    assert (entry.by, entry.details["fields"]) == (chief, {"slug": ["ecology", "nature"]})


RENAMERS = {
    "category": {"chief"},
    "tag": {"chief", "editor_ru", "translator"},
    "author": {"chief", "editor_ru"},
}


PEOPLE = ["reporter", "translator", "editor_ru", "chief", "photo", "administrator"]


@pytest.mark.parametrize("noun", RENAMERS)
@pytest.mark.parametrize("person", PEOPLE)
def test_renaming_follows_the_table(request, pair, noun, person):
    row = pair[noun][0]
    column = "slug_ru" if noun == "tag" else "slug"
    by = request.getfixturevalue(person)

    if person in RENAMERS[noun]:
        rename(row, by, **{column: "new"})
    else:
        with pytest.raises(PermissionDenied):
            rename(row, by, **{column: "new"})

    row.refresh_from_db()
    assert (getattr(row, column) == "new") is (person in RENAMERS[noun])
