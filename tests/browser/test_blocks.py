"""The text editor: blocks that are typed into, pastes that come in clean, saving without it."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, wait_until
from tests.data import DATA

EDITOR = "Object.values(CKEDITOR.instances).find((one) => one.container?.isVisible())"
PASTE = f"""(html) => {{
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "words");
  const editor = {EDITOR};
  editor.focus();
  const options = {{ clipboardData: data, bubbles: true, cancelable: true }};
  editor.editable().$.dispatchEvent(new ClipboardEvent("paste", options));
}}"""


@pytest.fixture
def form(signed_in):
    """The form of a new story, at its Russian text, the words of the interface in English."""
    page = signed_in("editor_en")
    page.goto("/admin/articles/article/add/#en")
    wait_until(page, f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    return page


def text_of(page) -> str:
    """Return the HTML of the text without the spaces between its blocks."""
    html = page.evaluate(f"{EDITOR}.getData()")
    return "".join(line.strip() for line in html.splitlines())


def put_in(page, name: str) -> None:
    """Choose a block in the list over the text."""
    button = page.locator(".cke_combo__blocks a.cke_combo_button:visible")
    panel = page.frame_locator("iframe.cke_panel_frame:visible")
    button.click()
    panel.get_by_text(name, exact=True).click()


def paste(page, name: str) -> None:
    page.evaluate(PASTE, (DATA / f"pastes/{name}.html").read_text("utf-8"))
    page.wait_for_selector(".paste-note")


def test_blocks_are_put_in_one_behind_the_other_and_typed_into(form):
    put_in(form, "Fact box")
    form.keyboard.type("A fact")
    put_in(form, "Question and answer")
    form.keyboard.type("Why?")
    form.keyboard.press("Enter")
    form.keyboard.type("Because.")

    assert text_of(form) == (
        '<section data-block="facts"><h3>In brief</h3><p>A fact</p></section>'
        '<section data-block="question"><h3>Why?</h3><p>Because.</p></section>'
    )


def test_story_and_file_are_chosen_and_called_by_their_names(form):
    put_in(form, "See also")
    story = form.locator(".chooser [data-picture]").first
    title = story.get_attribute("data-label")
    story.click()
    body = form.frame_locator(".cke_wysiwyg_frame:visible")
    body.get_by_text("See also:").wait_for()
    put_in(form, "File, audio or video")
    pdf = {"name": "Law.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 %%EOF"}
    form.locator(".chooser input[type=file]").set_input_files(pdf)
    form.locator(".uploads [data-label='Law.pdf']").click()

    body.get_by_text("File, audio or video: Law.pdf").wait_for()
    assert title
    assert 'data-story="' in text_of(form)
    assert 'data-file="' in text_of(form)


def test_word_comes_in_as_headings_lists_and_a_table(form):
    paste(form, "word")

    assert text_of(form) == (
        "<h2>Бюджет города</h2><h2>Куда ушли деньги</h2>"
        "<p>В прошлом году город <strong>впервые</strong> сам составил <em>бюджет</em>.</p>"
        "<ul><li>дороги<ul><li>освещение</li></ul></li><li>школы</li></ul>"
        "<p>Потом:</p><ol><li>насос</li><li>трубы</li></ol>"
        "<table><thead><tr><th>Статья</th><th>Млн драмов</th></tr></thead>"
        "<tbody><tr><td>Дороги</td><td>210</td></tr></tbody></table>"
        '<p>Подробнее <a href="https://www.gov.am/ru/news/?id=7">на сайте</a><sup>[1]</sup>.</p>'
    )
    said = form.locator(".paste-note").inner_text()
    assert "Pictures: 1." in said
    assert "Tracking links: 1." in said
    assert "Styles: " in said


def test_google_docs_come_in_without_their_looks(form):
    paste(form, "google-docs")

    assert text_of(form) == (
        "<h2>Who decides</h2><p>The town has <strong>one</strong><em> budget</em>, says "
        '<a href="https://town.am/budget?year=2026">the council</a>.</p>'
        "<ul><li>roads<ul><li>light</li></ul></li><li><s>schools</s></li></ul>"
        "<table><thead><tr><th>Item</th><th>Sum</th></tr></thead>"
        "<tbody><tr><td>Roads</td><td>210</td></tr></tbody></table>"
    )


def test_telegram_comes_in_as_paragraphs_with_its_signs(form):
    paste(form, "telegram")

    assert text_of(form) == (
        "<p>❗ <strong>Дорога на Джермук закрыта</strong></p>"
        "<p>Из-за снегопада движение остановлено до утра, сообщили "
        '<a href="https://t.me/mes_am">спасатели</a>.<br />Объезда нет.</p>'
        '<p>Бот хроники без подробностей<a href="https://mes.am/news/12">Источник</a></p>'
    )
    assert "Pictures" not in form.locator(".paste-note").inner_text()


def test_hostile_paste_runs_nothing_and_asks_nobody(form):
    html = (
        "<p>Words<img src='https://evil.example/x.png' onerror='window.owned = 1'></p>"
        "<script>window.owned = 1</script><iframe src='https://evil.example/'></iframe>"
        "<a href='javascript:window.owned = 1'>link</a><p onclick='x'>more</p>"
    )

    form.evaluate(PASTE, html)

    form.wait_for_selector(".paste-note")
    assert text_of(form) == "<p>Words</p><p>link</p><p>more</p>"
    assert form.evaluate("window.owned") is None


def test_endless_paste_gets_a_sentence_and_loses_nothing(form):
    form.evaluate(f"{EDITOR}.setData('<p>What I wrote</p>')")
    html = "<p>" + "слово " * 900_000 + "</p>"

    form.evaluate(PASTE, html)

    note = form.locator(".paste-note[role=alert]")
    note.wait_for()
    assert "the limit is one million characters" in note.inner_text()
    assert text_of(form) == "<p>What I wrote</p>"


def test_large_paste_that_is_mostly_looks_comes_in(form):
    line = '<p class="MsoNormal" style="' + "mso-x:1;" * 600 + '">Word</p>'

    form.evaluate(PASTE, line * 1_050)

    form.wait_for_selector(".paste-note[role=status]")
    assert text_of(form).count("<p>Word</p>") == 1_050


def test_browser_takes_tracking_out_like_the_server(form):
    table = json.loads((DATA / "tracking.json").read_text("utf-8"))
    ask = (
        "async (one) => (await import('/static/ckeditor-newsroom/links.js'))"
        f".untracked({EDITOR}.config.newsroom.tracking, one)"
    )

    assert [form.evaluate(ask, given) for given, _left in table] == [left for _given, left in table]


def test_text_and_fields_are_in_their_language_for_the_browsers_spelling(form):
    assert form.evaluate(f"{EDITOR}.document.getBody().getAttribute('lang') || "
                         f"{EDITOR}.document.$.documentElement.lang") == "en"  # fmt: skip
    for name in ("title", "lead", "body"):
        assert form.locator(f"#id_{name}_en").get_attribute("lang") == "en"
    assert form.evaluate(f"{EDITOR}.editable().$.spellcheck") is not False
    assert form.evaluate(f"{EDITOR}.config.disableNativeSpellChecker") is False


@pytest.fixture
def without_editor(browser, live_site):
    """A browser to which CKEditor never comes; what its plugins say of that is nobody's trouble."""
    contexts = []

    def open_one(**options):
        context = browser.new_context(base_url=live_site, service_workers="block", **options)
        contexts.append(context)
        context.route("**/ckeditor/ckeditor/ckeditor*.js", lambda route: route.abort())
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("#id_username", "editor_en")
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/")
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.mark.parametrize("has_script", [True, False])
def test_plain_textarea_saves_where_the_editor_does_not_come(without_editor, has_script):
    page = without_editor(java_script_enabled=has_script)
    page.goto("/admin/articles/article/add/#en")

    page.fill("#id_title_en", f"Plain, {has_script}")
    page.fill("#id_body_en", "<h2>One</h2><p>Two <b>three</b></p>")
    page.locator("button[name=_continue]:not(.visually-hidden):visible").first.click()

    page.wait_for_url("**/change/**")
    kept = page.locator("#id_body_en").input_value()
    assert kept == "<h2>One</h2><p>Two <strong>three</strong></p>"


MAY_BE_SHOWN = ".chooser [data-picture]:not([data-kind], [aria-disabled='true'])"


@pytest.fixture
def film(form):
    """A film in the text, the first picture of the library before it: its figure and its HTML."""
    put_in(form, "File, audio or video")
    form.locator(".chooser [data-kind='mp4']").first.click()
    shown = form.locator(MAY_BE_SHOWN).first
    number = shown.get_attribute("data-picture")
    shown.click()
    figure = form.frame_locator(".cke_wysiwyg_frame:visible").locator("figure[data-file]")
    figure.locator("figcaption").fill("A night")
    return figure, number


def test_double_click_on_a_film_changes_the_picture_before_it(form, film):
    figure, first = film
    before = text_of(form)

    figure.locator("img.seen").dblclick()
    other = form.locator(MAY_BE_SHOWN).nth(1)
    second = other.get_attribute("data-picture")
    other.click()
    wait_until(form, f"{EDITOR}.getData().includes('data-image=\"{second}\"')")

    assert f'data-image="{first}"' in before
    assert text_of(form) == before.replace(f'data-image="{first}"', f'data-image="{second}"')
    assert "<figcaption>A night</figcaption>" in before


def test_picture_before_a_film_is_taken_off(form, film):
    figure, number = film
    before = text_of(form)

    figure.locator("img.seen").dblclick()
    form.locator(".chooser__foot").get_by_role("button", name="Without a picture").click()
    figure.locator("img.seen").wait_for(state="detached")

    assert text_of(form) == before.replace(f' data-image="{number}"', "")
    assert f' data-image="{number}"' in before


def test_picture_before_a_film_stays_where_the_dialog_is_left(form, film):
    figure, _number = film
    before = text_of(form)

    figure.locator("img.seen").dblclick()
    form.locator(".chooser__head").get_by_role("button", name="Cancel").click()
    form.locator(".chooser").wait_for(state="detached")

    assert text_of(form) == before


@pytest.mark.parametrize(
    "scheme, paper", [("light", "rgb(255, 255, 255)"), ("dark", "rgb(16, 18, 21)")]
)
def test_lists_over_the_text_have_the_font_and_the_theme_of_the_admin(signed_in, scheme, paper):
    page = signed_in("editor_en", color_scheme=scheme)
    page.goto("/admin/articles/article/add/#en")
    wait_until(page, f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    font = page.evaluate("getComputedStyle(document.body).fontFamily")

    for name, item in [("blocks", "Key points"), ("format", "Paragraph Format")]:
        button = page.locator(f".cke_combo__{name} a.cke_combo_button:visible")
        button.click()
        words = page.frame_locator("iframe.cke_panel_frame:visible").get_by_text(item, exact=True)

        look = "[getComputedStyle(one).fontFamily, getComputedStyle(body).backgroundColor]"
        shown = words.evaluate(f"one => {{ const {{ body }} = one.ownerDocument; return {look}; }}")

        assert shown == [font, paper]
        assert button.evaluate("one => getComputedStyle(one).fontFamily") == font
        page.keyboard.press("Escape")


def test_own_words_of_a_picture_are_shown_in_the_language_of_the_text_and_are_none_of_it(signed_in):
    page = signed_in("editor_ru")
    page.goto("/admin/articles/article/add/#ru")
    errors = []
    page.on("console", lambda line: line.type == "error" and errors.append(line.text))
    wait_until(page, f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    html = '<p>Раз</p><figure data-image="1"></figure><p>Два</p>'
    page.evaluate(
        f"html => new Promise(done => {EDITOR}.setData(html, {{ callback: done }}))", html
    )
    text = page.frame_locator("iframe.cke_wysiwyg_frame:visible")
    own = text.locator("figure .own")

    expect(own).to_have_text(
        "Лодка под парусом на Севане в начале осени Иллюстрация: Лилит Зограбян"
    )
    assert text_of(page) == html

    text.locator("figcaption").click()
    page.keyboard.type("Своя")
    expect(own.locator("> span")).to_be_hidden()
    expect(own.locator("small")).to_be_visible()
    assert "<figcaption>Своя</figcaption></figure>" in text_of(page)

    for _letter in "Своя":
        page.keyboard.press("Backspace")
    expect(own.locator("> span")).to_be_visible()
    assert text_of(page) == html
    page.fill("#id_title_ru", "Фото")
    page.locator("button[value='submit:ru']:visible").click()
    page.wait_for_url("**/change/**")
    assert errors == []
