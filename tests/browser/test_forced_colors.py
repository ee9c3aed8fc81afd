"""In a browser: signs without words in forced colours, names of buttons that are alike."""

from io import BytesIO

from PIL import Image

VIDEOS = "/en/search/?q=chips"


def colours_of(page, box) -> int:
    """Return how many colours stand in a part of the window; one is a blank."""
    picture = Image.open(BytesIO(page.screenshot(clip=box))).convert("RGB")
    return len(picture.getcolors(1 << 24))


def test_sign_to_play_is_seen_in_forced_colors(open_page):
    page = open_page(forced_colors="active")
    page.goto(VIDEOS)
    card = page.locator(".card[data-kind='video'] .card-picture").first.bounding_box()
    # The sign stands in the lower left corner, 3rem square: white on black whatever the picture is.
    corner = {"x": card["x"], "y": card["y"] + card["height"] - 48, "width": 48, "height": 48}
    assert colours_of(page, corner) > 1

    page.locator("[data-stream-list] h2 a").first.click()
    page.wait_for_url("**/en/post/**")

    sign = page.locator(".embed-play").first
    sign.scroll_into_view_if_needed()
    assert colours_of(page, sign.bounding_box()) > 1


def test_category_of_the_page_is_marked_in_forced_colors(open_page):
    page = open_page(forced_colors="active")
    page.goto("/en/category/culture/")

    lines = page.locator(".menu [data-more-fits] a").evaluate_all(
        "all => all.map((one) => [one.innerText, getComputedStyle(one).textDecorationLine])"
    )

    assert [name for name, line in lines if line == "underline"] == ["Culture"]


def test_buttons_of_several_posts_have_names_of_their_own(open_page, odd):
    page = open_page()
    page.goto(odd["table"])

    names = page.locator("[data-embed-show]").evaluate_all("all => all.map((one) => one.ariaLabel)")

    assert names[:3] == [
        "Показать здесь: https://x.com/news/status/1234567890",
        "Показать здесь: https://t.me/newsroom/12",
        "Показать здесь: https://vimeo.com/76979871",
    ]
    assert names[3:] == ["Показать здесь: Вода"]
