"""A form that is sent when its session is over, or its token stale: without script, too."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Autosave, Version
from newsroom.accounts import form_owner
from newsroom.models import User

LOGIN = "/admin/login/"


@pytest.fixture
def late(as_posted):
    """Return what a form sends whose session is over."""

    def data(article, person, **typed):
        return as_posted(article, **typed) | {"_form": "late", "_whose": form_owner.mark(person)}

    return data


def enter(client, address, name):
    return client.post(address, {"username": name, "password": "a long password"})


def test_form_of_an_ended_session_leads_over_signing_in_to_all_that_was_typed(
    client, chief, make_article, form_address, late
):
    article = make_article(title_ru="Озеро")
    data = late(article, chief, title_ru="Моё слово", body_ru="<p>Раз</p>\n<p>Два</p>")

    to_login = client.post(form_address(article), data)
    to_form = enter(client, to_login.headers["Location"], "chief")
    page = client.get(to_form.headers["Location"].partition("#")[0])

    row = Autosave.objects.get()
    assert to_login.headers["Location"].startswith(LOGIN)
    assert to_form.headers["Location"].startswith(f"{form_address(article)}?unsaved={row.pk}")
    assert page.context["form"]["title_ru"].value() == "Моё слово"
    assert page.context["form"]["body_ru"].value() == "<p>Раз</p><p>Два</p>"
    assert Article.objects.get().title_ru == "Озеро"


def test_form_of_an_ended_session_can_be_saved_after_it(
    client, chief, make_article, form_address, late, as_posted
):
    article = make_article(title_ru="Озеро")
    to_login = client.post(form_address(article), late(article, chief, title_ru="Моё"))
    to_form = enter(client, to_login.headers["Location"], "chief")
    opened = client.get(to_form.headers["Location"].partition("#")[0]).context
    typed = as_posted(article, title_ru=opened["form"]["title_ru"].value())
    beside = {"_form": opened["autosave"]["form"], "_taken": opened["autosave"]["taken"]}

    client.post(form_address(article), typed | beside | {"_whose": opened["autosave"]["whose"]})

    assert Article.objects.get().title_ru == "Моё"
    assert Version.objects.filter(part="ru").count() == 2
    assert not Autosave.objects.exclude(fields={}).exists()


def test_form_of_an_ended_session_is_shown_to_nobody_else(
    client, chief, editor_ru, make_article, form_address, late
):
    article = make_article(title_ru="Озеро")
    to_login = client.post(form_address(article), late(article, chief, title_ru="Тайна"))

    to_form = enter(client, to_login.headers["Location"], "editor_ru")
    page = client.get(to_form.headers["Location"].partition("#")[0])

    assert page.context["form"]["title_ru"].value() == "Озеро"
    assert "Тайна" not in page.content.decode()
    assert Autosave.objects.get().person == chief


def test_new_story_of_an_ended_session_is_held(client, reporter, category):
    data = {
        "title_ru": "Первая",
        "kind": "news",
        "_whose": form_owner.mark(reporter),
        "_form": "late",
    }

    to_login = client.post(reverse("admin:articles_article_add"), data)
    to_form = enter(client, to_login.headers["Location"], "reporter")
    page = client.get(to_form.headers["Location"].partition("#")[0])

    assert page.context["form"]["title_ru"].value() == "Первая"
    assert not Article.objects.exists()


@pytest.mark.parametrize("mark", ["", "1", "1:abc:def", "none"])
def test_form_without_a_mark_of_ours_is_held_for_nobody(
    mark, client, chief, make_article, form_address, late
):
    article = make_article()

    answer = client.post(form_address(article), late(article, chief) | {"_whose": mark})

    assert answer.headers["Location"].startswith(LOGIN)
    assert not Autosave.objects.exists()


def test_form_of_somebody_who_left_is_held_for_nobody(
    client, chief, make_article, form_address, late
):
    article = make_article()
    data = late(article, chief)
    User.objects.filter(pk=chief.pk).update(is_active=False)

    client.post(form_address(article), data)

    assert not Autosave.objects.exists()


def test_form_holds_only_parts_that_its_person_may_write(
    client, editor_ru, make_article, form_address, late
):
    article = make_article(title_hy="Լիճ")

    answer = client.post(form_address(article), late(article, editor_ru, title_hy="Իմը"))

    assert answer.headers["Location"].startswith(LOGIN)
    assert not Autosave.objects.exists()


def test_mark_holds_no_other_page(client, chief, make_article):
    article = make_article()
    address = reverse("admin:articles_article_verb", args=[article.pk, "ru", "publish"])

    client.post(address, {"_whose": form_owner.mark(chief), "title_ru": "!"})

    assert not Autosave.objects.exists()


# A stale token


@pytest.fixture
def strict():
    """A client whose tokens are looked at, as a browser's are."""
    return Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})


def test_form_with_a_stale_token_is_handed_back_to_be_sent_again(
    strict, chief, make_article, form_address, as_posted
):
    article = make_article(title_ru="Озеро")
    strict.force_login(chief)
    typed = as_posted(article, title_ru='Моё </textarea><script>"', body_ru="\n<p>Раз</p>")

    answer = strict.post(form_address(article), typed | {"csrfmiddlewaretoken": "x" * 64})

    text = answer.content.decode()
    fields = dict(answer.context["fields"])
    token = str(answer.context["csrf_token"])
    assert (answer.status_code, Article.objects.get().title_ru) == (403, "Озеро")
    assert fields["title_ru"] == 'Моё </textarea><script>"'
    assert "</textarea><script>" not in text
    assert "Resend" in text
    again = strict.post(form_address(article), fields | {"csrfmiddlewaretoken": token})
    assert again.status_code == 302
    assert Article.objects.get().title_ru == 'Моё </textarea><script>"'


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_form_from_another_site_is_refused_and_not_handed_back(
    site, chief, make_article, form_address, as_posted
):
    article = make_article(title_ru="Озеро")
    client = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": site} if site else None)
    client.force_login(chief)

    answer = client.post(form_address(article), as_posted(article, title_ru="Чужое"))

    assert answer.status_code == 403
    assert "Чужое" not in answer.content.decode()
    assert answer.context["fields"] == []


def test_stale_token_of_an_ended_session_holds_the_form(
    strict, chief, make_article, form_address, late
):
    article = make_article()

    answer = strict.post(form_address(article), late(article, chief, title_ru="Моё"))

    assert answer.headers["Location"].startswith(LOGIN)
    assert Autosave.objects.get().fields["ru"]["title_ru"] == ["Моё"]


def test_stale_token_of_another_site_holds_nothing(chief, make_article, form_address, late):
    article = make_article()
    client = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "cross-site"})

    client.post(form_address(article), late(article, chief, title_ru="Моё"))

    assert not Autosave.objects.exists()


def test_script_with_a_stale_token_gets_the_new_one(strict, chief, make_article):
    strict.force_login(chief)
    told = {
        "form": "one",
        "number": 1,
        "article": make_article().pk,
        "whose": form_owner.mark(chief),
    }
    told |= {"values": {"title_ru": ["Моё"]}}
    address, more = reverse("admin:articles_autosave"), {"content_type": "application/json"}

    stale = strict.post(address, told, headers={"accept": "application/json"}, **more)
    headers = {"accept": "application/json", "x-csrftoken": stale.json()["token"]}
    fresh = strict.post(address, told, headers=headers, **more)

    assert (stale.status_code, stale.json()["state"]) == (403, "token")
    assert fresh.json()["state"] == "kept"


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/password_change/", "/admin/account/"])
def test_stale_token_hands_no_secret_back(address, strict, chief):
    strict.force_login(chief)

    answer = strict.post(address, {"password": "my secret words", "username": "chief"})

    assert answer.status_code == 403
    assert "my secret words" not in answer.content.decode()
