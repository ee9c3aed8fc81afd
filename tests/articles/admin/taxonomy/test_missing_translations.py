"""The list of gaps: what stands in it, how often it is used, and filling it in."""

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import AuditEntry, Author, Edition, Image, Tag

PAGE = "admin:articles_gaps"
KINDS = ["tag", "author", "category", "alt", "caption"]


def seen(response) -> list[tuple]:
    """Return what each row shows: the thing, and where it has no name, used how often."""
    return [
        (str(row.thing), {one.language.code: one.uses for one in row.missing})
        for row in response.context["rows"]
    ]


@pytest.fixture
def look(sign_in, chief):
    def at(**query):
        return sign_in(chief).get(reverse(PAGE), query)

    return at


def fill_address(kind, thing):
    return reverse("admin:articles_fill_gap", args=[kind, thing.pk])


def test_tags_without_a_name_the_most_used_first(look, make_tag, make_edition):
    make_tag(ru="Реки", en="Rivers")
    lake, town = make_tag(ru="Озеро"), make_tag(ru="Город", hy="Քաղաք")
    for _one in range(2):
        make_edition("en", tags=[town])
    make_edition("hy", tags=[lake])
    make_tag(ru="Лес", hy="Անտառ", en="Forest")

    found = seen(look(kind="tag"))

    assert found == [
        ("Город", {"en": 2}),
        ("Озеро", {"hy": 1, "en": 0}),
        ("Реки", {"hy": 0}),
    ]


def test_list_is_narrowed_to_a_language(look, make_tag):
    make_tag(ru="Озеро")
    make_tag(hy="Լիճ", en="Lake")

    assert seen(look(kind="tag", language="hy")) == [("Озеро", {"hy": 0})]


def test_only_what_readers_see_counts(look, make_tag, make_edition, in_two_hours):
    tag = make_tag(ru="Озеро")
    make_edition("hy", tags=[tag])
    make_edition("hy", tags=[tag], at=in_two_hours)
    make_edition("ru", tags=[tag])

    assert seen(look(kind="tag", language="hy")) == [("Озеро", {"hy": 1})]


def test_author_with_two_roles_in_a_story_is_used_once(look, make_article, chief):
    author = Author.objects.create(slug="m-p", name_ru="М. П.")
    article = make_article(title_hy="Լիճ")
    article.credits.create(author=author, role="text")
    article.credits.create(author=author, role="photo", position=1)
    workflow.publish(article, "hy", by=chief)

    assert seen(look(kind="author", language="hy")) == [("М. П.", {"hy": 1})]


def test_category_without_a_name(look, category, make_edition):
    make_edition("en")
    type(category).objects.update(name_en="")

    assert seen(look(kind="category")) == [("Экология", {"en": 1})]


def test_pictures_without_words(look, make_image, make_edition):
    image = make_image(alt_ru="Озеро", caption_ru="Севан", caption_hy="Սևան", caption_en="Sevan")
    make_edition("hy", cover=image)

    assert seen(look(kind="alt", language="hy"))[0][1] == {"hy": 1}
    assert seen(look(kind="caption")) == []
    Image.objects.update(caption_en="")
    assert seen(look(kind="caption"))[0][1] == {"en": 0}


def test_pictures_in_texts_and_galleries_count_once_a_publication(look, make_image, make_edition):
    images = [make_image(colour, alt_ru="Озеро") for colour in ("red", "green", "blue")]
    cover, alone, third = (one.pk for one in images)
    make_edition(
        "hy",
        cover=images[0],
        body_hy=f'<figure data-image="{cover}"></figure><figure data-image="{alone}"></figure>'
        f'<p>Լիճ</p><figure data-gallery="{alone} {third} 999999"></figure>',
    )
    make_edition("hy", body_hy=f'<figure data-image="{alone}"></figure>')

    found = look(kind="alt", language="hy").context["rows"]

    assert {row.thing.pk: row.missing[0].uses for row in found} == {cover: 1, alone: 2, third: 1}


def test_picture_counts_as_long_as_readers_have_it_in_a_text(look, make_image, make_edition, chief):
    image = make_image(alt_ru="Озеро")
    body = f'<p>Լիճ</p><figure data-image="{image.pk}"></figure>'
    edition = make_edition("hy", body_hy=body)
    article = edition.article

    article.body_hy = "<p>Լիճ</p>"
    workflow.save(article, by=chief)
    kept = seen(look(kind="alt", language="hy"))
    workflow.publish(article, "hy", by=chief)
    without = seen(look(kind="alt", language="hy"))
    workflow.take_back(Edition.objects.get(), by=chief)
    back = seen(look(kind="alt", language="hy"))

    assert [rows[0][1] for rows in (kept, without, back)] == [{"hy": 1}, {"hy": 0}, {"hy": 1}]


def test_picture_without_any_caption_wants_none(look, make_image):
    make_image(alt_ru="Озеро")

    assert seen(look(kind="caption")) == []
    assert len(seen(look(kind="alt"))) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_much_for_three_as_for_one(
    sign_in,
    chief,
    make_tag,
    make_edition,
    category,
    kind,
    number,
    django_assert_num_queries,
):
    for one in range(number):
        author = Author.objects.create(slug=f"a{one}", name_ru=f"Автор {one}")
        file = {"key": f"k{one}", "digest": f"d{one}", "name": "lake.jpg", "uploaded_by": chief}
        image = Image.objects.create(width=9, height=9, caption_ru="Севан", **file)
        make_edition("ru", tags=[make_tag(ru=f"Тег {one}")], authors=[author], cover=image)
    type(category).objects.update(name_en="")
    client = sign_in(chief)

    # session, person, second step, rows, name of the site, photo in the header
    with django_assert_num_queries(5):
        response = client.get(reverse(PAGE), {"kind": kind})

    assert len(response.context["rows"]) == (1 if kind == "category" else number)


def test_pages_of_a_long_list(look, make_tag):
    for one in range(35):
        make_tag(ru=f"Тег {one}")

    first, second = look(), look(page=2)

    assert (len(first.context["rows"]), len(second.context["rows"])) == (30, 5)
    assert "page=2" in first.context["later"]
    assert second.context["later"] == ""
    assert "page=1" in second.context["earlier"]


@pytest.mark.parametrize("query", [{"kind": "x"}, {"language": "xx"}, {"page": "0"}, {"page": "y"}])
def test_nonsense_is_the_usual_list(look, make_tag, query):
    make_tag(ru="Озеро")

    assert seen(look(**query)) == [("Озеро", {"hy": 0, "en": 0})]


FILLERS = {
    "tag": {"translator", "chief"},
    "author": {"chief"},
    "category": {"chief"},
    "alt": {"reporter", "translator", "editor_ru", "chief", "photo"},
    "caption": {"reporter", "translator", "editor_ru", "chief", "photo"},
}
PEOPLE = ["reporter", "translator", "editor_ru", "chief", "photo", "administrator"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("person", PEOPLE)
def test_filling_in_follows_the_table(
    request, sign_in, make_tag, make_image, category, author, kind, person
):
    category.name_hy, author.name_hy = "", ""
    category.save()
    author.save()
    image = make_image(caption_ru="Севан")
    things = {"tag": make_tag(ru="Озеро"), "author": author, "category": category}
    thing, column = things.get(kind, image), "name" if kind in things else kind

    response = sign_in(request.getfixturevalue(person)).post(
        fill_address(kind, thing), {"value_hy": "Լիճ"}
    )

    thing.refresh_from_db()
    is_allowed = person in FILLERS[kind]
    is_of_another_desk = person == "editor_ru" and kind in ("tag", "author")
    assert response.status_code == (302 if is_allowed else 200 if is_of_another_desk else 403)
    said = response.content.decode()
    assert ("Only the desk for this language can write this." in said) is is_of_another_desk
    assert (getattr(thing, f"{column}_hy") == "Լիճ") is is_allowed


def test_tag_gets_its_address_with_its_name(client, sign_in, translator, make_tag, make_edition):
    tag = make_tag(ru="Озеро")
    make_edition("hy", tags=[tag])
    assert client.get("/arm/tag/lich/").status_code == 404
    next_page = reverse(PAGE) + "?kind=tag&language=hy&page=1"

    response = sign_in(translator).post(
        fill_address("tag", tag), {"value_hy": " Լիճ ", "next": next_page}
    )

    assert response["Location"] == next_page
    assert Tag.objects.get().slug_hy == "lich"
    assert client.get("/arm/tag/lich/").status_code == 200
    entry = AuditEntry.objects.get(action="row_changed")
    assert entry.details["fields"] == {"name_hy": ["", "Լիճ"]}


def test_several_languages_at_once(sign_in, chief, make_tag):
    tag = make_tag(ru="Озеро")

    sign_in(chief).post(fill_address("tag", tag), {"value_hy": "Լիճ", "value_en": "Lake"})

    tag.refresh_from_db()
    assert (tag.name_hy, tag.name_en) == ("Լիճ", "Lake")


def test_name_that_somebody_wrote_meanwhile_stays(sign_in, chief, make_tag):
    tag = make_tag(ru="Озеро", hy="Լիճ")

    response = sign_in(chief).post(fill_address("tag", tag), {"value_hy": "Ծով"}, follow=True)

    tag.refresh_from_db()
    assert tag.name_hy == "Լիճ"
    assert "Nothing added" in response.content.decode()


def test_what_is_too_long_is_told_and_not_lost(sign_in, chief, make_tag):
    tag = make_tag(ru="Озеро")
    typed = "Լ" * 81

    response = sign_in(chief).post(fill_address("tag", tag), {"value_hy": typed, "kind": "tag"})

    page = response.content.decode()
    assert response.status_code == 200
    assert f'value="{typed}"' in page
    assert "at most 80 characters" in page
    assert not Tag.objects.get().name_hy


@pytest.mark.parametrize("kind, status", [("article", 404), ("tag", 404)])
def test_what_is_not_there_cannot_be_filled_in(sign_in, chief, kind, status):
    address = f"/admin/articles/article/gaps/{kind}/9999/"

    assert sign_in(chief).post(address, {"value_hy": "Լիճ"}).status_code == status


def test_filling_in_is_no_link(sign_in, chief, make_tag):
    assert sign_in(chief).get(fill_address("tag", make_tag(ru="Озеро"))).status_code == 405
