"""What was not saved is offered on return."""

from tests.browser.autosave.hands import (
    crash,
    enter,
    open_form,
    press_save,
    said,
    saved,
    write_into,
)


def test_crash_loses_nothing(rough, address, look):
    page = rough("chief")
    open_form(page, address("crash"))
    write_into(page, 3, " Перед самой бедой.")
    said(page, "Autosaved at")
    crash(page)

    back = page.context.new_page()
    open_form(back, address("crash"))
    offer = back.locator("[data-unsaved-offer] [data-unsaved]")
    offer.wait_for()
    offer.get_by_text("What changed?").click()
    assert back.locator("ins").inner_text().strip() == "Перед самой бедой."
    back.locator(".ask__buttons").get_by_text("Restore it").click()
    back.frame_locator(".field--body_ru iframe").get_by_text("Перед самой бедой.").wait_for()
    assert "is back in the form" in back.locator(".unsaved--taken").inner_text()
    press_save(back)
    saved(back)

    after = look("crash")
    assert "Перед самой бедой." in after["body"]
    assert (after["versions"], after["rows"]) == (2, [])


def test_another_laptop_is_offered_what_a_closed_one_kept(signed_in, address):
    page = signed_in("chief")
    open_form(page, address("laptop"), editor=False)
    page.fill("#id_lead_ru", "С первого ноутбука")
    said(page, "Autosaved at")
    other = signed_in("chief")
    open_form(other, address("laptop"), editor=False)
    other.wait_for_load_state("networkidle")
    assert other.locator("[data-unsaved]").count() == 0  # the first one is still open

    page.close(run_before_unload=True)
    other.wait_for_timeout(1500)
    other.reload()

    other.locator("[data-unsaved]").wait_for()
    other.locator("[data-unsaved] button").click()
    other.locator("[data-unsaved]").wait_for(state="detached")
    other.reload()
    other.wait_for_load_state("networkidle")
    assert other.locator("[data-unsaved]").count() == 0


def test_two_tabs_of_one_person_give_no_alarm(signed_in, address, look):
    one = signed_in("chief")
    open_form(one, address("tabs"), editor=False)
    one.fill("#id_title_ru", "Из первой вкладки")
    said(one, "Autosaved at")

    two = one.context.new_page()
    open_form(two, address("tabs"), editor=False)
    two.fill("#id_lead_ru", "Из второй вкладки")
    said(two, "Autosaved at")
    assert two.locator("[data-unsaved]").count() == 0
    press_save(two)
    saved(two)
    press_save(one)
    saved(one)

    after = look("tabs")
    assert (after["title"], after["lead"]) == ("Из первой вкладки", "Из второй вкладки")
    assert after["rows"] == []


def test_new_story_that_was_never_saved_is_offered(rough):
    page = rough("reporter")
    page.goto("/admin/articles/article/add/#ru")
    page.fill("#id_title_ru", "Ещё не сохранённая")
    page.locator(".autosave").wait_for(timeout=30_000)
    crash(page)

    back = page.context.new_page()
    back.goto("/admin/articles/article/add/#ru")
    back.locator("[data-unsaved] a").nth(1).click()

    back.locator(".unsaved--taken").wait_for()
    assert back.input_value("#id_title_ru") == "Ещё не сохранённая"
    back.goto("/admin/articles/article/unsaved/")
    mine = back.locator("[data-unsaved]").filter(has_text="Ещё не сохранённая")
    assert mine.count() == 1
    with back.expect_navigation():
        mine.locator("button").click()
    assert mine.count() == 0


def test_words_that_only_the_browser_has_come_back_on_return(rough, address, look):
    page = rough("chief")
    open_form(page, address("lost"), editor=False)
    page.context.set_offline(True)
    page.fill("#id_lead_ru", "Только здесь")
    said(page, "You are offline")
    back = page.context.new_page()
    page.close()
    back.context.set_offline(False)

    open_form(back, address("lost"), editor=False)

    back.locator("[data-unsaved]").get_by_text("Restore it").click()
    back.locator(".unsaved--taken").wait_for()

    assert back.input_value("#id_lead_ru") == "Только здесь"
    assert look("lost")["lead"] == "Лид"  # nothing is saved before the button is pressed
    press_save(back)
    saved(back)
    assert look("lost")["lead"] == "Только здесь"


def test_text_that_the_server_refused_is_offered_by_the_browser_that_holds_it(rough, address, look):
    page = rough("chief")
    open_form(page, address("refused"), editor=False)
    page.fill("#id_title_ru", "С длинным лидом")
    long = """words => { const field = document.querySelector('#id_lead_en');
        field.value = words; field.dispatchEvent(new Event('input', { bubbles: true })); }"""
    page.evaluate(long, "слово " * 200_000)
    said(page, "The text is too long: the limit is one million characters.")
    crash(page)

    back = page.context.new_page()
    open_form(back, address("refused"), editor=False)
    row = back.locator(".unsaved").filter(has=back.locator("[data-here-take]"))
    assert "С длинным лидом" in row.inner_text()
    assert "The text is too long: the limit is one million characters." in row.inner_text()
    row.locator("[data-here-take]").click()
    said(back, "The text is too long: the limit is one million characters.")

    lead = "document.querySelector('#id_lead_en').value"
    assert back.evaluate(f"{lead}.length") == 1_200_000
    assert back.input_value("#id_title_ru") == "С длинным лидом"
    back.evaluate(long, "Short")
    said(back, "Autosaved at")
    press_save(back)
    saved(back)
    assert (look("refused")["title"], look("refused")["rows"]) == ("С длинным лидом", [])
    open_form(back, address("refused"), editor=False)
    back.wait_for_load_state("networkidle")
    assert back.locator("[data-here-take]").count() == 0


def test_broken_markup_is_kept_and_taken_in(browser, live_site, address, look):
    context = browser.new_context(base_url=live_site, service_workers="block")
    context.route("**/ckeditor*.js", lambda route: route.abort())
    page = context.new_page()
    enter(page)
    open_form(page, address("broken"), editor=False)
    page.fill("#id_body_ru", "</p><p>Раз <em>два</p><table><td>три<script>alert(1)</script>")
    said(page, "Autosaved at")
    crash(page)

    back = context.new_page()
    open_form(back, address("broken"), editor=False)
    back.locator("[data-unsaved]").get_by_text("Restore it").click()
    back.locator(".unsaved--taken").wait_for()

    text = back.input_value("#id_body_ru")
    assert [word in text for word in ("Раз", "два", "три", "script")] == [True] * 3 + [False]
    context.close()
