"""New addresses, merging and deleting on the pages of categories, tags and authors."""

import pytest
from django.urls import reverse

from articles.models import Author, Category, OldAddress, Tag


def page(noun, name, row):
    return reverse(f"admin:articles_{noun}_{name}", args=[row.pk])


@pytest.fixture
def nature(db):
    return Category.objects.create(slug="nature", name_ru="Природа", name_en="Nature")


CATEGORY = {"colour": "blue", "position": 0, "name_ru": "Экология", "name_en": "Ecology"}


def test_new_slug_keeps_the_former_address(client, sign_in, chief, category, make_edition):
    make_edition("ru")

    sign_in(chief).post(page("category", "change", category), CATEGORY | {"slug": "planet"})

    assert Category.objects.get().slug == "planet"
    response = client.get("/ru/category/ecology/")
    assert (response.status_code, response["Location"]) == (301, "/ru/category/planet/")


def test_address_that_leads_elsewhere_is_refused_at_its_field(sign_in, chief, category, nature):
    OldAddress.objects.create(category=nature, slug="planet")

    response = sign_in(chief).post(
        page("category", "change", category), CATEGORY | {"slug": "planet"}
    )

    assert response.context["adminform"].form.errors == {
        "slug": ["This address redirects to “Nature”. Choose another."]
    }
    assert Category.objects.get(pk=category.pk).slug == "ecology"


def test_tags_with_one_address_are_refused_with_a_sentence(sign_in, editor_ru, make_tag):
    make_tag(ru="Севан")
    other = make_tag(ru="Озеро")

    response = sign_in(editor_ru).post(
        page("tag", "change", other), {"name_ru": "Озеро", "slug_ru": "sevan"}
    )

    assert "This address is used by another tag." in response.content.decode()
    assert Tag.objects.get(pk=other.pk).slug_ru == "ozero"


def test_new_tag_by_its_name_alone(sign_in, editor_ru):
    sign_in(editor_ru).post(reverse("admin:articles_tag_add"), {"name_ru": "Севан"})

    assert Tag.objects.get().slug_ru == "sevan"


def test_merging_shows_first_what_will_happen(
    sign_in, chief, category, nature, make_edition, make_article
):
    make_edition("ru")
    make_article(title_ru="Черновик")

    response = sign_in(chief).get(page("category", "merge", category), {"into": nature.pk})

    assert response.context["numbers"] == [("stories", 2)]
    changes = {one.language.code: one for one in response.context["changes"]}
    assert (changes["ru"].live, changes["hy"].live) == (1, 0)
    assert (changes["ru"].old, changes["ru"].new) == (
        "/ru/category/ecology/",
        "/ru/category/nature/",
    )
    assert changes["hy"].takes_name
    assert Category.objects.count() == 2


def test_merging_at_a_press(sign_in, chief, category, nature, make_edition):
    edition = make_edition("ru")

    response = sign_in(chief).post(page("category", "merge", category), {"into": nature.pk})

    edition.refresh_from_db()
    assert response["Location"] == page("category", "change", nature)
    assert edition.category == nature
    assert list(Category.objects.all()) == [nature]


@pytest.mark.parametrize("into", ["", "x", "999999", "9" * 30, "self"])
def test_merging_into_nothing_asks_again(sign_in, chief, category, nature, into):
    given = category.pk if into == "self" else into

    response = sign_in(chief).post(page("category", "merge", category), {"into": given})

    assert response.status_code == 200
    assert Category.objects.count() == 2


def test_candidates_are_found_by_name_in_any_language(sign_in, editor_ru, make_tag, make_article):
    row, lake, town = make_tag(ru="Севан"), make_tag(hy="Լիճ", en="Lake"), make_tag(ru="Город")
    make_article(tags=[lake])

    response = sign_in(editor_ru).get(page("tag", "merge", row), {"q": "LAKE"})

    assert [(one, one.stories) for one in response.context["found"]] == [(lake, 1)]
    assert town.name_ru not in response.content.decode()


def test_candidates_begin_with_names_that_are_alike(sign_in, editor_ru, make_tag):
    row, alike = make_tag(ru="Севанское озеро"), make_tag(ru="озеро Севан")
    make_tag(ru="Город")

    response = sign_in(editor_ru).get(page("tag", "merge", row))

    assert list(response.context["found"]) == [alike]


@pytest.mark.parametrize("number", [1, 3])
def test_candidates_are_counted_by_one_question(
    sign_in, editor_ru, author, make_article, number, django_assert_num_queries
):
    for one in range(number):
        other = Author.objects.create(slug=f"a{one}", name_ru="Автор")
        make_article(authors=[other, author])
    client = sign_in(editor_ru)

    # session, person, second step, row, its live languages, candidates, name of the site,
    # photo in the header
    with django_assert_num_queries(7):
        response = client.get(page("author", "merge", author), {"q": "автор"})

    assert [one.stories for one in response.context["found"]] == [1] * number


@pytest.mark.parametrize("noun", ["category", "tag", "author"])
def test_what_is_in_use_leads_from_deleting_to_merging(
    sign_in, chief, category, make_tag, author, make_article, noun
):
    row = {"category": category, "tag": make_tag(ru="Севан"), "author": author}[noun]
    make_article(tags=Tag.objects.all(), authors=[author])
    client = sign_in(chief)

    for method in (client.get, client.post):
        response = method(page(noun, "delete", row), {"post": "yes"}, follow=True)

        assert response.redirect_chain == [(page(noun, "merge", row), 302)]
        assert "is in use (stories: 1). Merge it with another instead" in response.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()


def test_what_nothing_is_about_is_deleted(sign_in, chief, category, nature):
    OldAddress.objects.create(category=nature, slug="planet")
    client = sign_in(chief)

    asked = client.get(page("category", "delete", nature))
    client.post(page("category", "delete", nature), {"post": "yes"})

    assert asked.status_code == 200
    assert list(Category.objects.all()) == [category]


@pytest.mark.parametrize("noun", ["category", "tag", "author"])
def test_lists_have_no_action_that_deletes(sign_in, chief, category, make_tag, author, noun):
    row = {"category": category, "tag": make_tag(ru="Севан"), "author": author}[noun]
    address = reverse(f"admin:articles_{noun}_changelist")
    data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}

    sign_in(chief).post(address, data)

    assert type(row).objects.filter(pk=row.pk).exists()
