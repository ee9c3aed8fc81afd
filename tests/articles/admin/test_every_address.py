"""Every address of the admin: who may open it, who may send to it; nobody else reaches anything.

The addresses come from the resolver and what is expected of them from who_may.py, so that a new
page whose author decided nothing is a failure here and not a hole.
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import SESSION_KEY
from django.db import models, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from articles.models import (
    SiteSettings,
)
from newsroom.models import User
from tests.articles.admin import who_may
from tests.articles.admin.who_may import ACTIONS, ADDRESSES, CASES, NOUNS, OUTSIDE, ROLES
from tests.articles.admin.world import World

LOGIN, BOARD = "/admin/login/", "/admin/"


CATCH_ALL = "(?P<url>.*)$"


# By who: a row's own pages, what the table of NOUNS says of each.
ROW_PAGES = {
    "": (0, 0),
    "add/": (1, 1),
    "<path:object_id>/history/": (0, 0),
    "<path:object_id>/delete/": (3, 3),
    "<path:object_id>/change/": (0, 2),
}


TO_CHANGE_PAGE = "<path:object_id>/"  # leads on to the page to change a row, and shows nothing


WHAT_TO_DO = """
The admin has addresses of which nobody said who may open them:
%s
The default is no. For each of them:
1. let the view refuse whoever may not: `permissions.require(…)`, by role and language, on POST too;
2. write who may (GET, POST) into tests/articles/admin/who_may.py: NOUNS for a new model, ADDRESSES
   for a page, CASES where it matters whose story it is and in which language;
3. give `World` in this file what stands for a new kind of number in the address.
"""


def admin_addresses() -> list[str]:
    """Return every pattern below /admin/, without what no other one takes."""
    below = next(p for p in get_resolver().url_patterns if str(p.pattern) == "admin/")
    return [one for one in patterns(below.url_patterns) if one != CATCH_ALL]


def patterns(known, prefix=""):
    for one in known:
        here = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, here)
        else:
            yield here


def decided(address: str) -> dict[str, tuple[str, str]] | None:
    """Return who may GET and POST, a case each; None where nobody decided."""
    if address in CASES:
        return CASES[address]
    if address in ADDRESSES:
        return {"own ru": ADDRESSES[address]}
    noun = next((noun for noun in NOUNS if address.startswith(noun)), None)
    page = address.removeprefix(noun) if noun else None
    if page == TO_CHANGE_PAGE:
        return {"own ru": (who_may.ALL, who_may.ALL)}
    if page in ROW_PAGES:
        get, post = ROW_PAGES[page]
        return {"own ru": (NOUNS[noun][get], NOUNS[noun][post])}
    return None


INSIDE = [one for one in admin_addresses() if one not in OUTSIDE]


@pytest.fixture
def world(request, db):
    return World(request.getfixturevalue)


@pytest.fixture
def cast(request, db) -> dict[str, User]:
    return {letter: request.getfixturevalue(name) for letter, name in ROLES.items()}


def reached(client, method: str, path: str, typed: dict) -> str:
    """Send a request and take back what it did; return "" when it was refused, else the answer."""
    with transaction.atomic():
        answer = getattr(client, method)(path, typed)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    leads_to = answer.headers.get("Location", "")
    is_away = leads_to.startswith(LOGIN) or (leads_to == BOARD and "/articles/" in path)
    return "" if answer.status_code in (403, 404, 405) or is_away else f"{answer.status_code}"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_every_address_is_decided():
    verbs = {f"{who_may.VERBS_BELOW}{verb}/" for verb in ("<str:verb>", *who_may.VERBS)}
    missing = [one for one in INSIDE if one not in verbs and decided(one) is None]

    assert not missing, WHAT_TO_DO % "\n".join(f"  /admin/{one}" for one in missing)


def test_no_decision_is_about_an_address_that_is_no_more():
    known = set(INSIDE)

    assert {*ADDRESSES, *CASES, *NOUNS} - known == set()


def who_asks(allowed: tuple[str, str], config) -> str:
    """Return who is to try an address: everybody.

    Who may is decided in Python; with the second database one who may open it and one who may
    send to it are enough to try what it asks there.
    """
    is_second = config.getoption("second_database")
    return "".join(letters[:1] for letters in allowed) if is_second else who_may.ALL


@pytest.mark.parametrize("address", [one for one in INSIDE if decided(one) is not None])
def test_address_is_reached_by_who_may_and_by_nobody_else(address, world, cast, pytestconfig):
    faults = []
    for case, allowed in decided(address).items():
        path, typed = world.path(address, case), world.typed(address, case)
        for letter in dict.fromkeys(who_asks(allowed, pytestconfig)):
            client = signed_in(cast[letter])
            for method, who in zip(("get", "post"), allowed, strict=True):
                answer = reached(client, method, path, typed)
                if bool(answer) is not (letter in who):
                    said = f"answered {answer}" if answer else "refused"
                    faults.append(f"{method.upper()} {path} ({case}) by {ROLES[letter]}: {said}")

    assert not faults, "who_may.py says otherwise:\n" + "\n".join(faults)


def stranger(person, give) -> Client:
    return Client()


def disabled(person, give) -> Client:
    client = signed_in(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    return client


def not_of_the_newsroom(person, give) -> Client:
    client = signed_in(person)
    User.objects.filter(pk=person.pk).update(is_staff=False)
    return client


def between_the_steps(person, give) -> Client:
    """Somebody with the right password whose role must set up a second step first."""
    SiteSettings.objects.update_or_create(pk=1, defaults={"second_factor_roles": [person.role]})
    client = Client()
    client.post(LOGIN, {"username": person.username, "password": "a long password"})
    assert "sign_in" in client.session
    assert SESSION_KEY not in client.session
    return client


@pytest.mark.parametrize(
    "enter", [stranger, disabled, not_of_the_newsroom, between_the_steps], ids=lambda f: f.__name__
)
def test_nobody_reaches_anything_who_is_not_in(enter, world, administrator):
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    client, faults = enter(administrator, None), []

    for address in INSIDE:
        case = "own ru"
        path = world.path(address.replace("<str:verb>", "publish"), case)
        for method in ("get", "post"):
            if answer := reached(client, method, path, world.typed(address, case)):
                faults.append(f"{method.upper()} {path}: answered {answer}")

    assert faults == []


def test_demoted_person_has_the_new_role_at_the_next_request(administrator, reporter):
    client = signed_in(administrator)
    address = reverse("admin:newsroom_user_change", args=[reporter.pk])
    before = client.get(address).status_code
    User.objects.filter(pk=administrator.pk).update(role="reporter")

    after = [client.get(address).status_code, client.post(address, {}).status_code]

    assert (before, after) == (200, [403, 403])


def all_actions() -> dict[str, tuple]:
    """Return every action of every list, but for who may see it."""
    return {
        f"{model._meta.label_lower}: {name}": (site, name)
        for model, site in admin.site._registry.items()
        for _function, name, _label in site._get_base_actions()
        if name in (site.actions or ()) or (name == "delete_selected" and site.actions is not None)
    }


@pytest.mark.parametrize("action", all_actions())
def test_action_on_several_is_offered_to_who_may(action, rf, cast):
    site, name = all_actions()[action]
    offered = ""
    for letter, person in cast.items():
        asked = rf.get("/admin/")
        asked.user = person
        offered += letter if name in site.get_actions(asked) else ""

    expected = ACTIONS.get(action, "")
    assert offered == expected, (
        f"{action} is offered to {offered or 'nobody'}, who_may.py (ACTIONS) says "
        f"{expected or 'nobody'}. An action asks for rights: `permissions=[…]`, and for each row."
    )


@pytest.mark.parametrize("action", ACTIONS)
def test_action_that_is_not_offered_does_nothing(action, world, cast):
    label, name = action.split(": ")
    model = next(one for one in admin.site._registry if one._meta.label_lower == label)
    world.row(label.partition(".")[2])
    before = list(model.objects.order_by("pk").values())
    address = reverse(f"admin:{label.replace('.', '_')}_changelist")
    typed = {"action": name, "_selected_action": [row["id"] for row in before], "post": "yes"}

    for letter, person in cast.items():
        if letter not in ACTIONS[action]:
            signed_in(person).post(address, typed)

    assert list(model.objects.order_by("pk").values()) == before


def relations() -> set[models.Field]:
    """Return every field by which a list of suggestions could be asked for."""
    ours = admin.site._registry
    return {
        field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.remote_field.model in ours
    }


def test_suggestions_are_for_who_may_see_the_rows(world, cast):
    faults, asked = [], set()
    for field in relations():
        label = field.model._meta
        typed = {"app_label": label.app_label, "model_name": label.model_name}
        typed |= {"field_name": field.name, "term": ""}
        noun = field.remote_field.model._meta.label_lower.replace(".", "/") + "/"
        for letter, person in cast.items():
            answer = signed_in(person).get(reverse("admin:autocomplete"), typed)
            asked.add(answer.status_code)
            if answer.status_code == 200 and letter not in NOUNS[noun][0]:
                faults.append(f"{field} is suggested to {ROLES[letter]}")

    assert faults == []
    assert asked == {200, 403, 404}  # 404: what no form asks for


@pytest.mark.parametrize(
    "noun, lookup",
    [
        ("article", "created_by__password__startswith"),
        ("article", "created_by__sealed_factor__startswith"),
        ("image", "uploaded_by__password__startswith"),
        ("telegrampost", "channel__sealed_token__startswith"),
        ("ad", "counts__ad__image__uploaded_by__password__startswith"),
    ],
)
def test_lists_do_not_tell_secrets_by_filtering(chief, noun, lookup):
    answer = signed_in(chief).get(reverse(f"admin:articles_{noun}_changelist"), {lookup: "a"})

    assert answer.status_code == 400


@pytest.mark.parametrize("lookup", ["password", "sealed_factor", "recovery_codes__digest"])
def test_list_of_people_does_not_tell_secrets_to_an_administrator_either(administrator, lookup):
    asked = {f"{lookup}__startswith": "a"}

    answer = signed_in(administrator).get(reverse("admin:newsroom_user_changelist"), asked)

    assert answer.status_code == 400
