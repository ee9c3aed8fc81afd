"""What is offered after a crash: axe finds nothing, in any language, theme and width."""

import pytest

from tests.browser.autosave.hands import crash, open_form, said
from tests.browser.test_accessibility import AXE
from tests.browser.test_desk_accessibility import LOOKS, RUN

LIST = "/admin/articles/article/unsaved/"


@pytest.fixture
def unsaved(rough, address):
    """Leave unsaved words behind; return a page of the same person."""
    page = rough("chief")
    open_form(page, address("axe"), editor=False)
    page.fill("#id_lead_ru", "Лид, который не успели сохранить")
    said(page, "Autosaved at")
    crash(page)
    return page.context.new_page()


def speak(page, language: str) -> None:
    page.goto("/admin/")
    button = f".menu__languages button[value={language}]"
    with page.expect_navigation():
        page.evaluate("(one) => document.querySelector(one).click()", button)
    assert page.get_attribute("html", "lang") == language


def test_pages_of_unsaved_texts_are_accessible(unsaved, address):
    page, found = unsaved, {}
    page.goto(LIST)
    row = page.locator("[data-unsaved]").filter(has_text="История axe")
    one = row.locator("a").first.get_attribute("href")

    for language in ("ru", "hy", "en"):
        speak(page, language)
        for name, place in {"list": LIST, "one": one, "form": f"{address('axe')}#ru"}.items():
            page.goto(place)
            page.locator(".difference ins, [data-unsaved]").first.wait_for()
            page.evaluate(AXE)
            for theme, width in LOOKS:
                page.emulate_media(color_scheme=theme)
                page.set_viewport_size({"width": width, "height": 900})
                found[language, name, theme, width] = page.evaluate(RUN)
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (language, name, width)

    assert {look: troubles for look, troubles in found.items() if troubles} == {}
