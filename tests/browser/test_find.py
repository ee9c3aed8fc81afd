"""Find and replace in the texts of a language: counted, step by step, all at once, taken back."""

import pytest

from tests.browser.conftest import wait_until
from tests.browser.test_blocks import EDITOR, text_of

BODY = (
    "<p>The lake. A lake is a <strong>la</strong>ke, lakes are not.</p>"
    '<section data-block="facts"><h3>Lake</h3><p>No&nbsp;lake</p></section>'
    '<figure data-embed="https://vimeo.com/1"><figcaption>lake</figcaption></figure>'
)


@pytest.fixture
def form(signed_in):
    page = signed_in("editor_en")
    page.goto("/admin/articles/article/add/#en")
    wait_until(page, f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    page.fill("#id_title_en", "Lake and lake")
    page.fill("#id_lead_en", "The LAKE (2.0)")
    page.evaluate(f"(html) => new Promise((done) => {EDITOR}.setData(html, done))", BODY)
    return page


def ask(page, term: str, words: str = "", **choices) -> None:
    page.keyboard.press("Control+h")
    for name, wanted in choices.items():
        page.set_checked(f"[data-find-{name}]", wanted)
    page.fill("[data-find-words]", words)
    page.fill("[data-find-term]", term)


def said(page) -> str:
    return page.locator("[data-find-said]").inner_text()


def place(page) -> str:
    return page.locator("[data-find-place]").inner_text()


@pytest.mark.parametrize(
    "term, choices, number",
    [
        ("lake", {}, 10),
        ("lake", {"whole": True}, 9),
        ("lake", {"case": True}, 7),
        ("lake", {"case": True, "whole": True}, 6),
        ("no lake", {}, 1),
        ("(2.0)", {}, 1),
    ],
)
def test_words_are_counted_in_all_texts_of_the_language(form, term, choices, number):
    ask(form, term, **choices)

    assert said(form) == f"1 of {number}"


def test_words_that_are_not_there_are_said_to_be_nowhere(form):
    ask(form, "river")

    assert said(form) == "Nothing found in this language."
    assert form.locator("[data-find-all]").is_disabled()


def test_next_and_previous_go_around_and_show_the_place(form):
    ask(form, "lake")
    assert (said(form), place(form)) == ("1 of 10", "Title: …Lake and lake…")

    form.keyboard.press("Shift+Enter")
    assert (said(form), place(form)) == ("10 of 10", "Text: …lake…")
    form.keyboard.press("Enter")
    form.keyboard.press("Enter")
    form.keyboard.press("Enter")

    assert (said(form), place(form)) == ("3 of 10", "Lead: …The LAKE (2.0)…")
    assert form.locator("#id_lead_en").evaluate("(one) => one.classList.contains('is-found')")


def test_one_is_replaced_and_the_next_one_shown(form):
    ask(form, "lake", "sea")

    form.click("[data-find-replace]")

    assert form.input_value("#id_title_en") == "sea and lake"
    assert said(form) == "1 of 9"


def test_all_are_replaced_marks_stay_and_a_button_takes_it_back(form):
    before = text_of(form)
    ask(form, "lake", "sea", whole=True)

    form.click("[data-find-all]")

    assert said(form) == "Replaced: 9."
    assert form.input_value("#id_title_en") == "sea and sea"
    assert form.input_value("#id_lead_en") == "The sea (2.0)"
    assert text_of(form) == (
        "<p>The sea. A sea is a <strong>sea</strong>, lakes are not.</p>"
        '<section data-block="facts"><h3>sea</h3><p>No&nbsp;sea</p></section>'
        '<figure data-embed="https://vimeo.com/1"><figcaption>sea</figcaption></figure>'
    )
    form.click("[data-find-undo]")
    wait_until(form, f"{EDITOR}.getData().includes('lake')")
    assert (form.input_value("#id_title_en"), text_of(form)) == ("Lake and lake", before)


def test_replacement_in_the_text_is_undone_by_its_own_keys(form):
    before = text_of(form)
    ask(form, "lake", "sea")
    form.click("[data-find-all]")
    form.keyboard.press("Escape")

    form.evaluate(f"{EDITOR}.execCommand('undo')")

    assert text_of(form) == before


def test_replaced_text_is_what_is_saved(form):
    ask(form, "lake", "sea")
    form.click("[data-find-all]")
    form.keyboard.press("Escape")

    form.keyboard.press("Control+s")

    form.wait_for_url("**/change/**")
    assert form.input_value("#id_title_en") == "sea and sea"
    assert "lake" not in form.locator("#id_body_en").input_value().replace("lakes", "")


def test_keys_open_it_from_within_the_text_and_escape_closes(form):
    form.frame_locator(".cke_wysiwyg_frame:visible").locator("p").first.click()

    form.keyboard.press("Control+h")

    assert form.locator("[data-find]").is_visible()
    form.keyboard.press("Escape")
    assert form.locator("[data-find]").is_hidden()
