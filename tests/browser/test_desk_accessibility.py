"""The desk for everybody: axe finds nothing on its pages, in any language, theme and width."""

import pytest

from tests.browser.test_accessibility import AXE
from tests.browser.test_pictures import a_file
from tests.conftest import a_picture

# Without its own copies of style sheets: Django's import others, and a copy would look for them
# beside the page.
RUN = """
async () => (await axe.run({ resultTypes: ["violations"], preload: false })).violations.map(
  (one) => `${one.id}: ${one.nodes[0].html}`
)
"""

PAGES = {
    "board": "/admin/",
    "list": "/admin/articles/article/",
    "list, narrowed": "/admin/articles/article/?ru=live&days=30",
    "form": "#a story's",
    "new story": "/admin/articles/article/add/",
    "home desk": "/admin/articles/arrangement/ru/",
    "audit": "/admin/articles/auditentry/",
    "corrections": "/admin/articles/article/corrections/",
    "gaps": "/admin/articles/article/gaps/?kind=caption",
    "plan of the day": "/admin/articles/article/plan/",
    "plan of the week": "/admin/articles/article/plan/week/",
    "notes": "/admin/articles/article/notes/",
    "bin": "/admin/articles/article/bin/",
    "history": "{story}versions/",
    "merging": "/admin/articles/category/1/merge/",
    "merging, what will happen": "/admin/articles/category/1/merge/?into=2",
    "withdrawal": "{story}ru/withdraw/",
    "publishing": "{story}ru/publish/",
    "embargo": "{story}embargo/",
    "flash": "/admin/articles/article/flash/",
    "roles": "/admin/roles/",
    "signing in": "/admin/account/",
    "second step": "/admin/login/second-step/",
}
LIBRARY = {
    "grid": "/admin/articles/image/?view=grid",
    "list, narrowed": "/admin/articles/image/?view=list&noalt=any&rights=none",
    "nothing found": "/admin/articles/image/?q=xyzzyx",
    "bin": "/admin/articles/image/bin/",
    "rights that end": "/admin/articles/image/ending/",
    "upload": "/admin/articles/image/add/",
    "picture": "{picture}change/",
    "replacing": "{picture}replace/",
}
LOOKS = [("light", 1280), ("dark", 1280), ("dark", 390), ("light", 390)]


@pytest.fixture
def chief(signed_in):
    """The chief editor, with a way to have the admin in a language."""
    page = signed_in("chief", reduced_motion="reduce")

    def speak(language: str):
        page.goto("/admin/")
        button = f".menu__languages button[value={language}]"
        with page.expect_navigation():
            page.evaluate("(one) => document.querySelector(one).click()", button)
        assert page.get_attribute("html", "lang") == language
        return page

    return speak


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_every_page_of_the_desk_is_accessible(chief, language):
    page, found = chief(language), {}

    for name, address in PAGES.items():
        if name == "form":
            page.goto(PAGES["list"])
            address = page.locator("#result_list tbody th a").first.get_attribute("href")
        if "{story}" in address:
            page.goto(f"{PAGES['list']}?ru=live")
            form = page.locator("#result_list tbody th a").first.get_attribute("href")
            address = address.format(story=form.split("change/")[0])
        page.goto(address, wait_until="load")
        found |= looked_at(page, name)

    assert {look: troubles for look, troubles in found.items() if troubles} == {}


def looked_at(page, name: str) -> dict:
    """Return what axe finds on a page, which is loaded once, in each theme and width."""
    page.evaluate(AXE)
    found = {}
    for theme, width in LOOKS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        found[name, theme, width] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_library_of_pictures_is_accessible(chief, language):
    page, found = chief(language), {}
    put_one_into_the_bin(page, language)

    for name, address in LIBRARY.items():
        if "{picture}" in address:
            page.goto(LIBRARY["grid"])
            form = page.locator(".shot__link").first.get_attribute("href")
            address = address.format(picture=form.split("change/")[0])
        assert page.goto(address, wait_until="load").ok, name
        found |= looked_at(page, name)
    page.goto("/admin/articles/article/add/")
    page.locator(".field--cover [data-choose]").click()
    page.locator("dialog [data-picture]").first.wait_for()
    found |= looked_at(page, "chooser")

    assert {look: troubles for look, troubles in found.items() if troubles} == {}


def put_one_into_the_bin(page, name: str) -> None:
    """Upload a picture and delete it."""
    colour = {"ru": "navy", "hy": "olive", "en": "maroon"}[name]
    page.goto(LIBRARY["upload"])
    page.set_input_files("#id_files", [a_file(f"{name}.jpg", a_picture(colour))])
    form = page.locator("[data-kept] .upload__ways a").get_attribute("href")
    page.goto(form.replace("change/", "bin/"))
    with page.expect_navigation():
        page.locator("form.ask .ask__buttons button.primary").click()


def test_dialog_of_the_keys_is_accessible(chief):
    page = chief("en")
    page.keyboard.press("?")
    page.evaluate(AXE)

    assert page.evaluate(RUN) == []


@pytest.mark.parametrize("name", ["link", "table"])
def test_dialogs_of_the_text_editor_are_accessible(chief, name):
    page = chief("en")
    page.goto("/admin/articles/article/add/#en")
    page.locator(f"#cke_id_body_en .cke_button__{name}").click()
    page.locator(".cke_dialog_ui_button_ok:visible").wait_for()

    found = looked_at(page, name)

    assert {look: troubles for look, troubles in found.items() if troubles} == {}
