"""A session that is over, a token that went stale: the same save goes on."""

from tests.browser.autosave.hands import (
    end_session,
    enter,
    open_form,
    press_save,
    said,
    saved,
    sign_in_over,
    write_into,
)
from tests.browser.conftest import PASSWORD


def test_save_goes_on_after_signing_in_over_the_form(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("expired"))
    write_into(page, 2, " После ужина.")
    end_session(page)
    page.fill("#id_lead_ru", "Новый лид")
    assert "You are signed out. Autosaved in this browser at" in said(page, "signed out")

    press_save(page)
    page.locator("[data-sign-in][open]").wait_for()
    frame = sign_in_over(page, "chief", "not the password")
    frame.get_by_text("Wrong username or password.").wait_for()
    sign_in_over(page, "chief")
    saved(page)

    after = look("expired")
    assert after["lead"] == "Новый лид"
    assert "После ужина." in after["body"]
    assert (after["versions"], after["rows"]) == (2, [])


def test_signing_in_over_the_form_asks_for_the_second_step(signed_in, address, made, open_page):
    page = open_page()
    page.goto("/admin/login/")
    page.fill("#id_username", "armed")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.fill("#id_code", made["codes"][0])
    page.press("#id_code", "Enter")
    page.wait_for_url("**/admin/")
    open_form(page, address("frame"), editor=False)
    page.fill("#id_lead_ru", "Со вторым шагом")
    end_session(page)

    press_save(page)
    page.locator("[data-sign-in-close]").click()
    said(page, "Not saved yet: you are signed out.")
    page.locator("[data-autosave-sign-in]").click()
    frame = sign_in_over(page, "armed")
    frame.locator("#id_code").fill(made["codes"][1])
    frame.locator("#id_code").press("Enter")

    saved(page)
    assert page.input_value("#id_lead_ru") == "Со вторым шагом"


def test_somebody_else_cannot_go_on_with_the_form(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("other"), editor=False)
    page.fill("#id_lead_ru", "Слова главного")
    end_session(page)
    press_save(page)

    frame = sign_in_over(page, "editor_ru")
    frame.locator(".errornote").wait_for()
    assert look("other")["versions"] == 1
    frame.locator("button.primary").click()
    sign_in_over(page, "chief")

    saved(page)
    assert look("other")["lead"] == "Слова главного"


def test_stale_token_is_renewed_without_a_word(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("token"), editor=False)
    page.fill("#id_lead_ru", "Со старым ключом")
    end_session(page)
    enter(page.context.new_page())

    press_save(page)

    saved(page)
    assert look("token")["lead"] == "Со старым ключом"


def test_form_without_script_goes_on_after_signing_in_and_with_a_stale_token(
    open_page, address, look
):
    page = open_page(java_script_enabled=False)
    enter(page)
    page.goto(address("without"))
    page.fill("#id_lead_ru", "Без скриптов")
    end_session(page)
    press_save(page)
    page.fill("#id_username", "chief")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    assert page.input_value("#id_lead_ru") == "Без скриптов"
    assert look("without")["lead"] == "Лид"

    end_session(page)
    tab = page.context.new_page()
    enter(tab)
    page.fill("#id_lead_ru", "Без скриптов и снова")
    press_save(page)
    page.get_by_role("button", name="Resend").click()

    saved(page)
    assert look("without")["lead"] == "Без скриптов и снова"
    assert look("without")["rows"] == []


def test_laptop_asleep_for_a_day_goes_on(signed_in, address, look):
    page = signed_in("chief")
    page.clock.install()
    open_form(page, address("day"), editor=False)
    page.fill("#id_lead_ru", "Вечером")
    page.clock.run_for(5000)
    said(page, "Autosaved at")
    end_session(page)
    page.clock.fast_forward("24:00:00")
    page.fill("#id_lead_ru", "Утром")
    page.clock.run_for(5000)
    said(page, "You are signed out")

    page.locator("[data-autosave-sign-in]").click()
    sign_in_over(page, "chief")
    said(page, "back online")
    press_save(page)

    saved(page)
    assert look("day")["lead"] == "Утром"
