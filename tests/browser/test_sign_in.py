"""Signing in as people do it: a second step, a lost phone, a forgotten password, a lost device."""

import json
import re
import time

import pytest

from newsroom.accounts import second_factor
from tests.browser.conftest import manage
from tests.browser.test_accessibility import AXE, RUN

OLD, NEW = "quite a long password", "and quite another one"
LANGUAGES = ["ru", "hy", "en"]
LOGIN, BOARD, ACCOUNT = "/admin/login/", "/admin/", "/admin/account/"
# Whoever stands in LANGUAGES has each of these: a name ends in the language.
PEOPLE = ("new", "armed", "forgetful", "twice")

MAKE = f"""
import json
from newsroom.accounts import second_factor
from newsroom.models import User

codes = {{}}
for language in {LANGUAGES}:
    for kind in {PEOPLE}:
        name = f"{{kind}}_{{language}}"
        person = User.objects.create_user(
            name, f"{{name}}@news.example", {OLD!r}, interface_language=language
        )
        if kind == "armed":
            codes[name] = second_factor.switch_on(person, second_factor.new_secret(), 0)
print(json.dumps(codes))
"""


@pytest.fixture(scope="module")
def recovery_codes(live_site, server_environment):
    """People in each language; the recovery codes of those who have a second step."""
    return json.loads(manage(server_environment, "shell", "-v0", "-c", MAKE).splitlines()[-1])


@pytest.fixture(params=LANGUAGES)
def language(request, recovery_codes):
    return request.param


@pytest.fixture
def visit(open_page, language):
    """Open the door in a browser that speaks the language; 390 pixels wide, as on a tram."""

    def open_door(**options):
        page = open_page(width=390, locale=language, **options)
        page.goto(LOGIN)
        assert page.get_attribute("html", "lang") == language
        return page

    return open_door


def give(page, name: str, password: str = OLD) -> None:
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")


def leave(page) -> None:
    page.locator("details.menu--end > summary").click()
    page.locator("form[action$='/logout/'] button").click()
    page.wait_for_url(f"**{LOGIN}")


def is_accessible(page) -> bool:
    page.evaluate(AXE)
    return page.evaluate(RUN) == []


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_second_step_is_set_up_with_a_picture_and_asked_for(visit, language):
    page = visit()
    give(page, f"new_{language}")
    page.wait_for_url(f"**{BOARD}")
    page.goto(ACCOUNT)
    page.locator("a.primary[href$='/second-step/']").click()

    assert page.locator(".qr svg").bounding_box()["width"] > 150
    assert fits(page)
    secret = page.locator("code.key").inner_text().replace(" ", "")
    step = int(time.time()) // 30
    page.fill("#id_code", second_factor.code_at(secret, step))
    page.fill("#id_password", OLD)
    page.locator(".sign-in__fields button.primary").click()
    assert page.locator(".codes code").count() == 10
    assert is_accessible(page)
    page.locator("a.primary").click()
    leave(page)

    give(page, f"new_{language}")
    page.wait_for_url("**/login/code/")
    assert is_accessible(page)
    page.fill("#id_code", second_factor.code_at(secret, step))
    page.press("#id_code", "Enter")
    assert page.locator(".errornote").is_visible()  # this code has been used
    page.fill("#id_code", second_factor.code_at(secret, step + 1))
    page.press("#id_code", "Enter")
    page.wait_for_url(f"**{BOARD}")


def test_recovery_code_stands_in_for_the_phone_once(visit, language, recovery_codes):
    name = f"armed_{language}"
    code = recovery_codes[name][0]
    page = visit()
    give(page, name)
    page.fill("#id_code", code.upper().replace("-", " "))
    page.press("#id_code", "Enter")
    page.wait_for_url(f"**{BOARD}")

    page.goto(ACCOUNT)
    assert re.search(r"\b9\b", page.locator("section[aria-labelledby=factor]").inner_text())
    leave(page)
    give(page, name)
    page.fill("#id_code", code)
    page.press("#id_code", "Enter")
    assert page.locator(".errornote").is_visible()


def test_forgotten_password_is_set_anew_by_a_letter(visit, language, server_environment):
    name = f"forgetful_{language}"
    page = visit()
    page.locator("a[href$='/forgotten/']").click()
    page.fill("#id_name", f"{name}@news.example")
    assert is_accessible(page)
    page.locator("button.primary").click()
    page.wait_for_url("**/login/letter/")
    sent = manage(server_environment | {"EMAIL_URL": "console:"}, "db_worker", "--batch", "-v0")

    page.goto(re.search(r"http://\S+/admin/login/new-password/\S+/", sent)[0])
    assert page.get_attribute("html", "lang") == language
    assert "new-password/" in page.url
    assert "set-password" in page.url  # the secret is out of the address bar
    page.fill("#id_new_password1", "password1234")
    page.fill("#id_new_password2", "password1234")
    page.locator("button.primary").click()
    assert page.locator(".errornote").first.is_visible()  # everybody guesses that one
    page.fill("#id_new_password1", NEW)
    page.fill("#id_new_password2", NEW)
    page.locator("button.primary").click()
    page.locator("a.primary").click()
    give(page, name)
    assert page.locator(".errornote").is_visible()
    give(page, name, NEW)
    page.wait_for_url(f"**{BOARD}")


def test_lost_device_is_signed_out_from_another(visit, language):
    name = f"twice_{language}"
    lost, at_hand = visit(), visit()
    for page in (lost, at_hand):
        give(page, name)
        page.wait_for_url(f"**{BOARD}")

    at_hand.goto(ACCOUNT)
    assert at_hand.locator(".devices li").count() == 2
    at_hand.locator("button[name=others]").click()
    assert at_hand.locator(".devices li").count() == 1
    lost.goto(ACCOUNT)

    assert lost.url.endswith(f"{LOGIN}?next={ACCOUNT}")
    assert fits(lost)
    give(lost, name)
    lost.wait_for_url(f"**{ACCOUNT}")
    assert at_hand.goto(BOARD).status == 200


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_guessing_is_told_how_long_to_wait(open_page, recovery_codes, java_script_enabled):
    page = open_page(locale="en", java_script_enabled=java_script_enabled)
    page.goto(LOGIN)

    for _ in range(6):
        give(page, f"nobody_{java_script_enabled}", "wrong")

    assert "Try again in 15 minutes." in page.locator(".errornote").inner_text()
