"""Raising and ending the breaking bar in the admin: by role and by language."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime, now

from articles.models import Breaking
from articles.site import breaking_bar
from articles.workflow import breaking

ADD = reverse("admin:articles_breaking_add")
LIST = reverse("admin:articles_breaking_changelist")


def moment(hours: int) -> str:
    return localtime(now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def typed(**fields) -> dict:
    return {
        "language": "ru",
        "text": "Перевал закрыт",
        "address": "",
        "ends_at": moment(2),
    } | fields


@pytest.fixture
def bar(chief):
    return breaking.raise_bar("ru", "Молния", by=chief, ends_at=now() + timedelta(hours=1))


def change_address(bar) -> str:
    return reverse("admin:articles_breaking_change", args=[bar.pk])


@pytest.mark.parametrize(
    "person, languages",
    [
        ("reporter", []),
        ("translator", []),
        ("editor_ru", ["ru"]),
        ("chief", ["en", "hy", "ru"]),
        ("photo", []),
        ("administrator", []),
    ],
)
def test_bar_is_raised_in_the_languages_of_the_person(request, sign_in, person, languages):
    client = sign_in(request.getfixturevalue(person))

    for language in ("ru", "hy", "en"):
        client.post(ADD, typed(language=language))

    assert sorted(Breaking.objects.values_list("language", flat=True)) == languages


def test_story_is_given_by_its_address(sign_in, editor_ru, make_edition):
    edition = make_edition("ru")

    sign_in(editor_ru).post(
        ADD, typed(address=f"http://testserver{edition.get_absolute_url()}?lite=1#text")
    )

    bar = Breaking.objects.get()
    assert (bar.edition, bar.raised_by, bar.text) == (edition, editor_ru, "Перевал закрыт")


@pytest.mark.parametrize(
    "address",
    ["/arm/post/{slug}/", "/ru/post/no-such/", "/ru/", "//[", "http://[x", "\x00", "слово", "/%ff"],
)
def test_address_of_no_story_is_refused(sign_in, editor_ru, make_edition, address):
    slug = make_edition("hy").slug

    response = sign_in(editor_ru).post(ADD, typed(address=address.format(slug=slug)))

    assert response.status_code == 200
    assert not Breaking.objects.exists()


def test_end_in_the_past_is_refused_with_a_sentence(sign_in, editor_ru):
    response = sign_in(editor_ru).post(ADD, typed(ends_at=moment(-1)))

    assert "The end is in the past." in response.content.decode()
    assert not Breaking.objects.exists()


def test_text_and_end_are_changed_but_not_the_language(sign_in, editor_ru, bar):
    sign_in(editor_ru).post(change_address(bar), typed(language="hy", text="Открыт"))

    bar.refresh_from_db()
    assert (bar.language, bar.text) == ("ru", "Открыт")


@pytest.mark.parametrize("person, ended", [("editor_ru", True), ("editor_hy", False)])
@pytest.mark.parametrize("door", ["form", "action"])
def test_bar_is_ended_by_a_press_by_its_desk(request, sign_in, bar, person, ended, door):
    client = sign_in(request.getfixturevalue(person))

    if door == "form":
        client.post(change_address(bar), {"_end": "1"})
    else:
        client.post(LIST, {"action": "end", "_selected_action": [bar.pk]})

    assert (breaking_bar.bar_of("ru") is None) is ended


def test_bar_of_another_desk_is_only_read(sign_in, editor_hy, bar):
    client = sign_in(editor_hy)

    assert client.get(change_address(bar)).status_code == 200
    assert client.post(change_address(bar), typed(text="Чужое")).status_code == 403
    assert Breaking.objects.get().text == "Молния"


def test_nobody_deletes_a_bar(sign_in, chief, bar):
    address = reverse("admin:articles_breaking_delete", args=[bar.pk])

    assert sign_in(chief).post(address, {"post": "yes"}).status_code == 403
    assert Breaking.objects.exists()


def test_form_ends_in_three_hours_unless_told(sign_in, chief):
    form = sign_in(chief).get(ADD).context["adminform"].form

    ends_in = form.get_initial_for_field(form.fields["ends_at"], "ends_at") - now()
    assert timedelta(hours=2, minutes=58) < ends_in <= timedelta(hours=3)
