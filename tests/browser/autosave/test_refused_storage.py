"""A browser that keeps nothing for us, scripts that throw: what is typed is kept all the same."""

import re

import pytest
from playwright.sync_api import expect

from newsroom.server import es_modules
from newsroom.server.statics import DESK
from tests.browser.autosave.hands import enter, open_form, press_save, said, saved
from tests.browser.test_desk import LIST

# As by a policy, or in a private window: asking is refused, not only writing.
REFUSED = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, {
    get() { throw new DOMException("Forbidden", "SecurityError"); },
  });
navigator.locks.request = () => Promise.reject(new DOMException("Forbidden", "SecurityError"));
navigator.locks.query = navigator.locks.request;
"""
UNSAVED = """
async (title) => {
  const opened = indexedDB.open("newsroom", 1);
  const base = await new Promise((go) => (opened.onsuccess = () => go(opened.result)));
  const all = base.transaction("unsaved").objectStore("unsaved").getAll();
  const rows = await new Promise((go) => (all.onsuccess = () => go(all.result)));
  base.close();
  return rows.some((one) => one.values.title_ru?.[0] === title);
}
"""
BUNDLE = re.compile(r"/bundles/desk(\.[0-9a-f]+)?\.js$")


def modules() -> dict[str, str]:
    """Return every script of the desk by its name, as the console says it."""
    found = {}
    es_modules.add(DESK.resolve(), found, ())
    return {f"{path.parent.name}/{path.name}": path.read_text() for path in found}


# What keeps the words and saves them, with all that it is made of.
KEEPING = {
    "newsroom/desk.js",
    "parts/stored.js",
    "shared/sign-in-over.js",
    "editor/ckeditor.js",
    "editor/typing.js",
    *(f"autosave/{name}.js" for name in ("autosave", "blocks", "body", "local", "look")),
    *(f"autosave/{name}.js" for name in ("save", "stay", "tell", "when", "where", "words")),
}
OTHERS = sorted(modules().keys() - KEEPING)
BEGUN = sorted({f"{path.parent.name}/{path.name}" for path in es_modules.imported(DESK)} - KEEPING)


@pytest.fixture(scope="module")
def page(browser, live_site):
    """The chief's page, whose errors are expected."""
    context = browser.new_context(base_url=live_site)
    page = context.new_page()
    enter(page)
    yield page
    context.close()


@pytest.fixture
def breaks(page):
    """Let scripts of the desk throw as soon as they begin; return what the console says."""
    errors = []

    def note(error):
        errors.append(error.message)

    def begin(*names: str) -> list[str]:
        def answer(route):
            response = route.fetch()
            body = response.text()
            for name in names:
                text = es_modules.plain(modules()[name])
                assert text in body
                body = body.replace(text, "throw Error('bad day');\n")
            route.fulfill(response=response, body=body)

        page.goto("about:blank")
        page.route(BUNDLE, answer)
        page.on("pageerror", note)
        return errors

    yield begin
    page.remove_listener("pageerror", note)
    page.unroute(BUNDLE)


def test_form_keeps_and_saves_where_the_browser_keeps_nothing(rough, address, look):
    page, errors = rough("chief"), []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.add_init_script(REFUSED)
    open_form(page, address("storage"))

    page.fill("#id_title_ru", "Ничего не хранится")
    said(page, "Autosaved at")
    kept = look("storage")["rows"][0]["fields"]
    press_save(page)
    saved(page)

    assert kept == {"ru": {"title_ru": ["Ничего не хранится"]}}
    assert look("storage")["title"] == "Ничего не хранится"
    assert errors == []


def test_what_is_remembered_elsewhere_lasts_as_long_as_the_page(rough):
    page = rough("chief")
    page.add_init_script(REFUSED)
    page.goto(f"{LIST}?ru=live&hy=live")
    address = page.locator("#result_list tbody th a").first.get_attribute("href").split("?")[0]
    with page.expect_response("**/presence/") as heard:
        page.goto(f"{address}#ru")
    page.click("[data-tab=ru]")
    page.locator("[data-tab-panel=ru] [data-beside] select").select_option(index=1)
    expect(page.locator("[data-tab-panel=ru].has-beside")).to_be_attached()
    page.locator("[data-night]").evaluate("(button) => button.click()")

    assert heard.value.ok
    expect(page.locator("html")).to_have_attribute("data-theme", "night")


@pytest.mark.parametrize("name", BEGUN)
def test_script_that_throws_leaves_typing_kept(page, breaks, address, name):
    errors = breaks(name)
    open_form(page, address("throws"), editor=False)
    title = f"Бросает {name}"

    page.fill("#id_title_ru", title)

    page.wait_for_function(UNSAVED, arg=title)
    assert name in errors


def test_words_are_kept_and_saved_where_every_other_script_throws(page, breaks, address, look):
    errors = breaks(*OTHERS)
    open_form(page, address("alone"), editor=False)
    page.fill("#id_title_ru", "Одна")
    said(page, "Autosaved at")
    kept = look("alone")["rows"][0]["fields"]
    press_save(page)
    saved(page)

    assert kept == {"ru": {"title_ru": ["Одна"]}}
    assert look("alone")["title"] == "Одна"
    assert set(OTHERS) <= set(errors)
