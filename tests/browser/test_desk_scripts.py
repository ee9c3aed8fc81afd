"""What the pages of the desk load: one style sheet, one script, and nothing left on window."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_desk import first_story

LOADED = """
[...document.querySelectorAll("script[src], link[rel=stylesheet]")]
  .map((one) => new URL(one.src || one.href).pathname)
"""
# The names on window that a page without any script does not have; frames are there by number.
NAMES = """
() => {
  const frame = document.body.appendChild(document.createElement("iframe"));
  const bare = new Set(Object.getOwnPropertyNames(frame.contentWindow));
  frame.remove();
  const all = Object.getOwnPropertyNames(window);
  const isSet = (name) => window[name] !== undefined && !/^\\d+$/.test(name);
  return all.filter((name) => !bare.has(name) && isSet(name));
}
"""
# CKEditor itself is a file that our script loads; its own parts it loads by itself.
PARTS_OF_CKEDITOR = re.compile(r"/ckeditor/ckeditor/(lang|plugins|skins)/")
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")


def loaded(page) -> list[str]:
    names = [HASH.sub("", path.removeprefix("/static/")) for path in page.evaluate(LOADED)]
    return [name for name in names if not PARTS_OF_CKEDITOR.search(f"/{name}")]


@pytest.fixture
def form(signed_in):
    page = signed_in("chief")
    page.goto(f"{first_story(page)}#tab-en")
    page.click("[data-tab=en]")
    expect(page.locator("[data-tab-panel=en] .cke_wysiwyg_frame")).to_be_visible()
    return page


def test_form_of_a_story_loads_four_files_of_style_and_script(form):
    assert loaded(form) == [
        "bundles/desk-form.css",
        "bundles/related.js",
        "bundles/desk.js",
        "ckeditor/ckeditor/ckeditor.js",
    ]


def test_form_of_a_story_has_no_name_of_ours_on_window(form):
    source = form.request.get("/static/admin/js/admin/RelatedObjectLookups.js").text()
    of_django = {"django", *re.findall(r"(?:window\.|function )(\w+)", source)}
    of_ckeditor = {"CKEDITOR", "CKEDITOR_BASEPATH", "data-cke-expando"}

    assert set(form.evaluate(NAMES)) - of_django == of_ckeditor


def test_row_is_added_in_a_window_of_its_own_and_the_form_stays(form):
    address = form.url
    form.click("[data-tab=shared]")

    with form.expect_popup() as opened:
        form.locator(".add-related:visible").first.click()
    opened.value.wait_for_load_state()

    assert "_popup=1" in opened.value.url
    assert opened.value.evaluate("typeof dismissChildPopups") == "function"
    assert form.url.split("#")[0] == address.split("#")[0]


@pytest.mark.parametrize(
    ("address", "files"),
    [
        ("", ["desk-page.css", "desk.js"]),
        ("articles/arrangement/en/", ["desk-page.css", "desk.js"]),
        ("articles/article/plan/week/", ["desk-page.css", "desk.js"]),
        ("articles/author/", ["desk-list.css", "desk.js"]),
    ],
)
def test_page_of_the_desk_has_one_style_sheet_and_one_script(signed_in, address, files):
    page = signed_in("chief")

    page.goto(f"/admin/{address}")

    assert loaded(page) == [f"bundles/{one}" for one in files]
    assert page.evaluate(NAMES) == []


@pytest.mark.parametrize("part", ["story/tabs", "autosave/autosave", "beside/beside-pairs"])
def test_script_of_the_desk_that_throws_takes_nothing_else_with_it(signed_in, browser, part):
    mine = signed_in("chief")
    address, state = first_story(mine), mine.context.storage_state()
    source = mine.request.get(f"/static/admin/newsroom/{part}.js").text()
    first = source.split("\n", 1)[0]
    page, errors = browser.new_page(base_url=mine.url, storage_state=state), []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def throw(route):
        response = route.fetch()
        body = response.text().replace(f"\n{first}\n", "\nthrow Error('bad day');\n")
        route.fulfill(response=response, body=body)

    page.route(re.compile(r"/bundles/desk(\.[0-9a-f]+)?\.js$"), throw)
    page.goto(address, wait_until="load")
    page.keyboard.press("?")

    assert errors[0] == "bad day"
    assert page.locator("dialog[data-shortcuts]").evaluate("(one) => one.open")
    expect(page.locator(".select2-container").first).to_be_visible()
    page.close()
