"""A photo editor's day: pictures dropped, by keyboard, with a thumb; refused, tried again."""

import base64
from io import BytesIO

import PIL.Image
import pytest

from tests.browser.conftest import PASSWORD, TAKEABLE, wait_until

EDITOR = "Object.values(CKEDITOR.instances).find((one) => one.container?.isVisible())"
DROP = f"""([selector, files]) => {{
  const transfer = new DataTransfer();
  for (const [name, type, data] of files) {{
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
    transfer.items.add(new File([bytes], name, {{ type }}));
  }}
  const target = selector ? document.querySelector(selector) : {EDITOR}.editable().$;
  const at = {{ clientX: 40, clientY: 40, bubbles: true, cancelable: true }};
  const told = {{ dataTransfer: transfer, ...at }};
  for (const kind of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(kind, told));
}}"""
GRID = ".chooser [data-grid] [data-picture]"


def a_picture(*colour: int) -> bytes:
    out = BytesIO()
    PIL.Image.new("RGB", (1200, 800), colour).save(out, "JPEG")
    return out.getvalue()


def a_file(name: str, data: bytes, kind: str = "image/jpeg") -> dict:
    return {"name": name, "mimeType": kind, "buffer": data}


def drop(page, selector: str, *files: dict) -> None:
    """Let files fall on an element, or on the text where there is no selector."""
    told = [
        [one["name"], one["mimeType"], base64.b64encode(one["buffer"]).decode()] for one in files
    ]
    page.evaluate(DROP, [selector, told])


def kept(page, number: int) -> None:
    page.locator(".upload[data-state=kept]").nth(number - 1).wait_for()


def text_of(page) -> str:
    html = page.evaluate(f"{EDITOR}.getData()")
    return "".join(line.strip() for line in html.splitlines()).replace("<p>&nbsp;</p>", "")


@pytest.fixture
def open_form(signed_in):
    """Open the form of a new story at its English text: `page = open_form(width=390)`."""

    def open_one(**options):
        page = signed_in("editor_en", **options)
        page.goto("/admin/articles/article/add/#en")
        wait_until(page, f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
        return page

    return open_one


def test_pictures_dropped_on_the_text_become_a_gallery_in_the_order_that_was_dragged(open_form):
    page = open_form()

    drop(page, "", *(a_file(f"{n}.jpg", a_picture(n, 9, 9)) for n in (10, 90, 170)))
    kept(page, 3)
    ids = page.locator(".chosen li").evaluate_all("all => all.map((one) => one.dataset.id)")
    page.locator(".chosen li").nth(2).drag_to(
        page.locator(".chosen li").nth(0), target_position={"x": 5, "y": 20}
    )
    page.locator(".upload").first.get_by_text("Describe the picture").click()
    page.locator(".upload").first.locator("input[type=text][name$=alt_en]").fill("A dark wall")
    page.locator(".upload").first.get_by_role("button", name="Save").click()
    page.locator(".upload").first.get_by_text("Saved").wait_for()
    page.get_by_role("button", name="Insert", exact=True).click()

    last, first, second = ids[2], ids[0], ids[1]
    assert text_of(page) == f'<figure data-gallery="{last} {first} {second}"></figure>'


def test_picture_is_found_and_taken_by_keyboard_alone(open_form):
    page = open_form()
    keys = page.keyboard

    page.evaluate(f"{EDITOR}.execCommand('newsroom-picture')")
    page.locator(GRID).first.wait_for()
    wait_until(page, "document.activeElement.type === 'search'")
    keys.type("observatory")
    keys.press("Enter")
    page.locator(".chooser [data-results]", has_not_text="Hripsime").wait_for()
    wait_until(page, f"document.querySelectorAll('{GRID}').length < 24")
    keys.press("ArrowDown")
    wanted = page.evaluate("document.activeElement.dataset.picture")
    keys.press("Enter")

    assert text_of(page) == f'<figure data-image="{wanted}"></figure>'
    assert page.locator("dialog.chooser").count() == 0
    # The last search is there again; Escape takes nothing and goes back to the text.
    page.evaluate(f"{EDITOR}.execCommand('newsroom-picture')")
    page.locator(GRID).first.wait_for()
    assert page.locator(".chooser [type=search]").input_value() == "observatory"
    keys.press("Escape")
    wait_until(page, f"{EDITOR}.focusManager.hasFocus")
    assert page.locator("dialog.chooser").count() == 0


def test_gallery_is_put_in_order_with_a_thumb(open_form):
    page = open_form(width=390, height=800, has_touch=True)

    page.evaluate(f"{EDITOR}.execCommand('newsroom-gallery')")
    for number in (0, 1, 2):
        page.locator(TAKEABLE).nth(number).tap()
    ids = page.locator(".chosen li").evaluate_all("all => all.map((one) => one.dataset.id)")
    page.locator(".chosen li").nth(1).locator("[data-earlier]").tap()
    page.locator(".chosen li").nth(2).locator("[data-drop]").tap()
    page.get_by_role("button", name="Insert", exact=True).tap()

    assert text_of(page) == f'<figure data-gallery="{ids[1]} {ids[0]}"></figure>'
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_chooser_of_a_gallery_fits_a_narrow_phone_in_armenian(signed_in):
    page = signed_in("editor_hy", width=360, height=700)
    page.goto("/admin/articles/article/add/#hy")
    wait_until(page, f"window.CKEDITOR && {EDITOR}?.status === 'ready'")

    page.evaluate(f"{EDITOR}.execCommand('newsroom-gallery')")
    for number in (0, 1, 2):
        page.locator(TAKEABLE).nth(number).click()

    parts = page.locator(".chooser > *, .chooser [data-grid] > li, .chooser__head > *")
    edges = parts.evaluate_all("all => all.map((one) => one.getBoundingClientRect().right)")
    assert max(edges) <= 360


def test_refused_file_says_why_beside_those_that_were_kept(signed_in):
    page = signed_in("photo")
    page.goto("/admin/articles/image/add/")

    drop(
        page,
        ".upload-page",
        a_file("wall.jpg", a_picture(1, 200, 3)),
        a_file("evil.jpg", b"<svg/>"),
    )
    kept(page, 1)

    refused = page.locator(".upload[data-state=refused]")
    refused.wait_for()
    assert "evil.jpg" in refused.inner_text()
    assert page.locator(".upload[data-state=kept] [data-name]").inner_text() == "wall.jpg"


def test_lost_connection_and_busy_server_lose_no_file(browser, live_site):
    context = browser.new_context(base_url=live_site, service_workers="block")
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("#id_username", "photo")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    page.goto("/admin/articles/image/add/")
    answers = ["lost", "busy", "taken"]

    def answer(route):
        match answers.pop(0):
            case "lost":
                route.abort("connectionreset")
            case "busy":
                route.fulfill(status=503, headers={"Retry-After": "1"}, body="")
            case _:
                route.continue_()

    page.route("**/image/upload/", answer)
    page.set_input_files("input[type=file]", [a_file("again.jpg", a_picture(7, 7, 200))])
    kept(page, 1)

    assert answers == []
    context.close()


def test_ended_session_asks_for_signing_in_over_the_list_and_goes_on(signed_in):
    page = signed_in("photo")
    page.goto("/admin/articles/image/add/")
    page.context.clear_cookies()

    page.set_input_files(
        "input[type=file]", [a_file(f"{n}.jpg", a_picture(n, 50, 99)) for n in (1, 99)]
    )
    frame = page.frame_locator("[data-sign-in-frame]")
    frame.locator("#id_username").fill("photo")
    frame.locator("#id_password").fill(PASSWORD)
    frame.locator("#id_password").press("Enter")
    kept(page, 2)

    assert page.locator(".upload").count() == 2
