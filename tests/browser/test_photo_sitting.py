"""A photo editor's sitting: pictures come in at once, are said to be what they are, and stand in a
story as cover, figure and gallery. By the mouse, by the keys alone, with a thumb on a phone.
"""

import random
import re
from io import BytesIO

import PIL.Image
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_until
from tests.browser.test_pictures import EDITOR, a_file, drop, kept

LIBRARY, STORY = "/admin/articles/image/", "/admin/articles/article/add/#ru"
NUMBER = 6
ALTS = {"ru": "Ущелье", "hy": "Կիրճ", "en": "A gorge"}
MOST_STOPS = 250
GRID = "dialog.chooser [data-grid] [data-picture]"


class Mouse:
    """Points at things."""

    options = {"width": 1280}

    def __init__(self, page):
        self.page = page

    def press(self, what) -> None:
        what.click()

    def tick(self, what) -> None:
        what.check()

    def write(self, what, text: str) -> None:
        what.fill(text)

    def bring(self, files: list[dict]) -> None:
        """Let files fall on the library."""
        self.page.goto(LIBRARY)
        drop(self.page, ".upload-page", *files)

    def point(self) -> None:
        """Put the focal point into the upper left part of the picture."""
        box = self.page.locator("[data-focal] img").bounding_box()
        self.page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)

    def over_the_text(self, button: str) -> None:
        """Press a button over the text of the story."""
        self.press(self.page.locator(f".cke_button__{button}:visible"))

    def find(self, words: str) -> None:
        self.write(self.page.locator("dialog.chooser [type=search]"), words)
        self.press(self.page.locator("dialog.chooser [data-chooser-search] button"))

    def take(self, *numbers: int) -> None:
        """Take pictures that were found, by their places."""
        for number in numbers:
            self.press(self.page.locator(GRID).nth(number))

    def put_in(self) -> None:
        self.press(self.page.locator("dialog.chooser .chooser__foot > button"))


class Thumb(Mouse):
    """Touches a phone."""

    options = {"width": 390, "height": 800, "has_touch": True}

    def press(self, what) -> None:
        what.tap()

    def tick(self, what) -> None:
        what.tap()

    def bring(self, files: list[dict]) -> None:
        self.page.goto(LIBRARY)
        self.press(self.page.locator("a.addlink"))
        with self.page.expect_file_chooser() as asked:
            self.press(self.page.locator("#id_files"))
        asked.value.set_files(files)

    def point(self) -> None:
        box = self.page.locator("[data-focal] img").bounding_box()
        at = {"x": box["width"] * 0.3, "y": box["height"] * 0.3}
        self.page.locator("[data-focal] img").tap(position=at)


class Keys(Thumb):
    """Has nothing but a keyboard."""

    options = {"width": 1280}

    def go_to(self, what) -> None:
        """Press Tab until the focus is there."""
        wanted = what.element_handle()
        for _stop in range(MOST_STOPS):
            if self.page.evaluate("(one) => one === document.activeElement", wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {what}")

    def press(self, what) -> None:
        self.go_to(what)
        self.page.keyboard.press("Enter")

    def tick(self, what) -> None:
        self.go_to(what)
        self.page.keyboard.press("Space")

    def write(self, what, text: str) -> None:
        self.go_to(what)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def point(self) -> None:
        self.go_to(self.page.locator("[data-focal-point]"))
        for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowUp"):
            self.page.keyboard.press(f"Shift+{key}")

    def over_the_text(self, button: str) -> None:
        if not self.page.evaluate(f"{EDITOR}.focusManager.hasFocus"):
            self.go_to(self.page.locator("iframe.cke_wysiwyg_frame:visible"))
        self.page.keyboard.press("Alt+F10")
        # Tab leads from group to group of the buttons, arrows go round in one.
        is_there = f"document.activeElement.classList.contains('cke_button__{button}')"
        for step in range(64):
            if self.page.evaluate(is_there):
                return self.page.keyboard.press("Enter")
            self.page.keyboard.press("Tab" if step % 8 == 7 else "ArrowRight")
        raise AssertionError(f"The keys do not lead to {button}")

    def find(self, words: str) -> None:
        expect(self.page.locator("dialog.chooser [type=search]")).to_be_focused()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")

    def take(self, *numbers: int) -> None:
        self.page.keyboard.press("ArrowDown")
        at = 0
        for number in numbers:
            for _step in range(number - at):
                self.page.keyboard.press("ArrowRight")
            at = number
            self.page.keyboard.press("Enter")

    def put_in(self) -> None:
        self.page.keyboard.press("Control+Enter")


def a_view(seed: str) -> bytes:
    """Return a picture that looks like no other."""
    chance, small = random.Random(seed), PIL.Image.new("RGB", (6, 4))
    small.putdata([tuple(chance.randrange(256) for _ in "rgb") for _ in range(24)])
    out = BytesIO()
    small.resize((1200, 800), PIL.Image.Resampling.BICUBIC).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("way", [Mouse, Keys, Thumb])
def test_pictures_are_brought_described_and_put_into_a_story(signed_in, open_page, way):
    name = way.__name__.lower()
    page = signed_in("photo", **way.options)
    hand = way(page)

    hand.bring([a_file(f"{name}{n}.jpg", a_view(f"{name} {n}")) for n in range(NUMBER)])
    kept(page, NUMBER)
    rows = page.locator(".upload")
    pages = [rows.nth(n).locator(".upload__ways a").get_attribute("href") for n in range(NUMBER)]
    ids = [re.search(r"/image/(\d+)/", address)[1] for address in pages]
    for n in range(NUMBER):
        describe(hand, rows.nth(n), f"{name} {n}")
    for address in pages[:2]:
        page.goto(address)
        hand.point()
        hand.press(page.locator("button[name=_save]").first)
        page.wait_for_selector("ul.messagelist .success")
        focal = [float(page.input_value(f"#id_focal_{axis}")) for axis in "xy"]
        assert focal == pytest.approx([0.3, 0.3], abs=0.02)
        assert page.input_value("#id_alt_hy").startswith(ALTS["hy"])

    editor = signed_in("editor_ru", **way.options)
    hand = way(editor)
    editor.goto(STORY)
    wait_until(editor, f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    hand.write(editor.locator("#id_title_ru"), f"Ущелья, {name}")
    hand.over_the_text("picture")
    figure = choose(hand, name, 1)
    hand.over_the_text("gallery")
    gallery = choose(hand, name, 2, 3, 4)
    hand.put_in()
    expect(editor.locator("dialog.chooser")).to_have_count(0)
    hand.press(editor.locator("[data-tab=shared]"))
    hand.press(editor.locator(".field--cover [data-choose]"))
    cover = choose(hand, name, 0)
    expect(editor.locator("input[name=cover]")).to_have_value(re.compile("|".join(ids)))
    if way is Thumb:
        assert editor.evaluate("document.documentElement.scrollWidth") <= 390
    hand.press(editor.locator("[data-tab=ru]"))
    with editor.expect_navigation():
        hand.press(editor.locator("button[name='_verb'][value='publish:ru']:visible").first)
    if editor.locator("input[name=anyway]").count():
        hand.tick(editor.locator("input[name=anyway]"))
    with editor.expect_navigation():
        hand.press(editor.locator("form.ask .ask__buttons button.primary"))

    reader = open_page()
    reader.goto(editor.locator(".messagelist a[hreflang=ru]").first.get_attribute("href"))
    shown = reader.locator(f"article img[alt^='Ущелье {name} ']")
    alts = shown.evaluate_all("all => all.map((one) => one.alt)")
    assert alts == [*cover, *figure, *gallery]
    assert set(alts) < {f"Ущелье {name} {n}" for n in range(NUMBER)}


def describe(hand, row, words: str) -> None:
    """Say beside an upload what the picture shows, in three languages."""
    hand.press(row.locator("summary"))
    for code, alt in ALTS.items():
        hand.write(row.locator(f"[type=text][name$=alt_{code}]"), f"{alt} {words}")
    hand.press(row.locator("[data-describe] button"))
    expect(row.locator("[data-describe] [data-said]")).not_to_be_empty()


def choose(hand, words: str, *places: int) -> list[str]:
    """Look for the pictures of this sitting in the chooser, take some, return their alt texts."""
    grid = hand.page.locator(GRID)
    grid.first.wait_for()
    # The last search may have found the same: what comes now is new.
    grid.first.evaluate("(one) => one.classList.add('former')")
    hand.find(f"Ущелье {words}")
    expect(hand.page.locator(f"{GRID}.former")).to_have_count(0)
    expect(grid).to_have_count(NUMBER)
    labels = [grid.nth(place).get_attribute("data-label") for place in places]
    hand.take(*places)
    return labels
