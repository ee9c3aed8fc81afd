"""The note that greets a person on their board."""

import pytest
from django.urls import reverse

from newsroom.models import User

BOARD = "admin:index"
PUT_AWAY = "admin:put_away_welcome"


def greet(person: User, note: str) -> None:
    person.welcome = note
    person.save()


def note_of(person: User) -> str:
    return User.objects.get(pk=person.pk).welcome


def test_board_shows_the_persons_own_note_in_paragraphs(client, reporter, photo):
    greet(reporter, "Begin with the lake.\n\nThen look at\nthe site.")
    greet(photo, "Pictures first.")
    client.force_login(reporter)

    page = client.get(reverse(BOARD)).content.decode()

    assert "<p>Begin with the lake.</p>" in page
    assert "<p>Then look at<br>the site.</p>" in page
    assert "Pictures first." not in page


def test_board_shows_a_note_as_text_only(client, reporter):
    greet(reporter, "<script>alert(1)</script>")
    client.force_login(reporter)

    page = client.get(reverse(BOARD)).content.decode()

    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in page
    assert "<script>alert" not in page


def test_board_without_a_note_has_nothing_to_put_away(client, reporter):
    client.force_login(reporter)

    page = client.get(reverse(BOARD)).content.decode()

    assert reverse(PUT_AWAY) not in page


def test_note_is_put_away_for_good(client, reporter):
    greet(reporter, "Begin with the lake.")
    client.force_login(reporter)

    response = client.post(reverse(PUT_AWAY))

    assert response["Location"] == reverse(BOARD)
    assert note_of(reporter) == ""
    assert "Begin with the lake." not in client.get(reverse(BOARD)).content.decode()


def test_note_of_another_person_cannot_be_put_away(client, reporter, administrator):
    greet(reporter, "Begin with the lake.")
    client.force_login(administrator)

    client.post(reverse(PUT_AWAY), {"user": reporter.pk, "pk": reporter.pk, "id": reporter.pk})
    client.post(f"{reverse(PUT_AWAY)}?user={reporter.pk}")

    assert note_of(reporter) == "Begin with the lake."


def test_note_is_not_put_away_by_following_a_link(client, reporter):
    greet(reporter, "Begin with the lake.")
    client.force_login(reporter)

    response = client.get(reverse(PUT_AWAY))

    assert response.status_code == 405
    assert note_of(reporter) == "Begin with the lake."


def test_note_is_not_for_strangers(client, reporter):
    greet(reporter, "Begin with the lake.")

    response = client.post(reverse(PUT_AWAY))

    assert response["Location"].startswith(reverse("admin:login"))
    assert note_of(reporter) == "Begin with the lake."


@pytest.mark.parametrize(
    "person, note",
    [("administrator", "Good morning."), ("chief", ""), ("editor_ru", ""), ("translator", "")],
)
def test_notes_are_written_by_administrators(request, client, reporter, person, note):
    client.force_login(request.getfixturevalue(person))
    typed = {"username": "reporter", "role": "reporter", "interface_language": "en"}

    client.post(
        reverse("admin:newsroom_user_change", args=[reporter.pk]), typed | {"welcome": note or "!"}
    )

    assert note_of(reporter) == note
