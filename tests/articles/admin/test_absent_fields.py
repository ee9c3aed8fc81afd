"""A field that a request does not bring stays as it is; a row without a name is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Author, Category, Page, SiteSettings, Tag, Term
from tests.articles.admin.sample_values import fill, kept
from tests.articles.admin.who_may import NOUNS, ROLES
from tests.articles.admin.world import World
from tests.parameters import form_of

# A story is kept part by part against what its form was opened with: test_clash.py.
STORY = "articles/article/"
CHANGED = [noun for noun, rights in NOUNS.items() if rights[2] and noun != STORY]
NAMELESS = "Give it a name in at least one language."


def without_clocks(row) -> dict:
    return {name: value for name, value in kept(row).items() if name != "changed_at"}


@pytest.mark.parametrize("noun", CHANGED)
def test_field_that_is_not_sent_stays_as_it_is(request, db, client, make_image, noun):
    world, who = World(request.getfixturevalue), NOUNS[noun][2][-1]
    row = world.row(noun.strip("/").rpartition("/")[2])
    fill(row, make_image("blue"))
    client.force_login(request.getfixturevalue(ROLES[who]))
    address = reverse(f"admin:{noun.strip('/').replace('/', '_')}_change", args=[row.pk])
    sent = form_of(client, address)
    assert len(sent) > 2
    client.post(address, sent)
    before = without_clocks(row)

    for names in (set(), set(list(sent)[::2]), set(list(sent)[1::2])):
        typed = {name: value for name, value in sent.items() if name in names}
        answer = client.post(address, typed)
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        assert without_clocks(row) == before


@pytest.mark.parametrize("form", ["person", "ad", "settings"])
def test_box_that_is_unticked_on_the_page_is_unticked(form, request, db, client, make_ad):
    who, row, field = {
        "person": lambda: ("administrator", request.getfixturevalue("reporter"), "is_active"),
        "ad": lambda: ("chief", make_ad(is_house=True), "is_house"),
        "settings": lambda: ("chief", SiteSettings.objects.create(pk=1), "has_offline"),
    }[form]()
    client.force_login(request.getfixturevalue(who))
    label = row._meta.label_lower.replace(".", "_")
    address = reverse(f"admin:{label}_change", args=[row.pk])
    typed = form_of(client, address)
    assert typed[field] == ["", "on"]

    client.post(address, typed | {field: [""]})

    row.refresh_from_db()
    assert getattr(row, field) is False


def test_last_language_of_a_person_is_taken_away_on_the_page(client, administrator, reporter):
    client.force_login(administrator)
    address = reverse("admin:newsroom_user_change", args=[reporter.pk])

    client.post(address, form_of(client, address) | {"languages": [""]})

    reporter.refresh_from_db()
    assert reporter.languages == []


@pytest.mark.parametrize("model", [Tag, Category, Author, Page, Term])
@pytest.mark.parametrize("page", ["add", "change"])
def test_row_without_a_name_in_any_language_is_refused(client, chief, model, page):
    name = "title" if model is Page else "name"
    names = {f"{name}_ru": "Севан", f"{name}_en": "Sevan"}
    noun = model._meta.model_name
    client.force_login(chief)
    address = reverse(f"admin:articles_{noun}_add")
    if page == "change":
        row = model(**names) if model in (Tag, Term) else model(**names, slug="sevan")
        row.clean()
        row.save()
        address = reverse(f"admin:articles_{noun}_change", args=[row.pk])
    typed = form_of(client, address)
    before = list(model.objects.values())

    answer = client.post(address, typed | dict.fromkeys(names, ""))

    assert NAMELESS in answer.content.decode()
    assert list(model.objects.values()) == before


def test_address_of_a_tag_outlives_its_name(client, chief, make_tag, make_edition):
    tag = make_tag(ru="Севан", hy="Սևան")
    make_edition("ru", tags=[tag])
    client.force_login(chief)
    address = reverse("admin:articles_tag_change", args=[tag.pk])
    shown, page = Client(), "/ru/tag/sevan/"
    assert shown.get(page).status_code == 200

    client.post(address, form_of(client, address) | {"name_ru": ""})
    without = shown.get(page).status_code
    client.post(address, form_of(client, address) | {"name_ru": "Озеро Севан"})

    tag.refresh_from_db()
    assert (tag.slug_ru, without, shown.get(page).status_code) == ("sevan", 404, 200)
