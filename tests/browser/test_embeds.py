"""Posts and videos of other sites: chosen by an editor, and as still pictures for readers."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TAKEABLE, manage

ADDRESS = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
STORY = """
import json
from articles import workflow
from articles.models import Article, Category, Image
from newsroom.models import User
chief = User.objects.get(username="chief")
video = '<figure data-embed="https://youtu.be/aqz-KE-bpKQ"'
caption = "<figcaption>Лёд тает</figcaption></figure>"
shown = Image.objects.filter(usable_until=None, withdrawn_at=None, is_graphic=False)
still = shown.exclude(renditions={}).exclude(credit_ru="").first()
named = {"still": f' data-image="{still.pk}">', "card": ">"}
addresses = {}
for name, beside in named.items():
    body = f"<p>Раз.</p>{video}{beside}{caption}"
    section = Category.objects.get(slug="sport")
    article = Article(title_ru=f"Видео {name}", body_ru=body, category=section)
    workflow.save(article, by=chief)
    addresses[name] = workflow.publish(article, "ru", by=chief).get_absolute_url()
print(json.dumps(addresses))
"""


@pytest.fixture(scope="module")
def embeds(live_site, server_environment):
    """The addresses of two stories: an embed with a picture of ours, and one without."""
    return json.loads(manage(server_environment, "shell", "-v0", "-c", STORY).splitlines()[-1])


@pytest.fixture
def text_editor(signed_in):
    """The text editor of a new story with the dialog for an address open: (page, editor)."""
    page = signed_in("editor_ru")
    page.goto("/admin/articles/article/add/")
    page.click("[data-tab='ru']")
    editor = page.locator(".field--body_ru .cke")
    editor.locator(".cke_button__embed").click()
    page.fill("dialog.chooser--small input[inputmode='url']", "https://youtu.be/aqz-KE-bpKQ")
    return page, editor


def written(page) -> str:
    """Return the figure that stands in the text, "" for none."""
    html = page.evaluate("CKEDITOR.instances.id_body_ru.getData()")
    found = re.search(r"<figure.*</figure>", html, re.S)
    return re.sub(r"\s*\n\s*", "", found[0]) if found else ""


def test_editor_chooses_a_picture_beside_the_address(text_editor):
    page, editor = text_editor
    page.click("dialog.chooser--small [data-choose]")
    button = page.locator(TAKEABLE).first
    number = button.get_attribute("data-picture")
    button.click()
    page.click("dialog.chooser--small .primary")

    figure = editor.frame_locator("iframe").locator("figure[data-embed]")

    expect(figure.locator("img.seen")).to_have_attribute("src", re.compile(f"/{number}/"))
    assert written(page) == f'<figure data-embed="{ADDRESS}" data-image="{number}"></figure>'


def test_editor_changes_what_was_put_in_and_keeps_its_caption(text_editor):
    page, editor = text_editor
    page.click("dialog.chooser--small [data-choose]")
    page.locator(TAKEABLE).first.click()
    page.click("dialog.chooser--small .primary")
    figure = editor.frame_locator("iframe").locator("figure[data-embed]")
    figure.locator("figcaption").click()
    page.keyboard.type("Лёд тает")
    figure.locator("span.seen").dblclick()
    assert page.input_value("dialog.chooser--small input[inputmode='url']") == ADDRESS

    page.click("dialog.chooser--small [data-remove]")
    page.click("dialog.chooser--small .primary")

    expect(figure.locator("img.seen")).to_have_count(0)
    caption = "<figcaption>Лёд тает</figcaption>"
    assert written(page) == f'<figure data-embed="{ADDRESS}">{caption}</figure>'


def test_escape_puts_nothing_in(text_editor):
    page, _editor = text_editor

    page.keyboard.press("Escape")

    expect(page.locator("dialog.chooser")).to_have_count(0)
    assert written(page) == ""


@pytest.mark.parametrize("kind", ["still", "card"])
@pytest.mark.parametrize("width", [360, 1280])
def test_place_of_a_video_is_as_large_as_the_video(browser, live_site, embeds, kind, width):
    page = browser.new_page(base_url=live_site, viewport={"width": width, "height": 900})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://**", lambda route: route.fulfill(body="A video"))
    page.goto(embeds[kind])
    stage = page.locator("[data-embed-stage]")
    before = size_of(stage)
    assert stage.locator("img").count() == (kind == "still")
    assert all(url.startswith((live_site, "data:")) for url in asked)

    page.locator("[data-embed-show]").focus()
    page.keyboard.press("Enter")

    expect(stage.locator("iframe")).to_be_focused()
    assert size_of(stage) == before
    assert any("youtube-nocookie.com/embed/" in url for url in asked)
    page.close()


def size_of(place) -> tuple[float, float]:
    box = place.bounding_box()
    return round(box["width"]), round(box["height"])


@pytest.mark.parametrize("kind", ["still", "card"])
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_title_of_a_video_is_seen_once(open_page, embeds, kind, script, width):
    page = open_page(width=width, java_script_enabled=script)
    page.goto(embeds[kind])

    words = page.locator(".embed :is(.embed-name, .embed-headline)").evaluate_all(
        "all => all.filter((one) => one.offsetWidth > 1).map((one) => one.textContent)"
    )

    assert words == ["Лёд тает"]
    assert page.get_by_role("link", name="Лёд тает YouTube").get_attribute("href") == ADDRESS


def test_light_page_loads_no_still_and_shows_the_video_on_a_press(browser, live_site, embeds):
    page = browser.new_page(base_url=live_site)
    page.route("https://**", lambda route: route.fulfill(body="A video"))
    page.goto(f"{embeds['still']}?lite=1")
    assert page.locator("[data-embed-stage] img").count() == 0

    page.locator("[data-embed-show]").click()

    expect(page.locator("[data-embed-stage] iframe")).to_be_focused()
    page.close()
