"""What a person does in a form whose words are kept: open, type, save, sign in again, crash."""

import contextlib

from tests.browser.conftest import PASSWORD

WORDS = ["дом", "река", "город", "мост", "поезд", "зима", "стол", "берег", "окно", "дорога", "сад"]
PARAGRAPHS = 60  # of 84 words: 5,000 words


def open_form(page, address: str, tab: str = "ru", *, editor: bool = True) -> None:
    page.goto(f"{address}#{tab}")
    if editor:
        page.frame_locator(".field--body_ru iframe").locator("body p").first.wait_for()


def said(page, words: str) -> str:
    """Wait until the line near the main action says something; return it."""
    line = page.locator("[data-autosave-status]")
    line.filter(has_text=words).wait_for(timeout=45_000)
    return line.inner_text()


def write_into(page, place: int, words: str) -> None:
    """Type at the end of a paragraph of the text."""
    page.evaluate(
        """place => { const editor = CKEDITOR.instances.id_body_ru;
        editor.focus();
        const range = editor.createRange();
        range.moveToElementEditEnd(editor.editable().find('p').getItem(place));
        range.select(); }""",
        place,
    )
    page.keyboard.type(words)


def press_save(page) -> None:
    page.locator(".actions button[name=_continue]:visible").first.click()


def saved(page) -> None:
    page.locator(".messagelist").filter(has_text="Saved.").wait_for(timeout=30_000)


def sign_in_over(page, name: str, password: str = PASSWORD):
    frame = page.frame_locator("[data-sign-in-frame]")
    frame.locator("#id_username").fill(name)
    frame.locator("#id_password").fill(password)
    frame.locator("#id_password").press("Enter")
    return frame


def end_session(page) -> None:
    page.context.clear_cookies(name="sessionid")


def crash(page) -> None:
    """Let the page die without a word, as a browser does whose laptop lost its power."""
    with contextlib.suppress(Exception):
        page.goto("chrome://crash", timeout=3000)


def enter(page, name: str = "chief") -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
