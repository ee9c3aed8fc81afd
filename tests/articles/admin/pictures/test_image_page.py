"""The page of a picture: what it shows, how it saves, what two people change at once."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from articles import search
from articles.admin.pictures.image_page import SHOWN
from articles.images import sizes
from articles.models import Action, AuditEntry, Image


def address(image, query=""):
    found = reverse("admin:articles_image_change", args=[image.pk])
    return f"{found}?{urlencode({'_changelist_filters': query})}" if query else found


SAID = {"caption_ru": "Озеро Севан", "alt_en": "A lake", "credit_hy": "Լուսանկարը՝ Արամի"}


@pytest.fixture
def image(shot):
    return shot("lake.jpg", **SAID)


@pytest.fixture
def stored(make_image):
    """A picture whose file can be cut anew."""
    return make_image(**SAID)


@pytest.fixture
def open_form(client):
    """Open a picture's form and return what a browser would send of it."""

    def read(image, person) -> dict:
        client.force_login(person)
        form = client.get(address(image)).context["adminform"].form
        fields = {name: form[name].value() for name in form.fields}
        texts = {
            name: form.fields[name].widget.format_value(value) or ""
            for name, value in fields.items()
            if name != "is_graphic"
        }
        return texts | ({"is_graphic": "on"} if fields["is_graphic"] else {})

    return read


@pytest.fixture
def save(client):
    def send(image, person, typed: dict, query=""):
        client.force_login(person)
        return client.post(address(image, query), typed)

    return send


def test_page_says_what_was_kept(open_form, save, photo, stored, client, in_english):
    photo.interface_language = "en"
    photo.save()
    typed = open_form(stored, photo) | {"alt_hy": "Լիճ", "rights": "own", "focal_x": "0.2"}

    answer = save(stored, photo, typed)
    page = client.get(answer["Location"]).content.decode()

    kept = Image.objects.get()
    assert (kept.alt_hy, kept.rights, kept.focal_x, kept.caption_ru) == (
        "Լիճ",
        "own",
        0.2,
        "Озеро Севан",
    )
    assert "Saved: Focal point, alt text (Հայերեն), rights." in page


def test_page_that_nothing_was_typed_into_changes_nothing(open_form, save, photo, image):
    image.taken_at = datetime(2026, 5, 4, 12, 30, 15, 123456, tzinfo=UTC)
    image.usable_until = timezone.localdate()
    image.is_graphic = True
    image.save()
    before = Image.objects.values().get()

    save(image, photo, open_form(image, photo))

    assert Image.objects.values().get() == before
    assert not AuditEntry.objects.filter(action=Action.ROW_CHANGED).exists()


def test_saving_is_told_to_the_audit(open_form, save, photo, image):
    save(image, photo, open_form(image, photo) | {"source": "Reuters"})

    entry = AuditEntry.objects.get(action=Action.ROW_CHANGED)
    assert (entry.by, entry.details["fields"]) == (photo, {"source": ["", "Reuters"]})


def test_picture_is_found_by_its_new_words_at_once(open_form, save, photo, image):
    save(image, photo, open_form(image, photo) | {"keywords": "водохранилище"})

    assert search.pictures("водохранилища").ids == (image.pk,)


def test_two_people_changing_different_fields_both_keep_theirs(
    open_form, save, photo, editor_ru, image
):
    first, second = open_form(image, photo), open_form(image, editor_ru)

    save(image, photo, first | {"alt_ru": "Озеро", "is_graphic": "on"})
    save(image, editor_ru, second | {"caption_ru": "Севан летом", "rights": "agency"})

    kept = Image.objects.get()
    assert (kept.alt_ru, kept.is_graphic) == ("Озеро", True)
    assert (kept.caption_ru, kept.rights) == ("Севан летом", "agency")


def test_two_people_changing_one_field_are_both_shown(
    open_form, save, photo, editor_ru, image, in_english
):
    editor_ru.interface_language = "en"
    editor_ru.save()
    first, second = open_form(image, photo), open_form(image, editor_ru)
    save(image, photo, first | {"alt_ru": "Озеро и горы", "source": "Reuters", "is_graphic": "on"})

    answer = save(image, editor_ru, second | {"alt_ru": "Лодка", "caption_ru": "Севан"})

    page = answer.content.decode()
    kept = Image.objects.get()
    assert (kept.alt_ru, kept.caption_ru) == ("Озеро и горы", "Озеро Севан")
    assert "A colleague has just saved: “Озеро и горы”. Your text is in the field." in page
    assert re.search(r'id="id_alt_ru"[^>]*>\s*Лодка</textarea>', page)


def test_saving_once_more_after_a_clash_means_ones_own(open_form, save, photo, editor_ru, image):
    first, second = open_form(image, photo), open_form(image, editor_ru)
    save(image, photo, first | {"alt_ru": "Озеро и горы", "source": "Reuters", "is_graphic": "on"})
    answer = save(image, editor_ru, second | {"alt_ru": "Лодка", "caption_ru": "Севан"})
    form = answer.context["adminform"].form

    again = {name: form[name].value() for name in form.fields}
    save(image, editor_ru, {name: value for name, value in again.items() if value})

    kept = Image.objects.get()
    assert (kept.alt_ru, kept.caption_ru) == ("Лодка", "Севан")
    assert (kept.source, kept.is_graphic) == ("Reuters", True)


def test_focal_points_of_two_people_are_one_thing(open_form, save, photo, editor_ru, stored):
    first, second = open_form(stored, photo), open_form(stored, editor_ru)
    save(stored, photo, first | {"focal_x": "0.2"})

    answer = save(stored, editor_ru, second | {"focal_y": "0.9"})

    kept = Image.objects.get()
    assert (kept.focal_x, kept.focal_y) == (0.2, 0.5)
    assert set(answer.context["adminform"].form.errors) == {"focal_x", "focal_y"}


def test_clash_keeps_what_is_wrong_elsewhere_to_be_mended(open_form, save, photo, editor_ru, image):
    first, second = open_form(image, photo), open_form(image, editor_ru)
    save(image, photo, first | {"alt_ru": "Озеро и горы"})

    answer = save(image, editor_ru, second | {"alt_ru": "Лодка", "source": "д" * 201})

    form = answer.context["adminform"].form
    assert set(form.errors) == {"alt_ru", "source"}
    assert form["source"].value() == "д" * 201


def test_lines_of_a_caption_become_one(open_form, save, photo, image):
    Image.objects.filter(pk=image.pk).update(caption_en="Two\nlines", alt_en="A\u00a0lake")
    typed = open_form(image, photo) | {"caption_ru": "Озеро\r\n  Севан", "source": "AP"}

    save(image, photo, typed | {"caption_en": "Two\r\nlines"})

    kept = Image.objects.get()
    assert (kept.caption_ru, kept.caption_en) == ("Озеро Севан", "Two\nlines")
    assert (kept.alt_en, kept.source) == ("A\u00a0lake", "AP")


@pytest.mark.parametrize("base", ["", "nonsense", "[]", "null", "[" * 100_000])
def test_form_that_does_not_say_what_it_began_with_is_of_now(save, photo, image, base):
    typed = {"base": base, "focal_x": "0.5", "focal_y": "0.5", "alt_ru": "5", "rights": ""}

    save(image, photo, typed)

    assert Image.objects.get().alt_ru == "5"


def test_too_long_words_are_answered_with_a_sentence(open_form, save, photo, image):
    answer = save(image, photo, open_form(image, photo) | {"alt_ru": "д" * 301})

    assert list(answer.context["adminform"].form.errors) == ["alt_ru"]
    assert Image.objects.get().alt_ru != "д" * 301


@pytest.mark.parametrize("value", ["-0.1", "1.1", "nan", "inf", "x", ""])
def test_focal_point_lies_inside(open_form, save, photo, image, value):
    answer = save(image, photo, open_form(image, photo) | {"focal_x": value})

    assert list(answer.context["adminform"].form.errors) == ["focal_x"]
    assert Image.objects.get().focal_x == 0.5


def test_crops_beside_the_picture_are_those_of_the_server(open_form, client, photo, image):
    client.force_login(photo)

    shown = {cut.name: cut.ratio for cut in client.get(address(image)).context["cuts"]}

    assert shown == {name: sizes.CROPS[name].ratio for name in SHOWN}
    assert list(shown) == ["3x2", "16x9", "1x1", "social"]


def test_page_says_where_the_picture_is_used(
    client, photo, image, make_article, make_edition, make_ad
):
    story = make_article(title_ru="Озеро", cover=image)
    make_edition("hy", title_ru="Озеро возвращается", title_hy="Լիճ", cover=image)
    make_ad(image=image, name="Секретная реклама")
    client.force_login(photo)

    uses = client.get(address(image)).context["uses"]

    assert {(one.use.place, one.use.stage, one.title) for one in uses} == {
        ("cover", "desk", "Озеро"),
        ("cover", "desk", "Озеро возвращается"),
        ("cover", "live", "Լիճ"),
        ("ad", uses[-1].use.stage, ""),
    }
    assert story.get_admin_url() in [one.admin_url for one in uses]


def test_ads_are_named_to_who_may_see_them(client, chief, photo, image, make_ad):
    make_ad(image=image, name="Секретная реклама")

    pages = {}
    for person in (chief, photo):
        client.force_login(person)
        pages[person] = "Секретная реклама" in client.get(address(image)).content.decode()

    assert pages == {chief: True, photo: False}


def test_page_offers_what_looks_nearly_the_same(client, photo, image, shot):
    other = shot("other.jpg")
    Image.objects.filter(pk=image.pk).update(fingerprint=0b1010101)
    Image.objects.filter(pk=other.pk).update(fingerprint=0b1010111)
    client.force_login(photo)

    assert client.get(address(image)).context["twins"] == [other]


def test_page_leads_through_the_search_it_was_opened_from(client, photo, shot):
    first, other, last = (
        shot(name, rights=rights) for name, rights in (("a", "own"), ("b", "agency"), ("c", "own"))
    )
    client.force_login(photo)

    narrowed = client.get(address(last, "rights=own")).context["around"]
    everything = client.get(address(other)).context["around"]
    elsewhere = client.get(address(other, "rights=own")).context["around"]

    assert narrowed == {"next": address(first, "rights=own")}
    assert everything == {"previous": address(last), "next": address(first)}
    assert elsewhere == {}


@pytest.mark.parametrize("query", ["uploaded_by__password__startswith=a", "p=99", "e=1", "x=y"])
def test_page_with_a_search_that_is_none_is_shown(client, photo, image, query):
    client.force_login(photo)

    assert client.get(address(image, query)).status_code in (200, 400)


def test_next_without_alt_text_is_the_next_of_the_search(open_form, save, photo, shot):
    texts = {"alt_ru": "Да", "alt_hy": "Այո", "alt_en": "Yes"}
    oldest = shot("a", **texts | {"alt_hy": ""})
    shot("b", **texts)
    newest = shot("c", **texts | {"alt_ru": ""})
    typed = open_form(newest, photo) | {"alt_ru": "Озеро", "_next_without_alt": "1"}

    answer = save(newest, photo, typed)

    assert answer["Location"] == address(oldest, "noalt=any")
    assert Image.objects.get(pk=newest.pk).alt_ru == "Озеро"


def test_next_without_alt_text_says_when_there_is_none(
    open_form, save, photo, shot, client, in_english
):
    photo.interface_language = "en"
    photo.save()
    image = shot("a", alt_ru="Да", alt_hy="Այո")
    typed = open_form(image, photo) | {"alt_en": "Yes", "_next_without_alt": "1"}

    answer = save(image, photo, typed)

    assert answer["Location"] == address(image)
    said = client.get(answer["Location"]).content.decode()
    assert "All other pictures here have alt text." in said


def test_whoever_only_looks_sees_the_words_and_no_fields(client, administrator, image):
    client.force_login(administrator)

    page = client.get(address(image)).content.decode()

    assert "Озеро Севан" in page
    assert 'name="alt_ru"' not in page
    assert "_next_without_alt" not in page


def test_page_asks_as_much_with_one_use_as_with_three(
    client, photo, image, make_article, queries_of
):
    client.force_login(photo)
    make_article(cover=image)
    client.get(address(image))  # Django knows its content types from now on
    first = queries_of(client, address(image))
    for _story in range(2):
        make_article(cover=image)

    assert len(first) == 15
    assert len(queries_of(client, address(image))) == 15


def test_picture_in_the_bin_has_no_page(client, photo, image):
    Image.objects.filter(pk=image.pk).update(binned_at=timezone.now() - timedelta(days=1))
    client.force_login(photo)

    answer = client.get(address(image))

    assert answer.status_code == 302
    assert "Озеро" not in client.get(reverse("admin:articles_image_changelist")).content.decode()


def test_base_of_the_form_holds_every_field(open_form, photo, image):
    typed = open_form(image, photo)

    assert set(json.loads(typed["base"])) == set(typed) - {"base"} | {"is_graphic"}


def test_missing_alt_texts_are_led_to_the_newest(client, photo, shot):
    texts = {"alt_ru": "Да", "alt_hy": "Այո", "alt_en": "Yes"}
    lacking = shot("a", **texts | {"alt_hy": ""})
    shot("b", **texts)
    client.force_login(photo)

    first = client.get(reverse("admin:articles_image_without_alt"))
    Image.objects.filter(pk=lacking.pk).update(alt_hy="Այո")
    then = client.get(reverse("admin:articles_image_without_alt"))

    assert first["Location"] == address(lacking, "noalt=any")
    assert then["Location"] == reverse("admin:articles_image_changelist")
