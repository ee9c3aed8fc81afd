"""The home desk under hands: dragging, the keyboard, without a script, two editors, a moment."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TAKEABLE, manage
from tests.browser.test_accessibility import AXE, LOOKS, RUN

DESK = "/admin/articles/arrangement/en/"


@pytest.fixture
def desk(signed_in):
    """Open the desk of the English home page: `page = desk("chief", width=390)`."""

    def open_desk(username="editor_en", language="en", **options):
        page = signed_in(username, **options)
        page.goto(DESK.replace("/en/", f"/{language}/"))
        return page

    return open_desk


@pytest.fixture(autouse=True)
def _as_in_the_demo(live_site, server_environment):
    """Each test begins with the demo's arrangement, and with nothing to come."""
    program = (
        "from articles.models import Arrangement;"
        "Arrangement.objects.filter(language='en', number__gt=1).delete()"
    )
    manage(server_environment, "shell", "-v0", "-c", program)


def order(page) -> list[str]:
    return page.locator("[data-leads] > [data-row-of]").evaluate_all(
        "rows => rows.map(row => row.dataset.rowOf)"
    )


def save(page) -> None:
    with page.expect_navigation():
        page.click(".home-desk__buttons .primary")
    page.get_by_text("Home page updated.").wait_for()


def middle(locator) -> tuple[float, float]:
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, what, x: float, y: float) -> None:
    page.mouse.move(*middle(what))
    page.mouse.down()
    page.mouse.move(x, y, steps=8)
    page.mouse.up()


def headline(open_page) -> str:
    """Return the first headline that a reader gets."""
    reader = open_page()
    reader.goto("/en/")
    return reader.locator("main h2").first.inner_text()


def test_leads_are_dragged(desk, open_page):
    page = desk()
    first, second = order(page)
    row = page.locator("[data-leads] > li").nth(1)
    box = row.bounding_box()

    drag(
        page,
        page.locator("[data-leads] [data-grip]").first,
        box["x"] + 20,
        box["y"] + box["height"],
    )
    moved, note = order(page), page.get_by_text("Not saved yet").is_visible()
    save(page)

    assert (moved, note, order(page)) == ([second, first], True, [second, first])
    assert headline(open_page) == "The small towns law: what will change"


def test_stories_are_dragged_onto_the_page_and_under_a_lead(desk):
    page = desk(height=2400)  # all of it at once, so that nothing scrolls under the pointer
    found = page.locator("[data-found] [data-story]")
    stories = found.evaluate_all("rows => rows.map(row => row.dataset.story)")
    fresh = [story for story in stories if story not in order(page)]
    title = page.locator(f"[data-story='{fresh[0]}'] .home-story__title")

    drag(page, title, *middle(page.locator("[data-leads] > li").first))
    page.locator(f"[data-leads] [data-row-of='{fresh[0]}']").first.wait_for()
    page.locator("[data-leads] > li summary").first.click()
    links = page.locator("[data-leads] > li [data-links]").first
    title = page.locator(f"[data-story='{fresh[1]}'] .home-story__title")
    drag(page, title, *middle(links))
    links.locator(f"[data-row-of='{fresh[1]}']").wait_for()
    save(page)

    assert fresh[0] in order(page)
    assert page.locator(f"[data-links] [data-row-of='{fresh[1]}']").count() == 1


def test_leads_are_moved_by_the_keyboard_and_each_move_is_said(desk):
    page = desk()
    first, second = order(page)
    said = page.locator("[data-said]")
    grip = page.locator("[data-leads] [data-grip]").first
    grip.focus()

    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    moved, words = order(page), said.inner_text()
    page.keyboard.press("Escape")
    put_back = order(page)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")

    assert (moved, words) == ([second, first], "Place 2 of 2")
    assert (put_back, order(page)) == ([first, second], [second, first])
    assert page.evaluate("document.activeElement.matches('[data-grip]')")


def test_buttons_move_and_take_off(desk):
    page = desk()
    first, second = order(page)

    page.locator("[data-leads] [data-step='1']").first.click()
    moved = order(page)
    page.locator("[data-leads] > li > .home-lead__tools [data-remove-row]").first.click()

    assert (moved, order(page)) == ([second, first], [first])


def test_picture_is_chosen_for_a_lead(desk):
    page = desk()
    page.locator(".home-lead__more > summary").first.click()
    field = page.locator("[data-leads] > li").first.locator("[data-picture-field]")
    before = field.locator("input").input_value()

    field.get_by_role("button", name="Choose a picture").click()
    picture = page.locator(TAKEABLE).first
    number = picture.get_attribute("data-picture")
    picture.click()

    assert (before, field.locator("input").input_value()) == ("", number)
    assert page.get_by_text("Not saved yet").is_visible()


def test_stories_are_found_by_typing(desk):
    page = desk()

    page.locator("[data-find-field]").press_sequentially("what goes into the price of a loaf")
    found = page.locator("[data-found][aria-busy=false] [data-story]")
    expect(found).to_have_count(1)
    found.locator("[data-add]").click()
    page.locator("[data-leads] > li").nth(2).wait_for()
    page.locator("[data-leads] > li").nth(2).locator("summary").click()
    page.locator("[data-leads] [data-choose]").nth(2).click()
    page.locator(TAKEABLE).first.click()

    assert page.locator("[data-leads] > li").nth(2).locator("[data-thumb]").is_visible()
    save(page)
    assert len(order(page)) == 3


def test_late_answer_to_fewer_letters_is_not_shown(desk):
    page, held = desk(), []
    page.route("**/arrangement/en/**q=what", lambda route: held.append(route))
    page.fill("[data-find-field]", "what")
    while not held:
        page.wait_for_timeout(50)

    page.fill("[data-find-field]", "what goes into the price of a loaf")
    found = page.locator("[data-found][aria-busy=false] [data-story]")
    expect(found).to_have_count(1)
    with page.expect_response("**q=what"):
        held[0].continue_()

    page.wait_for_timeout(200)
    assert found.count() == 1


def test_everything_works_without_a_script(desk):
    page = desk(java_script_enabled=False)
    first, second = order_without_script(page)

    page.locator("[data-leads] [data-step='1']").first.click()
    moved, note = order_without_script(page), page.get_by_text("Not saved yet").is_visible()
    page.locator("[data-found] button").last.click()
    added = order_without_script(page)
    page.fill("[data-find-field]", "what goes into the price of a loaf")
    page.get_by_role("button", name="Find", exact=True).click()
    found = page.locator("[data-found] [data-story]").count()
    page.get_by_role("button", name="Save", exact=True).click()

    assert (moved, note, found) == ([second, first], True, 1)
    assert (added[:2], len(added)) == ([second, first], 3)
    assert page.get_by_text("Home page updated.").is_visible()
    assert order_without_script(page) == added


def order_without_script(page) -> list[str]:
    rows = page.locator("[data-leads] > [data-row-of]").all()
    return [row.get_attribute("data-row-of") for row in rows]


def test_two_editors_do_not_undo_each_other(desk):
    chief, editor = desk("chief"), desk()
    first, second = order(editor)

    chief.locator("[data-leads] [data-step='1']").first.click()
    with chief.expect_navigation():
        chief.click(".home-desk__buttons .primary")
    editor.locator("[data-leads] > li summary").first.click()
    editor.fill(f"[name='lead-{first}-title']", "Typed at the same time")
    save(editor)

    assert order(editor) == [second, first]
    assert editor.get_by_text("Typed at the same time").first.is_visible()


def test_two_editors_choose_where_both_changed_the_same(desk, open_page):
    chief, editor = desk("chief"), desk()
    first, _second = order(editor)
    for page, words in ((chief, "As the chief has it"), (editor, "As the editor has it")):
        page.locator("[data-leads] > li summary").first.click()
        page.fill(f"[name='lead-{first}-title']", words)
    with chief.expect_navigation():
        chief.click(".home-desk__buttons .primary")

    with editor.expect_navigation():
        editor.click(".home-desk__buttons .primary")
    asked = editor.locator(".home-clash").inner_text()
    editor.locator(".home-clash").get_by_text("As the chief has it").click()
    save(editor)

    assert ("As the chief has it" in asked, "As the editor has it" in asked) == (True, True)
    assert headline(open_page) == "As the chief has it"


def test_undo_brings_the_former_page_back(desk, open_page):
    page = desk()
    before = headline(open_page)
    page.locator("[data-leads] [data-step='1']").first.click()
    save(page)
    changed = headline(open_page)

    page.get_by_role("button", name="Undo the last change").click()
    page.get_by_text("The previous home page has been restored.").wait_for()

    assert changed != before
    assert headline(open_page) == before


def test_scheduled_change_appears_by_its_moment_alone(desk, open_page, server_environment):
    page = desk()
    before = headline(open_page)
    page.locator("[data-leads] [data-step='1']").first.click()
    page.fill("[name='begins_at']", "2099-01-01T10:00")
    with page.expect_navigation():
        page.click(".home-desk__buttons .primary")
    scheduled = headline(open_page)
    program = (
        "from datetime import timedelta; from django.utils.timezone import now;"
        "from articles.models import Arrangement;"
        "Arrangement.objects.to_come().update(begins_at=now() + timedelta(seconds=6))"
    )
    manage(server_environment, "shell", "-v0", "-c", program)
    kept = headline(open_page)  # in the page cache of the server from now on

    reader = open_page()
    reader.wait_for_timeout(6500)
    reader.goto("/en/")

    assert (scheduled, kept) == (before, before)
    assert reader.locator("main h2").first.inner_text() != before


def test_what_is_typed_is_previewed_in_a_window_of_its_own(desk):
    page = desk()
    first, _second = order(page)
    page.locator("[data-leads] > li summary").first.click()
    page.fill(f"[name='lead-{first}-title']", "Only a try")

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview", exact=True).first.click()
    popup = opened.value
    popup.wait_for_load_state()

    assert popup.locator("main h2").first.inner_text() == "Only a try"
    assert popup.get_by_text("This page is not visible to readers.").is_visible()
    assert page.get_by_text("Not saved yet").is_visible()


@pytest.mark.parametrize("has_script", [True, False])
def test_enter_in_the_breaking_field_raises_the_bar(desk, open_page, has_script):
    page = desk(java_script_enabled=has_script)
    bar = page.locator("section", has=page.locator("#bar"))
    bar.locator("summary").click()
    bar.locator("[name=bar-text]").fill("The tunnel is closed")

    page.keyboard.press("Enter")
    if not has_script:
        bar.get_by_text("Readers do not see it yet: press the button.").wait_for()
        page.keyboard.press("Enter")

    expect(page.locator("p.home-bar")).to_have_text("The tunnel is closed")
    reader = open_page()
    reader.goto("/en/")
    expect(reader.locator("[data-breaking-bar]")).to_contain_text("The tunnel is closed")
    bar.locator("[value=bar_end]").click()
    expect(page.locator("p.home-bar")).not_to_have_text("The tunnel is closed")


@pytest.mark.parametrize("has_script", [True, False])
def test_enter_in_the_form_of_a_bar_saves_it(signed_in, has_script):
    page = signed_in("editor_en", java_script_enabled=has_script)
    raised, changed = f"Open again, {has_script}", f"Open since noon, {has_script}"
    page.goto("/admin/articles/breaking/add/")
    page.fill("[name=text]", raised)

    page.press("[name=text]", "Enter")

    page.wait_for_url("**/admin/articles/breaking/")
    page.locator("#result_list a", has_text=raised).click()
    page.fill("[name=text]", changed)
    page.press("[name=text]", "Enter")
    page.wait_for_url("**/admin/articles/breaking/")
    page.locator("#result_list a", has_text=changed).click()
    assert page.input_value("[name=text]") == changed
    page.locator("[name=_end]").click()


def test_leaving_what_is_not_saved_is_asked_about(desk):
    page, asked = desk(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[data-leads] [data-step='1']").first.click()

    page.goto("/admin/")

    assert asked == ["beforeunload"]


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_desk_is_accessible_and_fits(desk, language):
    page = desk(f"editor_{language}", language, reduced_motion="reduce")
    page.locator("[data-leads] > li summary").first.click()
    page.evaluate(AXE)
    found, widths = {}, []

    for theme, width in LOOKS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)  # until Django's colours have faded over
        found[theme, width] = page.evaluate(RUN)
        widths.append(page.evaluate("document.documentElement.scrollWidth") - width)

    assert {look: troubles for look, troubles in found.items() if troubles} == {}
    assert max(widths) <= 0
