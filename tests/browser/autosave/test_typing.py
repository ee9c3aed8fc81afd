"""What is typed is kept while one types."""

import json
import random
import re

from articles.text import deltas
from tests.browser.autosave.hands import PARAGRAPHS, WORDS, enter, open_form, said, write_into


def test_line_says_when_and_where_words_were_kept(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("line"))
    page.fill("#id_title_ru", "Новый заголовок")

    line = said(page, "Autosaved at")

    assert re.fullmatch(r"Autosaved at \d\d:\d\d\. Others will see it once you save\.", line)
    assert look("line")["rows"][0]["fields"] == {"ru": {"title_ru": ["Новый заголовок"]}}
    assert look("line")["title"] == "История line"


def test_form_in_which_nobody_typed_says_nothing_and_asks_nothing(signed_in, address, look):
    page = signed_in("chief")
    page.add_init_script(
        "window.typings = 0; document.addEventListener('storytyped', () => (typings += 1))"
    )
    asked = []
    page.on("request", lambda one: one.method == "POST" and asked.append(one.url.split("/")[-2]))
    open_form(page, address("still"))
    page.wait_for_load_state("networkidle")

    assert page.evaluate("typings") == 0
    assert page.locator("[data-autosave-status]").inner_text() == ""
    assert set(asked) <= {"presence"}

    page.fill("#id_title_ru", "Тихо")
    said(page, "Autosaved at")
    assert page.evaluate("typings") == 1
    assert look("still")["rows"][0]["fields"] == {"ru": {"title_ru": ["Тихо"]}}


def test_changed_paragraph_of_5000_words_takes_two_kilobytes_at_most(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("wire"))
    sizes = []
    for place, words in ((7, " И ещё одно слово."), (40, " А здесь другое.")):
        write_into(page, place, words)
        with page.expect_response("**/autosave/") as answered:
            pass
        answer = answered.value
        answer.finished()
        size = answer.request.sizes()
        sizes.append(sum(size.values()))
        assert answer.json()["state"] == "kept"

    kept = look("wire")["rows"][0]["fields"]["ru"]["body_ru"]
    before = deltas.split(look("wire")["body"])
    assert [n for n, (one, other) in enumerate(zip(kept, before, strict=True)) if one != other] == [
        7,
        40,
    ]
    assert kept[40].endswith("А здесь другое.</p>")
    assert max(sizes) <= 2048, sizes


def test_deltas_of_the_browser_are_those_of_the_server(signed_in, address):
    page = signed_in("chief")
    open_form(page, address("deltas"))
    chance = random.Random(11)

    def text():
        pieces = [*WORDS, "🏔️", "Çay", "<em>да</em>", "&nbsp;", "а" * 40, "<br>", "  "]
        return " ".join(chance.choice(pieces) for _ in range(chance.randrange(1, 12)))

    for _round in range(60):
        known = [f"<p>{text()}</p>" for _ in range(chance.randrange(8))]
        now = list(known)
        for _edit in range(chance.randrange(4)):
            place = chance.randrange(len(now) + 1)
            now[place : place + chance.randrange(2)] = [f"<p>{text()}</p>"] * chance.randrange(3)
        html = "\n".join(now) + chance.choice(["", "голый <b>текст", "</p>", "<p>не закрыт"])
        told = page.evaluate(
            "async ([known, html]) => {"
            " const { split, delta } = await import('/static/admin/newsroom/autosave/blocks.js');"
            " return { now: split(html), told: delta(known, split(html)) }; }",
            [known, html],
        )
        delta = deltas.Delta(told["told"]["parts"], told["told"]["of"], told["told"]["is"])

        assert told["now"] == deltas.split(html)
        assert delta.of == deltas.fingerprint(known)
        assert deltas.apply(delta, known) == told["now"]


def test_words_are_kept_while_one_types_without_a_pause(signed_in, address, look):
    page = signed_in("chief")
    page.clock.install()
    open_form(page, address("often"), editor=False)
    told = []
    page.on("request", lambda one: "/autosave/" in one.url and told.append(one.post_data))
    for _second in range(12):
        page.type("#id_lead_ru", "о")
        page.clock.run_for(2000)
    said(page, "Autosaved at")

    first, *later = [json.loads(one)["values"]["lead_ru"][0] for one in told]
    # What came after the twenty seconds is told with the next of them.
    assert first in {f"{'о' * number}Лид" for number in (10, 11, 12)}
    assert len(later) <= 1
    assert look("often")["rows"][0]["fields"]["ru"]["lead_ru"] == [f"{'о' * 12}Лид"]


def test_plain_textarea_is_kept_where_the_editor_does_not_load(browser, live_site, address, look):
    context = browser.new_context(base_url=live_site, service_workers="block")
    context.route("**/ckeditor*.js", lambda route: route.abort())
    page = context.new_page()
    enter(page)
    open_form(page, address("plain"), editor=False)
    text = page.input_value("#id_body_ru")
    page.fill("#id_body_ru", text.replace("</p>", " и конец.</p>", 1))

    said(page, "Autosaved at")

    kept = look("plain")["rows"][0]["fields"]["ru"]["body_ru"]
    assert (len(kept), kept[0].endswith(" и конец.</p>")) == (PARAGRAPHS, True)
    context.close()


def test_words_that_come_without_a_key_are_kept_and_looked_at(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("keyless"))
    write_into(page, 0, "")

    with page.expect_response("**/checks/"):
        page.keyboard.insert_text("Подсказано ")
    said(page, "Autosaved at")

    kept = look("keyless")["rows"][0]["fields"]["ru"]["body_ru"]
    assert "Подсказано" in kept[0]
