"""People in the admin, signing in, and the language of the admin."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from newsroom.models import User

LIST = "admin:newsroom_user_changelist"


@pytest.mark.parametrize(
    "person, status",
    [
        ("administrator", 200),
        ("chief", 403),
        ("editor_ru", 403),
        ("reporter", 403),
        ("translator", 403),
        ("photo", 403),
    ],
)
def test_people_are_for_administrators_only(request, client, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse(LIST)).status_code == status


def test_people_are_made_with_role_and_languages(client, administrator):
    client.force_login(administrator)
    typed = {
        "username": "anahit",
        "role": "editor",
        "languages": ["hy", "en"],
        "interface_language": "hy",
        "usable_password": "true",
        "password1": "a long enough password",
        "password2": "a long enough password",
    }

    client.post(reverse("admin:newsroom_user_add"), typed)

    person = User.objects.get(username="anahit")
    assert (person.role, person.languages, person.is_staff) == ("editor", ["hy", "en"], True)
    assert person.check_password("a long enough password")


def test_people_are_changed_but_nobody_becomes_superuser(client, administrator, reporter):
    client.force_login(administrator)
    typed = {
        "username": "reporter",
        "role": "editor",
        "languages": ["ru"],
        "interface_language": "hy",
        "is_active": "on",
        "is_superuser": "on",
    }

    client.post(reverse("admin:newsroom_user_change", args=[reporter.pk]), typed)

    reporter.refresh_from_db()
    assert (reporter.role, reporter.languages, reporter.is_superuser) == ("editor", ["ru"], False)


@pytest.mark.parametrize("is_superuser", [False, True])
def test_people_are_never_deleted(client, administrator, reporter, is_superuser):
    User.objects.filter(pk=administrator.pk).update(is_superuser=is_superuser)
    client.force_login(administrator)

    response = client.post(
        reverse("admin:newsroom_user_delete", args=[reporter.pk]), {"post": "yes"}
    )

    assert response.status_code == 403
    assert User.objects.filter(pk=reporter.pk).exists()


def test_groups_are_not_offered():
    assert not admin.site.is_registered(Group)


@pytest.mark.parametrize("code", ["ru", "hy", "en"])
def test_language_is_everybodys_own_choice(client, photo, code):
    client.force_login(photo)

    response = client.post(
        reverse("admin:choose_language"), {"language": code, "next": "/admin/articles/image/"}
    )

    photo.refresh_from_db()
    assert photo.interface_language == code
    assert response["Location"] == "/admin/articles/image/"


def test_language_that_is_none_changes_nothing(client, photo):
    client.force_login(photo)

    client.post(reverse("admin:choose_language"), {"language": "zz"})

    photo.refresh_from_db()
    assert photo.interface_language == "en"


def test_language_choice_leads_to_our_own_pages_only(client, photo):
    client.force_login(photo)

    response = client.post(
        reverse("admin:choose_language"), {"language": "ru", "next": "https://evil.example/"}
    )

    assert response["Location"] == reverse("admin:index")


def test_language_choice_is_not_for_strangers(client, photo):
    response = client.post(reverse("admin:choose_language"), {"language": "ru"})

    assert response["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("wanted, code", [("hy-AM,hy;q=0.9", "hy"), ("en-GB", "en"), ("fr", "ru")])
def test_sign_in_speaks_the_language_of_the_device(client, db, wanted, code):
    response = client.get(reverse("admin:login"), headers={"accept-language": wanted})

    assert f'<html lang="{code}"' in response.content.decode()


def test_sign_in_leads_to_the_board(client, reporter):
    response = client.post(
        reverse("admin:login"),
        {"username": "reporter", "password": "a long password", "next": "/admin/"},
    )

    assert response["Location"] == "/admin/"


@pytest.mark.parametrize(
    "name, data",
    [
        ("newsroom_user_change", {"email": "x@example.org"}),
        ("newsroom_user_sign_in", {"reset_factor": "1"}),
        ("auth_user_password_change", {"password1": "a new one 7", "password2": "a new one 7"}),
    ],
)
@pytest.mark.parametrize("is_superuser, refused", [(False, True), (True, False)])
def test_superuser_is_changed_by_superusers_only(
    client, administrator, chief, name, data, is_superuser, refused
):
    User.objects.filter(pk=chief.pk).update(is_superuser=True, role="administrator")
    User.objects.filter(pk=administrator.pk).update(is_superuser=is_superuser)
    client.force_login(User.objects.get(pk=administrator.pk))
    before = User.objects.values().get(pk=chief.pk)

    answer = client.post(reverse(f"admin:{name}", args=[chief.pk]), data)

    assert (answer.status_code == 403) is refused
    if refused:
        assert User.objects.values().get(pk=chief.pk) == before
