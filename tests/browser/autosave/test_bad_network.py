"""Requests are held, dropped and doubled by chance: every word that was typed is saved."""

import random
import re

import pytest

from tests.browser.autosave.hands import open_form, said
from tests.browser.proxy import Rule

TELL = "POST /admin/articles/article/autosave/"
SAVE = "POST /admin/articles/article/{}/change/"
# No save is on its way.
AT_REST = re.compile("Not autosaved|Autosaved|Saved at|No response|Not saved|back online")
TOKENS = [f"слово{number}" for number in range(8)]


@pytest.mark.parametrize("seed", [1, 2])
def test_every_word_is_saved_whatever_the_network_does(far, proxy, address, made, look, seed):
    page, chance, name = far(), random.Random(seed), f"chaos{seed}"
    save = SAVE.format(made["stories"][name])
    open_form(page, address(name), editor=False)
    page.fill("#id_lead_ru", "Начало")
    for token in TOKENS:
        is_save = chance.random() < 0.6
        does = chance.choice(["hold", "drop", "double"])
        words = save if is_save else TELL
        said(page, AT_REST)
        rule = proxy.add(Rule(words, does, 1, is_answer=chance.random() < 0.5))
        page.press("#id_lead_ru", "End")
        page.keyboard.type(f" {token}")
        if is_save:
            page.keyboard.press("Control+s")
        rule.wait()
        page.keyboard.type(".")
        rule.release()
    proxy.clear()

    for _press in range(6):
        said(page, AT_REST)
        page.keyboard.press("Control+s")
        said(page, re.compile("Saved at|No response|Not saved"))
        if all(token in look(name)["lead"] for token in TOKENS):
            break

    after = look(name)
    assert [token for token in TOKENS if token not in after["lead"]] == []
    assert after["lead"] == page.input_value("#id_lead_ru")
    assert page.locator("[data-clash]").count() == 0
