"""The page beside the form follows what is typed, a tab of its own too; a link shows the draft."""

import pytest

LIST = "/admin/articles/article/"
TYPED = "Заголовок, который только набирают"


@pytest.fixture
def form(signed_in):
    """The form of the newest story, in Russian."""
    page = signed_in("chief")
    page.goto(LIST)
    address = page.locator("#result_list tbody th a").first.get_attribute("href").split("?")[0]
    page.goto(f"{address}#ru")
    page.wait_for_selector("[data-preview-open=ru]")
    return page


def headline(page):
    return page.frame_locator("[data-preview-frame]").locator("h1")


def saved(page) -> str:
    return page.locator("#id_title_ru").evaluate("(one) => one.defaultValue")


def test_page_beside_the_form_follows_the_keys_and_nothing_is_saved(form):
    before = saved(form)
    form.click("[data-preview-open=ru]")
    headline(form).filter(has_text=before).wait_for()

    form.fill("#id_title_ru", TYPED)
    headline(form).filter(has_text=TYPED).wait_for()
    form.reload()

    assert saved(form) == before


def test_theme_and_width_are_the_pages_own(form):
    form.click("[data-preview-open=ru]")
    form.click(".preview-pane [data-theme=night]")
    root = form.frame_locator("[data-preview-frame]").locator("html[data-fixed=night]")
    root.wait_for(state="attached")

    form.click(".preview-pane [data-width='390']")

    assert root.get_attribute("data-theme") == "night"
    assert root.evaluate("() => innerWidth") == 390
    assert form.evaluate("localStorage.getItem('theme')") is None


def test_tab_of_its_own_follows_the_form(form):
    form.click("[data-preview-open=ru]")
    with form.expect_popup() as opened:
        form.click("[data-preview-in-tab]")
    tab = opened.value
    before = saved(form)
    headline(tab).filter(has_text=before).wait_for()

    form.fill("#id_title_ru", TYPED)
    headline(tab).filter(has_text=TYPED).wait_for()

    assert headline(tab).inner_text() == TYPED
    assert saved(form) == before


def test_escape_closes_and_leads_back_to_the_button(form):
    form.click("[data-preview-open=ru]")
    form.wait_for_selector(".preview-pane")

    form.keyboard.press("Escape")

    assert form.locator(".preview-pane").count() == 0
    assert form.evaluate("document.activeElement.dataset.previewOpen") == "ru"


def test_link_shows_the_draft_to_a_stranger_until_it_is_closed(form, browser):
    address = form.url.split("change/")[0]
    form.goto(f"{address}preview-links/")
    form.fill("[name=name]", "Эксперт")
    form.click(".links__form button")
    link = form.input_value("#made")
    stranger = browser.new_page()

    opened = stranger.goto(link)
    form.click("[action*=revoke] button")
    closed = stranger.goto(link)

    assert (opened.status, closed.status) == (200, 404)
    assert opened.headers["cache-control"] == "no-store"
    assert stranger.context.cookies() == []
