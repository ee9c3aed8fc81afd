"""What of a picture that live pages show may be written by whom: each column, as each role."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from articles.editorial import field_permissions
from articles.models import Author, Background, Category, Image, Page, lineup
from articles.workflow import arrangement

# In letters, as in who_may.py: the page shown is Russian.
LIVE = {
    "caption_ru": "ecp",
    "caption_hy": "rtecp",
    "alt_ru": "ecp",
    "credit_ru": "ecp",
    "usable_until": "ecp",
    "rights": "ecp",
    "is_graphic": "ecp",
    "people": "rtecp",
}
ROLES = {"r": "reporter", "t": "translator", "e": "editor_ru", "c": "chief", "p": "photo"}
TYPED = {"usable_until": "2020-01-01", "rights": "own", "is_graphic": "on"}


def form(**typed) -> dict:
    return {"focal_x": 0.5, "focal_y": 0.5, "rights": ""} | typed


@pytest.mark.parametrize("is_live", [True, False])
def test_each_role_writes_its_columns(request, client, make_image, make_edition, is_live):
    found = dict.fromkeys(LIVE, "")
    image = make_image()
    if is_live:
        make_edition("ru", cover=image)
    before = Image.objects.values(*LIVE).get()
    for letter, role in ROLES.items():
        client.force_login(request.getfixturevalue(role))
        for field in LIVE:
            typed = form(**{field: TYPED.get(field, "!")})
            client.post(reverse("admin:articles_image_change", args=[image.pk]), typed)
            after = Image.objects.values(*LIVE).get()
            assert {name for name in LIVE if after[name] != before[name]} <= {field}
            if after != before:
                found[field] += letter
            Image.objects.update(**before)

    assert found == (LIVE if is_live else dict.fromkeys(LIVE, "rtecp"))


@pytest.mark.parametrize("role, changes", [("reporter", False), ("editor_ru", True)])
def test_no_other_form_goes_round_it(request, client, make_image, make_edition, role, changes):
    image = make_image()
    make_edition("ru", cover=image)
    client.force_login(request.getfixturevalue(role))
    dialog = reverse("admin:articles_image_describe", args=[image.pk])
    several = reverse("admin:articles_image_several")
    chosen = {"picture": [image.pk], "rights": "leave", "is_graphic": "leave"}

    client.post(dialog, {f"picture-{image.pk}-caption_ru": "!"})
    client.post(several, chosen | {"usable_until": "2020-01-01"})
    client.post(several, chosen | {"credit_ru": "!"})

    kept = Image.objects.get()
    said = (kept.caption_ru == "!", kept.usable_until is not None, kept.credit_ru == "!")
    assert said == (changes,) * 3


@pytest.mark.parametrize("live, changes", [(["ru"], True), (["hy"], False), (["ru", "hy"], False)])
def test_shared_column_needs_each_language_that_readers_see_it_in(
    client, editor_ru, make_image, make_edition, live, changes
):
    image = make_image()
    for code in live:
        make_edition(code, cover=image)
    client.force_login(editor_ru)
    typed = form(usable_until="2020-01-01", is_graphic="on")

    client.post(reverse("admin:articles_image_change", args=[image.pk]), typed)

    kept = Image.objects.get()
    assert (kept.usable_until is not None, kept.is_graphic) == (changes, changes)


def figure(image: Image) -> str:
    return f'<figure data-image="{image.pk}"></figure>'


# Where a picture stands, how it gets there, and in which languages readers see it there.
ALL = {"ru", "hy", "en"}


def as_portrait(get, image):
    Author.objects.create(slug="a", name_ru="Мариам", portrait=image)


def as_category(get, image):
    Category.objects.create(slug="lakes", name_ru="Озёра", picture=image)


def in_ad(get, image):
    get("make_ad")(image=image, language="hy")


def on_home(get, image):
    leads = (lineup.Lead(get("make_edition")("ru").article_id, picture=image.pk),)
    arrangement.arrange("ru", lineup.Lineup(leads=leads), by=get("chief"), follows=0)


def on_page(get, image):
    Page.objects.create(slug="about", title_en="About", body_en=figure(image))


def in_text(get, image):
    get("make_edition")("hy", body_hy=figure(image))


def in_past_ad(get, image):
    get("make_ad")(image=image, ends_at=timezone.now() - timedelta(days=1))


def on_home_to_come(get, image):
    leads = (lineup.Lead(get("make_edition")("ru").article_id, picture=image.pk),)
    soon, order = timezone.now() + timedelta(hours=1), lineup.Lineup(leads=leads)
    arrangement.arrange("ru", order, by=get("chief"), follows=0, begins_at=soon)


def on_page_without_title(get, image):
    Page.objects.create(slug="about", title_en="About", body_ru=figure(image))


def in_background(get, image):
    Background.objects.create(name="Севан", body_ru=figure(image))


PLACES = {
    as_portrait: ALL,
    as_category: ALL,
    in_ad: {"hy"},
    on_home: {"ru"},
    on_page: {"en"},
    in_text: {"hy"},
    in_past_ad: set(),
    on_home_to_come: set(),
    on_page_without_title: set(),
    in_background: set(),
}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_picture_is_live_wherever_readers_see_it(request, make_image, place):
    image, idle = make_image(), make_image("blue")
    people = [request.getfixturevalue(name) for name in ("reporter", "editor_ru", "photo")]
    anybody = {"rights", "usable_until", "is_graphic", "focal_x", "focal_y"}
    place(request.getfixturevalue, image)

    found = [field_permissions.barred_of(one, [image, idle]) for one in people]

    words = {f"{field}_{code}" for code in PLACES[place] for field in ("alt", "caption", "credit")}
    for_editors = {column for column in words if not column.endswith("_ru")}
    for_editors |= anybody if PLACES[place] - {"ru"} else set()
    expected = [words | anybody if words else set(), for_editors, set()]
    assert found == [{image.pk: columns, idle.pk: set()} for columns in expected]


@pytest.mark.parametrize("number", [1, 3])
def test_several_pictures_cost_as_many_questions_as_one(
    number, reporter, make_image, category, django_assert_num_queries
):
    images = [make_image(colour) for colour in ("red", "blue", "green")[:number]]
    for one in images:
        Author.objects.create(slug=f"a{one.pk}", name_ru="Мариам", portrait=one)

    with django_assert_num_queries(8):
        assert all(field_permissions.barred_of(reporter, images).values())


def test_editor_of_no_language_changes_nothing_that_readers_see_of_a_picture(
    editor_ru, make_image, make_edition
):
    image = make_image()
    make_edition("ru", cover=image)
    before = field_permissions.barred_of(editor_ru, [image])[image.pk]
    editor_ru.languages = []

    after = field_permissions.barred_of(editor_ru, [image])[image.pk]

    anybody = {"rights", "usable_until", "is_graphic", "focal_x", "focal_y"}
    assert (before, after) == (set(), anybody | {"alt_ru", "caption_ru", "credit_ru"})


# Pages of the admin whose rows are only looked at, deleted or used by buttons of their own.
ONLY_READ = {
    "articles.arrangement",
    "articles.askedquery",
    "articles.auditentry",
    "articles.file",
    "articles.mistakereport",
    "articles.notice",
    "articles.telegrampost",
}
WRITTEN = {
    "articles.ad",
    "articles.article",
    "articles.author",
    "articles.background",
    "articles.breaking",
    "articles.category",
    "articles.image",
    "articles.page",
    "articles.sitesettings",
    "articles.tag",
    "articles.telegramchannel",
    "articles.term",
    "newsroom.user",
}


def test_each_model_of_the_admin_is_named():
    models = {model._meta.label_lower for model in admin.site._registry}

    assert models == ONLY_READ | WRITTEN
    assert set(field_permissions.FIELDS) == WRITTEN


@pytest.mark.parametrize("label", sorted(ONLY_READ))
@pytest.mark.parametrize("who", ["chief", "administrator"])
def test_page_that_is_not_in_the_table_writes_nothing(request, monkeypatch, rf, label, who):
    """Even where somebody gives the right to change its rows and forgets the table."""
    model_admin = next(
        one for model, one in admin.site._registry.items() if model._meta.label_lower == label
    )
    asked = rf.get("/")
    asked.user = request.getfixturevalue(who)
    for right in ("view", "add", "change"):
        monkeypatch.setattr(type(model_admin), f"has_{right}_permission", lambda *_args: True)

    form = model_admin.get_form(asked, model_admin.model(), change=True)

    assert set(form.base_fields) == set()
    assert field_permissions.columns(model_admin.model)


@pytest.mark.parametrize("live, changes", [(["ru"], True), (["hy"], False), (["ru", "hy"], False)])
def test_what_all_languages_share_of_an_author_needs_each_in_which_readers_know_them(
    client, editor_ru, author, make_edition, live, changes
):
    for code in live:
        make_edition(code, authors=[author])
    client.force_login(editor_ru)
    typed = {"slug": "other", "name_ru": "Мариам", "website": "https://example.com/"}

    client.post(reverse("admin:articles_author_change", args=[author.pk]), typed)

    kept = Author.objects.get()
    assert (kept.slug == "other", bool(kept.website)) == (changes, changes)
    assert kept.name_ru == "Мариам"


@pytest.mark.parametrize("live, merges", [(["ru"], True), (["hy"], False), (["ru", "hy"], False)])
def test_merging_needs_each_language_in_which_readers_see_the_tag(
    client, editor_ru, make_tag, make_edition, live, merges
):
    tag, other = make_tag(ru="Севан", hy="Սևան"), make_tag(ru="Озеро")
    for code in live:
        make_edition(code, tags=[tag])
    client.force_login(editor_ru)
    address = reverse("admin:articles_tag_merge", args=[tag.pk])

    answer = client.post(address, {"into": other.pk})

    assert answer.status_code == (302 if merges else 403)
    assert type(tag).objects.filter(pk=tag.pk).exists() is not merges
