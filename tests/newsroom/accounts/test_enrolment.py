"""Setting up the second step: by choice, or before one is let in; another phone."""

import re
import time

import pytest
from django.urls import reverse

from articles.models import AuditEntry, Autosave
from newsroom.accounts import form_owner, second_factor

CODE, SET_UP = "/admin/login/code/", "/admin/login/second-step/"


GOAL = "/admin/articles/image/"


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def told() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def secret_shown(page) -> str:
    return re.search(r'class="key">([A-Z2-7 ]+)<', page.content.decode())[1].replace(" ", "")


def test_role_that_must_have_it_sets_it_up_before_it_is_in(client, give, require, chief):
    require("chief")

    assert give("chief")["Location"] == SET_UP
    assert not is_in(client)
    secret = secret_shown(client.get(SET_UP))
    page = client.post(SET_UP, {"code": second_factor.code_at(secret, int(time.time()) // 30)})

    codes = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", page.content.decode())
    assert (len(codes), is_in(client), told()) == (10, True, ["factor_on", "sign_in"])
    chief.refresh_from_db()
    assert second_factor.use_code(chief, codes[0]) == "recovery"


def test_wrong_code_sets_nothing_up_and_the_picture_stays(client, give, require, chief):
    require("chief")
    give("chief")
    secret = secret_shown(client.get(SET_UP))

    page = client.post(SET_UP, {"code": "000000"})

    chief.refresh_from_db()
    assert (secret_shown(page), is_in(client), chief.has_second_factor) == (secret, False, False)


def test_other_roles_sign_in_as_before(client, give, require, reporter):
    require("chief")

    assert give("reporter")["Location"] == GOAL


def later(client, seconds=301):
    """Let the session have begun so long ago."""
    session = client.session
    session["sign_in_began"] -= seconds
    session.save()


@pytest.mark.parametrize("ago, is_asked", [(290, False), (301, True)])
def test_whoever_was_in_before_the_rule_is_asked_within_five_minutes(
    client, give, require, chief, ago, is_asked
):
    give("chief")
    later(client, ago)
    require("chief")

    assert (client.get("/admin/account/").status_code == 302) is is_asked


def test_whoever_was_in_before_is_asked_until_it_is_set_up(client, give, require, chief, reporter):
    give("chief")
    later(client)
    assert client.get("/admin/").status_code == 200
    session = client.session
    session["second_factor_looked"] -= 301
    session.save()
    require("chief")

    answer = client.get("/admin/articles/image/?q=lake")

    assert answer["Location"] == f"{SET_UP}?next=/admin/articles/image/%3Fq%3Dlake"
    assert client.get("/admin/account/")["Location"].startswith(SET_UP)


def test_nothing_is_done_that_they_send_and_all_of_it_is_handed_back(client, give, require, chief):
    give("chief")
    require("chief")
    address, sent = reverse("admin:choose_language"), {"language": "hy", "next": "/admin/<b>"}

    answer = client.post(address, sent)

    chief.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, chief.interface_language) == (403, "en")
    assert f'action="{address}"' in page
    assert '<textarea name="language" hidden>\nhy</textarea>' in page
    assert '<textarea name="next" hidden>\n/admin/&lt;b&gt;</textarea>' in page
    assert f'href="{SET_UP}"' in page

    second_factor.switch_on(chief, second_factor.new_secret(), 0)
    client.post(address, sent)
    chief.refresh_from_db()
    assert chief.interface_language == "hy"


def test_story_that_they_send_is_held_until_it_is_set_up(
    client, give, require, chief, make_article
):
    article = make_article(title_ru="Прежний")
    give("chief")
    form = {"title_ru": "Новый", "_whose": form_owner.mark(chief), "_form": "one", "base": "{}"}
    require("chief")

    answer = client.post(reverse("admin:articles_article_change", args=[article.pk]), form)

    article.refresh_from_db()
    assert article.title_ru == "Прежний"
    assert answer["Location"].startswith(f"{SET_UP}?next=/admin/articles/article/{article.pk}/")
    assert Autosave.objects.get().person == chief


@pytest.mark.parametrize(
    "name, args",
    [("articles_autosave", []), ("articles_article_presence", [1]), ("choose_language", [])],
)
def test_scripts_of_theirs_open_the_pages_of_signing_in(client, give, require, chief, name, args):
    give("chief")
    require("chief")

    answer = client.post(
        reverse(f"admin:{name}", args=args),
        {"language": "hy"},
        headers={"accept": "application/json"},
    )
    again = client.get(reverse("admin:signed_in_again"))

    assert (answer.status_code, answer.json()) == (401, {"state": "signed_out"})
    assert again["Location"] == f"{SET_UP}?next={reverse('admin:signed_in_again')}"


def test_leaving_is_let_through(client, give, require, chief):
    give("chief")
    require("chief")

    client.post(reverse("admin:logout"))

    assert not is_in(client)


@pytest.mark.parametrize("has_it", [True, False])
def test_whoever_has_it_or_need_not_sends_on(client, give, require, chief, has_it):
    require("chief" if has_it else "reporter")
    if has_it:
        second_factor.switch_on(chief, second_factor.new_secret(), 0)
    client.force_login(chief)

    client.post(reverse("admin:choose_language"), {"language": "hy"})

    chief.refresh_from_db()
    assert chief.interface_language == "hy"


@pytest.mark.parametrize(
    "next_page, leads_to", [(GOAL, GOAL), ("https://evil.example/", "/admin/account/")]
)
def test_set_up_from_inside_leads_back_to_a_page_of_ours(
    client, give, require, chief, next_page, leads_to
):
    give("chief")
    later(client)
    require("chief")
    address = f"{SET_UP}?next={next_page}"
    secret = secret_shown(client.get(address))
    typed = {"code": second_factor.code_at(secret, int(time.time()) // 30)}

    page = client.post(address, typed | {"password": "a long password"})

    assert f'href="{leads_to}">' in page.content.decode()
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("password", ["", "wrong"])
def test_nobody_sets_it_up_at_a_foreign_desk(client, give, chief, password):
    give("chief")
    secret = secret_shown(client.get(SET_UP))
    typed = {"code": second_factor.code_at(secret, int(time.time()) // 30), "password": password}

    client.post(SET_UP, typed)

    chief.refresh_from_db()
    assert not chief.has_second_factor


@pytest.mark.parametrize("password, is_new", [("a long password", True), ("wrong", False)])
def test_another_phone_takes_the_place_of_the_old_one(client, chief, arm, password, is_new):
    arm(chief)
    codes = second_factor.new_codes(chief)
    client.force_login(chief)
    address = f"{SET_UP}?another=1"
    secret = secret_shown(client.get(address))
    step = int(time.time()) // 30

    client.post(address, {"code": second_factor.code_at(secret, step), "password": password})

    chief.refresh_from_db()
    assert bool(second_factor.use_code(chief, codes[0])) is not is_new
    assert bool(second_factor.use_code(chief, second_factor.code_at(secret, step + 1))) is is_new


def test_another_phone_is_not_for_who_has_only_the_password(client, give, chief, arm):
    arm(chief)
    give("chief")

    assert client.get(f"{SET_UP}?another=1")["Location"] == reverse("admin:account")


def test_secret_offered_to_one_person_is_not_offered_to_another(
    client, give, require, chief, reporter
):
    require("chief", "reporter")
    give("reporter")
    planted = secret_shown(client.get(SET_UP))

    give("chief")

    assert secret_shown(client.get(SET_UP)) != planted


def test_set_up_is_not_for_strangers(client, db):
    assert client.get(SET_UP)["Location"] == reverse("admin:login")


def test_whoever_has_one_is_not_offered_another(client, give, arm, chief):
    arm(chief)
    give("chief")

    assert client.get(SET_UP)["Location"] == reverse("admin:account")
    chief.refresh_from_db()
    assert chief.has_second_factor
