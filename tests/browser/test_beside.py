"""The translation beside its source: both scroll together, whoever of them is scrolled."""

import pytest

from tests.browser.conftest import wait_until

CHAPTERS = 6
# What stands on the line that the eye is on: as far down in the box as the box is scrolled.
AT = """(box, blocks) => {
  const room = box.scrollHeight - box.clientHeight;
  const looked = box.scrollTop / room * box.scrollHeight;
  return blocks.findLastIndex((one) => one.offsetTop <= looked);
}"""
TEXT = "CKEDITOR.instances.id_body_hy.document.$.scrollingElement"
BLOCKS = "[...CKEDITOR.instances.id_body_hy.document.$.body.children]"
BESIDE = "document.querySelector('#hy .beside--body')"
PIECES = f"[...{BESIDE}.children]"


def body(words: str, length: int) -> str:
    """Return chapters of a heading and ten paragraphs, each of its own length."""
    return "".join(
        f"<h2>{words} {chapter}</h2>"
        + "".join(f"<p>{f'{words} ' * (length + 9 * (place % 3))}</p>" for place in range(10))
        for chapter in range(CHAPTERS)
    )


def write(page, code: str, html: str) -> None:
    page.locator(f"[data-tab={code}]").click()
    wait_until(page, f"window.CKEDITOR?.instances.id_body_{code}?.status === 'ready'")
    page.evaluate(
        f"html => new Promise(done => CKEDITOR.instances.id_body_{code}.setData(html, done))", html
    )
    page.wait_for_timeout(500)  # CKEditor measures a new text a little later


@pytest.fixture
def long_story(signed_in):
    """Open the Armenian tab of a long Russian story, its original beside it."""
    page = signed_in("chief", width=1440)
    page.goto("/admin/articles/article/add/#ru")
    page.fill("#id_title_ru", "Длинная история о двух берегах")
    write(page, "ru", body("слово", 30))
    with page.expect_navigation():
        page.click("[data-language-panel=ru] button[name=_continue]")
    page.locator("[data-tab=hy]").click()
    page.wait_for_selector("#hy .beside--body")
    return page


def at(page, box: str, blocks: str) -> int:
    """Return the place of the paragraph that is looked at."""
    return page.evaluate(f"({AT})({box}, {blocks})")


def wheel(page, selector: str, times: int) -> None:
    """Turn the wheel over something, in the middle of it."""
    page.locator(selector).scroll_into_view_if_needed()
    place = page.locator(selector).bounding_box()
    bottom = min(place["y"] + place["height"], page.viewport_size["height"])
    page.mouse.move(place["x"] + place["width"] / 2, (max(place["y"], 0) + bottom) / 2)
    for _turn in range(abs(times)):
        page.mouse.wheel(0, 300 if times > 0 else -300)
        page.wait_for_timeout(120)


def test_original_follows_the_translation_and_leads_it(long_story):
    page = long_story
    write(page, "hy", body("բառ", 50))

    wheel(page, "#hy iframe.cke_wysiwyg_frame", 8)
    down = at(page, TEXT, BLOCKS), at(page, BESIDE, PIECES)
    wheel(page, "#hy .beside--body", 6)
    further = at(page, TEXT, BLOCKS), at(page, BESIDE, PIECES)
    wheel(page, "#hy iframe.cke_wysiwyg_frame", -30)

    assert down[0] == down[1] > 5
    assert further[0] == further[1] > down[0]
    assert page.evaluate(f"[{TEXT}.scrollTop, {BESIDE}.scrollTop]") == [0, 0]


def test_headings_stay_side_by_side_where_paragraphs_were_joined(long_story):
    page = long_story
    joined = body("բառ", 50).replace(" </p><p>", " ", 3)
    write(page, "hy", joined)

    page.evaluate(f"{BESIDE}.scrollTop = {PIECES}[33].offsetTop * 0.97")
    page.wait_for_timeout(200)

    looked = at(page, BESIDE, PIECES)
    assert looked > 30
    assert at(page, TEXT, BLOCKS) == looked - 3


def test_both_end_together(long_story):
    page = long_story
    write(page, "hy", body("բառ", 20))

    page.evaluate(f"{TEXT}.scrollTop = 1e6")
    page.wait_for_timeout(200)

    rest = f"{BESIDE}.scrollHeight - {BESIDE}.clientHeight - {BESIDE}.scrollTop"
    assert abs(page.evaluate(rest)) < 2


def test_paragraph_that_one_writes_in_has_its_counterpart_marked(long_story):
    page = long_story
    write(page, "hy", body("բառ", 50))

    page.frame_locator("#hy iframe.cke_wysiwyg_frame").locator("p").nth(40).click()

    here = page.locator("#hy .beside__piece--here")
    here.wait_for()
    assert page.evaluate(f"{PIECES}.findIndex(one => one.matches('.beside__piece--here'))") == 45
    box, beside = here.bounding_box(), page.locator("#hy .beside--body").bounding_box()
    assert beside["y"] <= box["y"] < beside["y"] + beside["height"]


def test_plain_textarea_and_the_original_scroll_together(browser, live_site, long_story):
    address = long_story.url
    write(long_story, "hy", body("բառ", 50))
    with long_story.expect_navigation():
        long_story.click("[data-language-panel=hy] button[name=_continue]")
    context = browser.new_context(
        base_url=live_site,
        service_workers="block",
        storage_state=long_story.context.storage_state(),
        viewport={"width": 1440, "height": 900},
    )
    context.route("**/ckeditor*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(address.split("#")[0] + "#hy")
    page.wait_for_selector("#hy .beside--body")
    part = "(box => box.scrollTop / (box.scrollHeight - box.clientHeight))"

    wheel(page, "#id_body_hy", 4)
    parts = page.evaluate(
        f"['#id_body_hy', '#hy .beside--body'].map(one => {part}(document.querySelector(one)))"
    )
    wheel(page, "#hy .beside--body", 4)
    further = page.evaluate(
        f"['#id_body_hy', '#hy .beside--body'].map(one => {part}(document.querySelector(one)))"
    )
    context.close()

    assert 0 < parts[0] < further[0]
    assert parts[0] == pytest.approx(parts[1], abs=0.01)
    assert further[0] == pytest.approx(further[1], abs=0.01)
