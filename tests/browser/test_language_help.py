"""Help with language under the hands: the original beside, signs, names, background, tags."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_until

LIST = "/admin/articles/article/"
BODY = '<h2>Итог</h2><p>Вода поднялась у Гюмри.</p><p>Она сказала: "Да" - и ушла.</p>'


def type_into(page, code: str, html: str) -> None:
    """Write a body as CKEditor would hold it."""
    wait_until(page, f"CKEDITOR.instances.id_body_{code}?.status === 'ready'")
    page.evaluate(f"CKEDITOR.instances.id_body_{code}.setData({html!r})")
    wait_until(page, f"CKEDITOR.instances.id_body_{code}.checkDirty()")


def press(page, selector: str) -> None:
    with page.expect_navigation():
        page.click(selector)


@pytest.fixture
def story(signed_in):
    """Open the form of a new Russian story with a text, saved."""

    def make(**options):
        page = signed_in("chief", **{"width": 1440, **options})
        page.goto(f"{LIST}add/#ru")
        page.fill("#id_title_ru", "Вода вернулась к берегам озера")
        type_into(page, "ru", BODY)
        press(page, "[data-language-panel=ru] button[name=_continue]")
        page.locator("[data-tab=hy]").click()
        return page

    return make


def test_translation_begins_beside_its_original(story):
    page = story()
    press(page, "[data-help=hy] [value='start_translation:hy']")
    page.wait_for_selector("#hy .beside--body")
    wait_until(page, "CKEDITOR.instances.id_body_hy?.status === 'ready'")

    beside = page.locator("#hy [data-beside-piece]").all_inner_texts()
    left, right = (page.locator(one).bounding_box() for one in (".beside--title", "#id_title_hy"))
    marked = "CKEDITOR.instances.id_body_hy.editable().$.querySelectorAll('[data-source]').length"

    assert beside[0].startswith("Итог")
    assert left["x"] + left["width"] < right["x"]
    assert page.evaluate(marked) == 3


def test_first_letter_takes_the_grey_off_and_counts_as_a_word(story):
    page = story()
    press(page, "[data-help=hy] [value='start_translation:hy']")
    wait_until(page, "CKEDITOR.instances.id_body_hy?.status === 'ready'")
    frame = page.frame_locator("#hy iframe.cke_wysiwyg_frame")
    assert "0" in page.inner_text("[data-words-of=id_body_hy]")

    frame.locator("p").first.click(click_count=3)
    page.keyboard.type("Ջուրը բարձրացավ")

    assert frame.locator("[data-source]").count() == 2
    wait_until(page, "/2/.test(document.querySelector('[data-words-of=id_body_hy]').textContent)")
    press(page, "[data-language-panel=hy] button[name=_continue]")
    assert "Ջուրը բարձրացավ" in page.input_value("#id_body_hy")
    assert page.input_value("#id_body_hy").count("data-source") == 2


def test_name_of_the_glossary_is_put_where_one_types(story):
    page = story()
    page.wait_for_selector("#hy .beside--body")
    page.focus("#id_lead_hy")

    page.click("#hy .beside--body [data-put-in='Գյումրի']")

    assert page.input_value("#id_lead_hy") == "Գյումրի"


def test_original_stands_beside_on_a_phone_only_when_asked_for(story):
    page = story(width=390)
    assert page.locator("#hy .beside").count() == 0

    page.select_option("[data-help=hy] select", "ru")
    page.wait_for_selector("#hy .beside--title")

    above = page.locator(".beside--title").bounding_box()
    assert above["y"] < page.locator("#id_title_hy").bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_signs_are_repaired_and_put_back_with_one_press(story):
    page = story()
    page.locator("[data-tab=ru]").click()
    page.fill("#id_lead_ru", 'Газета "Азг"')
    wait_until(page, "CKEDITOR.instances.id_body_ru?.status === 'ready'")
    body = "CKEDITOR.instances.id_body_ru.getData()"

    page.click("[data-help=ru] [data-repair]")
    page.wait_for_selector("[data-help=ru] [data-repair-undo]")
    wait_until(page, f"{body}.includes('«Да»')")
    repaired = page.input_value("#id_lead_ru")
    page.click("[data-help=ru] [data-repair-undo]")
    wait_until(page, f"!{body}.includes('«Да»')")

    assert repaired == "Газета «Азг»"
    assert page.input_value("#id_lead_ru") == 'Газета "Азг"'
    assert '"Да" - и' in page.evaluate(body).replace("&quot;", '"')


def test_background_is_found_and_put_in_with_the_keyboard(story):
    page = story()
    page.locator("[data-tab=ru]").click()
    wait_until(page, "CKEDITOR.instances.id_body_ru?.status === 'ready'")

    page.focus("[data-help=ru] [data-background]")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.background .background__one")
    page.keyboard.type("уровень")
    wait_until(page, "document.querySelectorAll('.background__one').length === 1")
    page.focus(".background__one")
    page.keyboard.press("Enter")
    press(page, "[data-language-panel=ru] button[name=_continue]")

    assert "крупнейшее озеро Южного Кавказа" in page.input_value("#id_body_ru")
    page.goto("/admin/articles/background/")
    press(page, "text=Севан: уровень озера")
    assert page.locator("section[aria-labelledby=uses] li").count() >= 1


def test_tag_is_made_while_one_types(story):
    page = story()
    page.locator("[data-tab=shared]").click()
    page.fill(".field--tags .select2-search__field", "Небывалое слово")
    page.locator(".select2-results__option", has_text="Небывалое слово").click()

    press(page, "[data-language-panel=ru] button[name=_continue]")

    assert page.locator(".field--tags option:checked").inner_text() == "Небывалое слово"


def test_address_follows_the_title(story):
    page = story()
    page.locator("[data-tab=ru]").click()

    address = page.locator("#id_slug_ru")
    before = address.get_attribute("placeholder")

    page.fill("#id_title_ru", "Другое название")

    expect(address).to_have_attribute("placeholder", "drugoe-nazvanie")
    assert before == "voda-vernulas-k-beregam-ozera"
    assert address.input_value() == ""  # shown, not written: the next title changes it again


def test_translation_begins_and_is_saved_without_a_script(story, signed_in):
    address = story().url.split("#")[0]
    page = signed_in("chief", java_script_enabled=False)
    page.goto(address)

    press(page, "[data-help=hy] [value='start_translation:hy']")
    typed = page.input_value("#id_body_hy").replace("Итог", "Ամփոփում")
    page.fill("#id_body_hy", typed)
    press(page, "[data-language-panel=hy] button[name=_continue]")

    assert page.input_value("#id_body_hy").startswith("<h2>Ամփոփում</h2>")
    assert page.input_value("#id_body_hy").count("data-source") == 2
