"""Saying one thing of several pictures: asked first, told of afterwards, each by itself."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import search
from articles.admin.pictures import image_bulk
from articles.models import Action, AuditEntry, Image

LIBRARY, SEVERAL = "admin:articles_image_changelist", "admin:articles_image_several"
LEFT = {"rights": "leave", "is_graphic": "leave"}


@pytest.fixture
def send(sign_in, photo):
    """Say something of pictures as the photo editor: `send([image], rights="own")`."""
    client = sign_in(photo)

    def say(pictures, **typed):
        ids = {"picture": [image.pk for image in pictures]}
        return client.post(reverse(SEVERAL), LEFT | ids | typed)

    return say


def test_action_asks_and_changes_nothing_yet(sign_in, photo, shot):
    pictures = [shot("a.jpg"), shot("b.jpg")]
    chosen = {"action": "describe", "index": "0", "_selected_action": [one.pk for one in pictures]}

    answer = sign_in(photo).post(reverse(LIBRARY) + "?rights=none", chosen)

    assert [image.name for image in answer.context["pictures"]] == ["b.jpg", "a.jpg"]
    assert answer.context["back"] == reverse(LIBRARY) + "?rights=none"
    assert not AuditEntry.objects.filter(action=Action.ROW_CHANGED).exists()


def test_action_takes_no_more_than_it_can_do_at_once(sign_in, photo, shot, monkeypatch, in_english):
    photo.interface_language = "en"
    photo.save()
    monkeypatch.setattr(image_bulk, "MOST", 1)
    chosen = [shot(name).pk for name in ("a.jpg", "b.jpg")]
    typed = {"action": "describe", "index": "0", "_selected_action": chosen}

    page = sign_in(photo).post(reverse(LIBRARY), typed, follow=True).content.decode()

    assert "You can choose up to 1 pictures at once." in page


def test_what_is_said_is_kept_with_each_and_the_rest_stays(send, shot):
    first, other = shot("a.jpg", credit_hy="Արամ", source="AP"), shot("b.jpg", is_graphic=True)

    send([first, other], credit_ru="Арам", rights="agency", usable_until="2027-01-31")

    rows = Image.objects.order_by("name").values_list(
        "credit_ru", "rights", "source", "is_graphic", "credit_hy"
    )
    assert list(rows) == [
        ("Арам", "agency", "AP", False, "Արամ"),
        ("Арам", "agency", "", True, None),
    ]
    assert {str(one.usable_until) for one in Image.objects.all()} == {"2027-01-31"}


def test_people_and_keywords_are_added(send, shot):
    image = shot("a.jpg", people="Никол Пашинян", keywords="озеро, Лодка")

    send([image], people="Анна Акопян", keywords="лодка, гора")

    kept = Image.objects.get()
    assert (kept.people, kept.keywords) == ("Никол Пашинян, Анна Акопян", "озеро, Лодка, гора")


def test_rights_and_graphic_can_be_taken_back(send, shot):
    image = shot("a.jpg", rights="own", is_graphic=True)

    send([image], rights="", is_graphic="no")

    kept = Image.objects.get()
    assert (kept.rights, kept.is_graphic) == ("", False)


def test_audit_and_search_know_of_each(send, shot, photo):
    first, other = shot("a.jpg"), shot("b.jpg", source="Reuters")

    send([first, other], source="Reuters")

    entry = AuditEntry.objects.get(action=Action.ROW_CHANGED)
    assert (entry.by, entry.details["pk"]) == (photo, first.pk)
    assert entry.details["fields"] == {"source": ["", "Reuters"]}
    assert set(search.pictures("reuters").ids) == {first.pk, other.pk}


@pytest.mark.parametrize(
    "typed, field",
    [
        ({}, "__all__"),
        ({"usable_until": "2026-02-30"}, "usable_until"),
        ({"credit_en": "x" * 201}, "credit_en"),
        ({"rights": "stolen"}, "rights"),
        ({"people": "ж" * 299}, "people"),
    ],
)
def test_what_makes_no_sense_is_asked_again(send, shot, typed, field):
    image = shot("a.jpg", people="Никол Пашинян")

    answer = send([image], **typed)

    assert list(answer.context["form"].errors) == [field]
    assert not AuditEntry.objects.filter(action=Action.ROW_CHANGED).exists()


def test_pictures_in_the_bin_and_nonsense_are_passed_over(send, shot, photo, sign_in):
    gone = shot("gone.jpg", binned_at=timezone.now(), binned_by=photo)

    answer = send([gone], rights="own")
    nonsense = {"picture": ["x", "9" * 30, "-1"], "rights": "own"}
    other = sign_in(photo).post(reverse(SEVERAL), LEFT | nonsense)

    assert (answer.status_code, other.status_code) == (302, 302)
    assert Image.everything.get().rights == ""


def test_way_back_leads_to_no_other_site(send, shot):
    answer = send([shot("a.jpg")], rights="own", next="https://evil.example/")

    assert answer["Location"] == reverse(LIBRARY)


def test_whoever_may_not_change_pictures_is_refused(sign_in, administrator, shot):
    image = shot("a.jpg")

    answer = sign_in(administrator).post(
        reverse(SEVERAL), LEFT | {"picture": [image.pk], "rights": "own"}
    )

    assert answer.status_code == 403
    assert Image.objects.get().rights == ""


def test_pictures_that_nothing_uses_go_into_the_bin(sign_in, photo, shot, make_article, in_english):
    photo.interface_language = "en"
    photo.save()
    used, unused = shot("used.jpg"), shot("unused.jpg")
    make_article(cover=used)

    typed = {"picture": [used.pk, unused.pk]}
    answer = sign_in(photo).post(reverse("admin:articles_image_several_bin"), typed, follow=True)

    page = answer.content.decode()
    assert list(Image.objects.all()) == [used]
    assert list(Image.everything.filter(binned_by=photo)) == [unused]
    assert "Pictures moved to the bin: 1." in page
    assert "Used.jpg: The picture is in use and cannot be deleted." in page


def test_deleting_several_is_asked_first_and_says_which_are_used(
    sign_in, photo, shot, make_article
):
    used = shot("used.jpg")
    make_article(cover=used)
    typed = {"action": "put_away", "index": "0", "_selected_action": [used.pk]}

    answer = sign_in(photo).post(reverse(LIBRARY), typed)

    assert [image.stories for image in answer.context["pictures"]] == [1]
    assert Image.objects.get().binned_at is None


def test_several_are_not_deleted_by_who_may_not(sign_in, reporter, shot):
    image = shot("a.jpg")

    answer = sign_in(reporter).post(
        reverse("admin:articles_image_several_bin"), {"picture": [image.pk]}
    )

    assert answer.status_code == 403
    assert Image.objects.get() == image
