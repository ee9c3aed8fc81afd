"""The photo editor in the library: focal point with live crops, words in three languages, next."""

import re

import pytest

from articles.images import sizes
from newsroom.decoding.images.shapes import box
from tests.browser.conftest import wait_until
from tests.browser.test_pictures import a_file, a_picture, drop

LIBRARY = "/admin/articles/image/"


@pytest.fixture
def desk(signed_in):
    """The library as the photo editor sees it."""
    page = signed_in("photo")
    page.goto(LIBRARY)
    return page


def open_picture(page, words: str):
    page.goto(f"{LIBRARY}?q={words}&sort=new")
    page.locator(".shot__link").first.click()
    page.wait_for_selector("[data-focal-point]:not([hidden])")


def shown_box(page, name: str) -> list[float]:
    """Return which part of the picture a crop shows, in pixels: left, top, right, bottom."""
    return page.locator(f"[data-cut='{name}']").evaluate(
        """(image) => {
          const place = document.querySelector("[data-focal]").dataset;
          const [width, height] = [Number(place.width), Number(place.height)];
          const ratio = image.clientWidth / image.clientHeight;
          const box = [Math.min(width, height * ratio), Math.min(height, width / ratio)];
          const [x, y] = getComputedStyle(image).objectPosition.split(" ").map(parseFloat);
          const left = (width - box[0]) * x / 100, top = (height - box[1]) * y / 100;
          return [left, top, left + box[0], top + box[1]];
        }"""
    )


def server_box(page, name: str) -> tuple:
    place = page.locator("[data-focal]")
    size = [int(place.get_attribute(f"data-{side}")) for side in ("width", "height")]
    focal = tuple(float(page.input_value(f"#id_focal_{axis}")) for axis in "xy")
    return box(*size, sizes.CROPS[name].ratio, focal)


@pytest.mark.parametrize("at", [(0.02, 0.03), (0.31, 0.62), (0.98, 0.97)])
def test_crops_show_what_the_server_will_cut(desk, at):
    open_picture(desk, "Севан")
    place = desk.locator("[data-focal] img").bounding_box()

    desk.mouse.click(place["x"] + place["width"] * at[0], place["y"] + place["height"] * at[1])

    for name in ("3x2", "16x9", "1x1", "social"):
        # A crop on the page is some hundred pixels of thousands, so it is told to a few of those.
        assert shown_box(desk, name) == pytest.approx(server_box(desk, name), abs=12), name


def test_focal_point_is_moved_by_the_arrows_and_kept(desk):
    open_picture(desk, "Севан")
    desk.fill("#id_focal_x", "0.5")
    desk.locator("[data-focal-point]").focus()
    for key in ("ArrowLeft", "Shift+ArrowLeft", "ArrowDown"):
        desk.keyboard.press(key)
    desk.fill("#id_focal_y", "0.4")
    assert desk.input_value("#id_focal_x") == "0.390"
    before = desk.locator("[data-cut='1x1']").get_attribute("src")

    desk.click("[name=_save]")

    desk.wait_for_selector("ul.messagelist .success")
    assert float(desk.input_value("#id_focal_x")) == 0.39
    assert desk.locator("[data-cut='1x1']").get_attribute("src") != before
    label = desk.locator("[data-focal-point]").get_attribute("aria-label")
    assert re.search(r"39\D+100\D+40", label)


def test_words_in_three_languages_then_the_next_without_alt_text(desk):
    for name in ("Озеро", "мост"):  # other tests of this site may have left more of them
        picture_without_alt(desk, name)
    desk.goto(f"{LIBRARY}without-alt/")
    newest = desk.url

    for code, words in {"ru": "Лодка", "hy": "Նավակ", "en": "A boat"}.items():
        desk.fill(f"#id_alt_{code}", words)
    desk.click("[name=_next_without_alt]")

    desk.wait_for_selector("ul.messagelist .success")
    assert number(desk.url) != number(newest)
    assert "" in [desk.input_value(f"#id_alt_{code}") for code in ("ru", "hy", "en")]
    desk.fill("#id_alt_ru", "Мост")
    text = "document.querySelector('[data-count-for=id_alt_ru]').textContent"
    wait_until(desk, f"/(^|\\D)4(\\D|$)/.test({text})")


def picture_without_alt(page, words: str) -> None:
    """Take the alt texts off a picture."""
    open_picture(page, words)
    for code in ("ru", "hy", "en"):
        page.fill(f"#id_alt_{code}", "")
    page.click("[name=_save]")
    page.wait_for_selector("ul.messagelist .success")


def number(address: str) -> str:
    return re.search(r"/image/(\d+)/", address)[1]


def test_several_are_chosen_and_described(desk):
    desk.locator("[name=_selected_action]").nth(0).check()
    desk.locator("[name=_selected_action]").nth(1).check()
    assert "2" in desk.locator("[data-chosen]").inner_text()

    desk.click("button[name=action][value=describe]")
    desk.fill("[name=source]", "Reuters")
    desk.click(".ask button.primary")

    desk.wait_for_selector("ul.messagelist .success")
    assert "2" in desk.locator("ul.messagelist .success").inner_text()


@pytest.fixture
def count(desk):
    """How many pictures the list says that there are."""
    return lambda: int(re.sub(r"\D", "", desk.locator(".library-count").inner_text()))


def test_pictures_that_are_dropped_stand_in_the_grid_at_once(desk, count):
    box = desk.locator("[name=_selected_action]").nth(2)
    chosen, before = box.get_attribute("value"), count()
    box.check()

    files = [a_file(f"{name}.jpg", a_picture(9, 109, at)) for at, name in enumerate(("One", "Two"))]
    drop(desk, ".upload-page", *files)
    desk.locator(".shot__name", has_text="One.jpg").wait_for()
    desk.locator(".shot__name", has_text="Two.jpg").wait_for()

    assert sorted(desk.locator(".shot__name").all_inner_texts()[:2]) == ["One.jpg", "Two.jpg"]
    assert count() == before + 2
    assert f"{before + 2}" in desk.locator(".paginator").inner_text()
    ticked = desk.locator("[name=_selected_action]:checked")
    assert [one.get_attribute("value") for one in ticked.all()] == [chosen]
    assert ticked.evaluate("(box) => box === document.activeElement")


def test_picture_that_the_list_was_not_asked_for_stays_out_of_it(desk, count):
    desk.goto(f"{LIBRARY}?q=Севан")
    names, before = desk.locator(".shot__name").all_inner_texts(), count()

    drop(desk, ".upload-page", a_file("Three.jpg", a_picture(9, 109, 3)))
    with desk.expect_response(lambda answer: "?q=" in answer.url):
        desk.locator(".upload[data-state=kept]").wait_for()
    wait_until(desk, "document.querySelector('.upload [data-kept]').childElementCount")

    assert desk.locator(".shot__name").all_inner_texts() == names
    assert count() == before
    assert names


def test_first_picture_of_an_empty_list_brings_what_is_done_with_several(signed_in):
    page = signed_in("editor_hy")
    page.goto(f"{LIBRARY}?whose=mine")
    assert page.locator(".shot, [data-choose-several]").count() == 0

    drop(page, ".upload-page", a_file("Gorge.jpg", a_picture(9, 109, 4)))
    page.locator(".shot__name", has_text="Gorge.jpg").wait_for()
    page.locator("[data-choose-all] input").check()

    assert page.locator(".shot__name").all_inner_texts() == ["Gorge.jpg"]
    assert "1" in page.locator("[data-chosen]").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("has_script", [True, False])
def test_uploading_is_in_reach_of_the_thumb(signed_in, theme, has_script):
    page = signed_in(
        "photo", width=360, height=740, color_scheme=theme, java_script_enabled=has_script
    )
    page.goto(LIBRARY)
    upload = page.locator(".library-upload a")
    places = [upload.bounding_box()]

    page.keyboard.press("End")
    page.locator(".paginator").scroll_into_view_if_needed()
    places.append(upload.bounding_box())

    for place in places:
        assert (place["x"], place["width"]) == (12, 336)
        assert 740 - 12 <= place["y"] + place["height"] <= 740
    last = page.locator(".paginator").bounding_box()
    assert last["y"] + last["height"] <= places[1]["y"]
