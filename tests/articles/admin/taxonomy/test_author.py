"""A person's photo in the admin: the portrait of their author."""

import pytest
from django.urls import reverse

from articles import images
from articles.models import Author
from tests.conftest import a_picture

PEOPLE = "admin:newsroom_user_changelist"


@pytest.fixture
def make_photo():
    """Give a person an author with a portrait, and return the photo's address."""
    colours = iter(["red", "green", "blue"])

    def make(person) -> str:
        portrait = images.store("face.jpg", a_picture(next(colours)), by=person)
        Author.objects.create(
            slug=person.username, name_ru=person.username, portrait=portrait, user=person
        )
        return images.url(portrait, "1x1", 96)

    return make


def test_header_shows_the_persons_own_photo(sign_in, reporter, chief, make_photo):
    own, other = make_photo(reporter), make_photo(chief)

    page = sign_in(reporter).get(reverse("admin:index")).content.decode()

    assert f'<img class="face" src="{own}" alt=""' in page
    assert other not in page


@pytest.mark.parametrize(
    "names, letters",
    [(("Левон", "Абгарян"), "ЛА"), (("nora", ""), "N"), (("", ""), "R")],
)
def test_header_shows_initials_without_a_photo(sign_in, reporter, names, letters):
    reporter.first_name, reporter.last_name = names
    reporter.save()
    Author.objects.create(slug="levon", user=reporter)

    page = sign_in(reporter).get(reverse("admin:index")).content.decode()

    assert f'<span class="face" aria-hidden="true">{letters}</span>' in page


@pytest.mark.parametrize("number", [1, 3])
def test_people_show_their_photos_by_one_question(
    request, sign_in, administrator, make_photo, django_assert_num_queries, number
):
    people = [request.getfixturevalue(name) for name in ("chief", "reporter", "photo")[:number]]
    addresses = [make_photo(person) for person in people]
    client = sign_in(administrator)

    # session, person, two counts, people, their photos, name of the site, photo in the header
    with django_assert_num_queries(8):
        page = client.get(reverse(PEOPLE)).content.decode()

    assert [address in page for address in addresses] == [True] * number


def test_author_of_a_person_without_a_story_is_nowhere_on_the_site(
    client, reporter, author, make_edition, make_photo
):
    make_edition("ru", authors=[author])
    make_photo(reporter)

    pages = {who.slug: client.get(f"/ru/author/{who.slug}/") for who in Author.objects.all()}
    home = client.get("/ru/").content.decode()

    assert {slug: page.status_code for slug, page in pages.items()} == {
        author.slug: 200,
        "reporter": 404,
    }
    assert "/ru/author/reporter/" not in home
