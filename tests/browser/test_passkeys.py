"""Passkeys in a browser whose device is Chromium's own virtual one."""

import re

import pytest

from tests.browser.conftest import manage
from tests.browser.test_accessibility import AXE, RUN

PASSWORD = "quite a long password"
LANGUAGES = ["ru", "hy", "en"]
LOGIN, BOARD, ACCOUNT = "/admin/login/", "/admin/", "/admin/account/"
MAKE = f"""
from newsroom.models import User
for language in {LANGUAGES}:
    User.objects.create_user(f"key_{{language}}", "", {PASSWORD!r}, interface_language=language)
"""
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def site(live_site, server_environment):
    """The site by its name, since an address of numbers has no passkeys; a person a language."""
    manage(server_environment, "shell", "-v0", "-c", MAKE)
    return live_site.replace("127.0.0.1", "localhost")


@pytest.fixture
def visit(browser, site):
    """Open a page as wide as the narrowest phone, with a device or without."""
    contexts = []

    def open_one(language, *, address=site, scheme="light", has_device=True):
        context = browser.new_context(
            base_url=address,
            locale=language,
            viewport={"width": 360, "height": 800},
            color_scheme=scheme,
        )
        contexts.append(context)
        page = context.new_page()
        if has_device:
            page.device = context.new_cdp_session(page)
            page.device.send("WebAuthn.enable")
            made = page.device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
            page.device_id = made["authenticatorId"]
        page.goto(LOGIN)
        return page

    yield open_one
    for context in contexts:
        context.close()


def give(page, language: str) -> None:
    page.fill("#id_username", f"key_{language}")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")


def leave(page) -> None:
    page.goto(BOARD)
    page.locator("details.menu--end > summary").click()
    page.locator("form[action$='/logout/'] button").click()
    page.wait_for_url(f"**{LOGIN}")


def confirm(page, is_confirmed: bool) -> None:
    told = {"authenticatorId": page.device_id, "isUserVerified": is_confirmed}
    page.device.send("WebAuthn.setUserVerified", told)


def is_fine(page) -> bool:
    page.evaluate(AXE)
    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return fits and page.evaluate(RUN) == []


@pytest.mark.parametrize("language, scheme", [("ru", "light"), ("hy", "dark"), ("en", "light")])
def test_passkey_is_added_used_in_both_ways_and_removed(visit, language, scheme):
    page = visit(language, scheme=scheme)
    give(page, language)
    page.wait_for_url(f"**{BOARD}")
    page.goto(ACCOUNT)
    form, sign_in = page.locator("form[data-passkey=create]"), "form[data-passkey=get] button"

    form.locator("[name=password]").fill("wrong")
    form.locator("button").click()
    page.locator("[data-passkey-error]").wait_for(state="visible")
    form.locator("[name=name]").fill("Anna’s laptop")
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("button").click()
    page.locator(".codes code").first.wait_for()
    page.locator("a.primary").click()
    assert "Anna’s laptop" in page.locator("section[aria-labelledby=passkeys]").inner_text()
    assert is_fine(page)
    leave(page)
    assert is_fine(page)

    page.locator(sign_in).click()
    page.wait_for_url(f"**{BOARD}")
    leave(page)

    give(page, language)
    page.wait_for_url("**/login/code/")
    assert is_fine(page)
    confirm(page, False)
    page.locator(sign_in).click()
    page.locator("[data-passkey-error]").wait_for(state="visible")
    confirm(page, True)
    page.locator(sign_in).click()
    page.wait_for_url(f"**{BOARD}")

    page.goto(ACCOUNT)
    page.locator("section[aria-labelledby=passkeys] li a").click()
    page.fill("#id_password", PASSWORD)
    assert is_fine(page)
    page.locator(".sign-in__fields button").click()
    page.wait_for_url(f"**{ACCOUNT}")
    leave(page)
    page.locator(sign_in).click()
    page.locator(".errornote[role=alert]:visible").wait_for()


def test_device_that_has_one_adds_no_other(visit):
    page = visit("en")
    give(page, "en")
    page.wait_for_url(re.compile(f"{BOARD}$|/login/code/"))
    page.goto(ACCOUNT)
    form = page.locator("form[data-passkey=create]")
    for _ in range(2):
        form.locator("[name=password]").fill(PASSWORD)
        form.locator("button").click()
        page.locator(".codes code, [data-passkey-error]:visible").first.wait_for()
        if page.locator("a.primary").count():
            page.locator("a.primary").first.click()

    words = page.locator("[data-passkey-error]").inner_text()
    assert words == "This device has a passkey here already."


def test_another_address_of_the_site_says_where_passkeys_work(visit, site, live_site):
    page = visit("en", address=live_site)

    page.locator("form[data-passkey=get] button").click()

    words = page.locator("[data-passkey-error]").inner_text()
    assert words == f"Passkeys work at {site} only. Open the page there."


def test_without_scripts_nothing_of_passkeys_is_in_the_way(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(LOGIN)

    assert page.locator("form[data-passkey]").is_hidden()
    assert page.locator("#login-form").is_visible()
