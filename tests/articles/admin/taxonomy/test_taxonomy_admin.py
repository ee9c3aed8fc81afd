"""The smaller nouns in the admin: who may see and change them, and that every page opens."""

import re

import pytest
from django.apps import apps
from django.urls import reverse

from articles.models import (
    Ad,
    AuditEntry,
    Author,
    Category,
    MistakeReport,
    Page,
    SiteSettings,
    Tag,
)
from newsroom.models import User

# Each has a list that searches; the audit has questions of its own.
NOUNS = ["article", "category", "tag", "author", "image", "page", "ad", "mistakereport"]


def change_status(client, noun, pk):
    return client.get(reverse(f"admin:articles_{noun}_change", args=[pk])).status_code


@pytest.mark.parametrize("noun", NOUNS)
def test_list_opens_and_searches(sign_in, chief, noun):
    response = sign_in(chief).get(reverse(f"admin:articles_{noun}_changelist"), {"q": "озеро"})

    assert 'value="озеро"' in response.content.decode()


@pytest.mark.parametrize("noun", ["category", "tag", "author", "page", "ad"])
def test_add_form_opens(sign_in, noun, db):
    everything = User.objects.create_superuser("root", password="a long password")

    response = sign_in(everything).get(reverse(f"admin:articles_{noun}_add"))

    assert response.status_code == 200


@pytest.mark.parametrize(
    "noun, allowed",
    [
        ("category", {"chief"}),
        ("tag", {"chief", "editor_ru"}),
        ("author", {"chief", "editor_ru"}),
        ("page", {"chief", "administrator"}),
        ("ad", {"chief", "administrator"}),
        ("auditentry", set()),
        ("mistakereport", set()),
    ],
)
def test_adding_follows_the_table_of_rights(request, sign_in, noun, allowed):
    people = ["reporter", "translator", "editor_ru", "chief", "photo", "administrator"]

    answers = {
        person: sign_in(request.getfixturevalue(person))
        .get(reverse(f"admin:articles_{noun}_add"))
        .status_code
        for person in people
    }

    assert {person for person, status in answers.items() if status == 200} == allowed
    assert set(answers.values()) <= {200, 403}


def test_tag_gets_its_addresses_from_its_names(sign_in, chief):
    typed = {"name_ru": "Ереван", "name_en": "Yerevan"}

    sign_in(chief).post(reverse("admin:articles_tag_add"), typed)

    tag = Tag.objects.get()
    assert (tag.slug_ru, tag.slug_hy, tag.slug_en) == ("erevan", "", "yerevan")


def test_page_is_cleaned(sign_in, chief):
    body = "<p>Мы</p><script>x</script>"
    typed = {"slug": "about", "position": 0, "title_ru": "О нас", "body_ru": body}

    sign_in(chief).post(reverse("admin:articles_page_add"), typed)

    assert Page.objects.get().body_ru == "<p>Мы</p>"


def test_site_settings_open_at_once(sign_in, chief):
    response = sign_in(chief).get(reverse("admin:articles_sitesettings_changelist"))

    assert response["Location"] == reverse("admin:articles_sitesettings_change", args=[1])
    assert SiteSettings.objects.count() == 1


def test_site_settings_are_not_the_reporters(sign_in, reporter):
    SiteSettings.objects.create(pk=1, name_ru="Хроника")

    sign_in(reporter).post(
        reverse("admin:articles_sitesettings_change", args=[1]), {"name_ru": "Чужое"}
    )

    assert SiteSettings.objects.get().name_ru == "Хроника"


def test_name_of_the_newsroom_heads_every_page(sign_in, reporter):
    SiteSettings.objects.create(pk=1, name_en="Ararat Chronicle")

    page = sign_in(reporter).get(reverse("admin:index")).content.decode()

    assert ">Ararat Chronicle</a>" in page


def test_audit_is_only_read(sign_in, chief, make_article):
    make_article()
    entry = AuditEntry.objects.get()
    client = sign_in(chief)

    opened = change_status(client, "auditentry", entry.pk)
    changed = client.post(
        reverse("admin:articles_auditentry_change", args=[entry.pk]), {"action": "publish"}
    )
    deleted = client.post(
        reverse("admin:articles_auditentry_delete", args=[entry.pk]), {"post": "yes"}
    )

    assert (opened, changed.status_code, deleted.status_code) == (200, 403, 403)
    assert AuditEntry.objects.get().action == "save"


@pytest.mark.parametrize("person, status, left", [("editor_ru", 302, 0), ("reporter", 403, 1)])
def test_mistake_is_read_and_deleted(request, sign_in, make_edition, person, status, left):
    report = MistakeReport.objects.create(edition=make_edition("ru"), selected="ашибка", reader="x")
    client = sign_in(request.getfixturevalue(person))

    opened = change_status(client, "mistakereport", report.pk)
    deleted = client.post(
        reverse("admin:articles_mistakereport_delete", args=[report.pk]), {"post": "yes"}
    )

    assert (opened, deleted.status_code) == (200, status)
    assert MistakeReport.objects.count() == left


def test_ad_ends_after_it_begins(sign_in, chief, make_image):
    typed = {
        "name": "Банк",
        "place": Ad.Place.AFTER_TEXT,
        "language": "ru",
        "image": make_image().pk,
        "url": "https://bank.example/",
        "starts_at": "2026-01-02T10:00",
        "ends_at": "2026-01-01T10:00",
    }

    response = sign_in(chief).post(reverse("admin:articles_ad_add"), typed)

    assert "The end is before the start." in response.content.decode()
    assert not Ad.objects.exists()


@pytest.mark.parametrize("address", ["/ckeditor/upload/", "/ckeditor/browse/"])
def test_upload_views_of_the_editor_are_not_there(sign_in, chief, address):
    assert sign_in(chief).get(address).status_code == 404


def test_mistakes_are_seen_by_the_desk_of_their_language(sign_in, editor_hy, chief, make_edition):
    report = MistakeReport.objects.create(edition=make_edition("ru"), selected="ашибка", reader="x")
    address = reverse("admin:articles_mistakereport_changelist")

    seen = [sign_in(person).get(address).content.decode() for person in (chief, editor_hy)]

    assert [report.selected in page for page in seen] == [True, False]


def test_mistake_names_the_sentence_and_the_address(sign_in, editor_ru, make_edition, settings):
    edition = make_edition("ru")
    report = MistakeReport.objects.create(edition=edition, sentence="Это озёро.", reader="x")

    address = reverse("admin:articles_mistakereport_change", args=[report.pk])
    page = sign_in(editor_ru).get(address).content.decode()

    assert "Это озёро." in page
    assert settings.SITE_URL + edition.get_absolute_url() in page


@pytest.mark.parametrize("noun", ["auditentry", "mistakereport"])
def test_what_nobody_writes_is_not_written_by_a_superuser_either(
    noun, sign_in, administrator, make_edition
):
    edition = make_edition()
    MistakeReport.objects.create(edition=edition, comment="Опечатка", reader="x")
    row = apps.get_model("articles", noun).objects.first()
    administrator.is_superuser = True
    administrator.save()
    client = sign_in(administrator)

    assert client.get(reverse(f"admin:articles_{noun}_add")).status_code == 403
    page = client.get(reverse(f"admin:articles_{noun}_change", args=[row.pk]))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()


@pytest.mark.parametrize(
    "model, typed, slug",
    [
        (Author, {"name_ru": "Анна Даниелян"}, "anna-danielyan"),
        (Author, {"name_ru": "Нора Фенвик", "name_en": "Nora Fenwick"}, "nora-fenwick"),
        (Category, {"name_hy": "Երևան", "colour": "teal", "position": "3"}, "yerevan"),
        (Page, {"title_en": "About us", "position": "0"}, "about-us"),
        (Page, {"title_en": "About us", "position": "0", "slug": "about"}, "about"),
    ],
)
def test_address_is_made_of_the_name_where_nobody_writes_one(sign_in, chief, model, typed, slug):
    address = reverse(f"admin:articles_{model._meta.model_name}_add")

    sign_in(chief).post(address, typed)

    assert list(model.objects.values_list("slug", flat=True)) == [slug]


@pytest.mark.parametrize("model", [Author, Category, Page])
def test_row_without_name_and_address_is_refused(sign_in, chief, model):
    address = reverse(f"admin:articles_{model._meta.model_name}_add")

    page = sign_in(chief).post(address, {"colour": "teal", "position": "3"})

    assert page.context["adminform"].form.errors == {
        "slug": ["Заполните это поле."],
        "__all__": ["Give it a name in at least one language."],
    }
    assert model.objects.count() == 0


def test_address_that_is_made_is_refused_where_another_has_it(sign_in, chief, author):
    typed = {"name_en": author.slug.replace("-", " ")}

    page = sign_in(chief).post(reverse("admin:articles_author_add"), typed)

    assert list(page.context["adminform"].form.errors) == ["slug"]
    assert Author.objects.count() == 1


def test_address_of_a_row_is_never_emptied(sign_in, chief, author):
    slug = author.slug

    sign_in(chief).post(reverse("admin:articles_author_change", args=[author.pk]), {"slug": ""})

    author.refresh_from_db()
    assert author.slug == slug


@pytest.mark.parametrize("noun", ["author", "category", "ad"])
def test_picture_is_chosen_in_the_library_without_links_beside_it(sign_in, chief, noun):
    page = sign_in(chief).get(reverse(f"admin:articles_{noun}_add")).content.decode()

    assert "data-picture-field" in page
    assert reverse("admin:articles_image_add") + "?" not in page


@pytest.mark.parametrize("page", ["history", "delete"])
def test_way_to_a_page_leads_over_the_list_and_not_over_the_program(sign_in, chief, page):
    row = Page.objects.create(slug="about", title_ru="О нас")
    address = reverse(f"admin:articles_page_{page}", args=[row.pk])

    html = sign_in(chief).get(address).content.decode()

    assert re.findall(r'<a href="(/admin/[^"]*)"', html.split('class="breadcrumbs"')[1])[:3] == [
        reverse("admin:index"),
        reverse("admin:articles_page_changelist"),
        reverse("admin:articles_page_change", args=[row.pk]),
    ]


def test_way_to_deleting_several_leads_over_their_list(sign_in, chief):
    row = Page.objects.create(slug="about", title_ru="О нас")
    typed = {"action": "delete_selected", "_selected_action": [row.pk]}
    address = reverse("admin:articles_page_changelist")

    html = sign_in(chief).post(address, typed).content.decode()

    assert re.findall(r'<a href="(/admin/[^"]*)"', html.split('class="breadcrumbs"')[1])[:2] == [
        reverse("admin:index"),
        address,
    ]
