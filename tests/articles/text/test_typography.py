"""The repair of signs: what each language gets, and that nothing else is ever touched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.cleaning import clean
from articles.text.typography import EV, repair, repair_html

NB = "\xa0"


@pytest.mark.parametrize(
    "before, after",
    [
        ('Газета "Азг" пишет', "Газета «Азг» пишет"),
        ('Он сказал: "Клуб "Арарат" победил"', "Он сказал: «Клуб „Арарат“ победил»"),
        ("Фильм “Цвет граната”", "Фильм «Цвет граната»"),
        ("Уже «верно „так“»", "Уже «верно „так“»"),
        ('Не кончено "так', 'Не кончено "так'),
        ('Экран 15" и 17"', 'Экран 15" и 17"'),
        ("Ереван - столица", f"Ереван{NB}— столица"),
        ("Ереван – столица", f"Ереван{NB}— столица"),
        ("- Нет", "— Нет"),
        ("в 1990-1999 годах", "в 1990–1999 годах"),
        ("счёт 3-2, тел. 010-52-11, 2024-05-01", "счёт 3-2, тел. 010-52-11, 2024-05-01"),
        ("кто-то из-за", "кто-то из-за"),
        ("рост 10 %", f"рост 10{NB}%"),
        ("рост 10%", "рост 10%"),
        ("дом №5 и № 6", f"дом №{NB}5 и №{NB}6"),
        ("5 км и 10 кмх", f"5{NB}км и 10 кмх"),
        ("на 10 000 драмов", f"на 10{NB}000{NB}драмов"),
        ("А. С. Пушкин", f"А.{NB}С.{NB}Пушкин"),
        ("О'Генри...", "О’Генри…"),
        ("в 12:30 и на сайте http://a.am/b--c", "в 12:30 и на сайте http://a.am/b--c"),
        ("5 - 3", "5 - 3"),
        ("Участники :", "Участники:"),
        ("Он сказал : да", "Он сказал: да"),
        ("Газета «Азг» : итоги 2024 : все", "Газета «Азг»: итоги 2024: все"),
        ("счёт 2 : 1, масштаб 1:50", "счёт 2 : 1, масштаб 1:50"),
        ("хорошо :) и :-) и :D и : )", "хорошо :) и :-) и :D и : )"),
        ("сайт https://a.am : там", "сайт https://a.am : там"),
    ],
)
def test_repair_russian(before, after):
    assert repair(before, "ru") == after


@pytest.mark.parametrize(
    "before, after",
    [
        ("Լիճը վերադառնում է:", "Լիճը վերադառնում է։"),
        ("Առաջինը: Երկրորդը:", "Առաջինը։ Երկրորդը։"),
        ("Ժամը 12:30-ին:", "Ժամը 12:30-ին։"),
        ("Ժամը 12:30: Հետո", "Ժամը 12:30։ Հետո"),
        ("2024: Նոր տարի", "2024։ Նոր տարի"),
        ("հարաբերությունը 3:2 է", "հարաբերությունը 3:2 է"),
        ("կայքը` https://a.am/b:c", "կայքը՝ https://a.am/b:c"),
        ("Նա` ով գիտի", "Նա՝ ով գիտի"),
        ("Սա `կոդ` է", "Սա `կոդ՝ է"),
        ("Եկավ նա:Իսկ հետո գնաց:", "Եկավ նա։ Իսկ հետո գնաց։"),
        ("Եկավ նա :", "Եկավ նա։"),
        ("Եկավ նա : Իսկ հետո", "Եկավ նա։ Իսկ հետո"),
        ("Եկավ նա :Իսկ հետո", "Եկավ նա։ Իսկ հետո"),
        ("Եկավ նա ։Իսկ հետո", "Եկավ նա։ Իսկ հետո"),
        ("«Այո»:«Ոչ» :ԱՄՆ-ը", "«Այո»։ «Ոչ»։ ԱՄՆ-ը"),
        ("Ժամը 12:30:Հետո 2024:Նոր տարի", "Ժամը 12:30։ Հետո 2024։ Նոր տարի"),
        ("2024 : Նոր տարի", "2024։ Նոր տարի"),
        ("հաշիվը 2:1, 2 : 1, ժամը 12:30, 9:05-ին", "հաշիվը 2:1, 2 : 1, ժամը 12:30, 9:05-ին"),
        ("լավ է :) և :-) և :D", "լավ է :) և :-) և :D"),
        ("լավ է:) և:-(", "լավ է:) և:-("),
        ("(լավ է:) Հետո", "(լավ է։) Հետո"),
        ("https://a.am/նա:Իսկ press@a.am :", "https://a.am/նա:Իսկ press@a.am :"),
        ("կոդ:արժեք", "կոդ:արժեք"),
        ('"Ազգ" թերթը', "«Ազգ» թերթը"),
        ("«Այո»,- ասաց նա:", "«Այո»,– ասաց նա։"),
        ("Երևան եւ Գյումրի", "Երևան եւ Գյումրի"),
        ("10 կմ", f"10{NB}կմ"),
    ],
)
def test_repair_armenian(before, after):
    assert repair(before, "hy") == after


@pytest.mark.parametrize(
    "before, after",
    [
        ('He said "yes"', "He said “yes”"),
        ('He said "she said "no""', "He said “she said ‘no’”"),
        ("don't, the '90s", "don’t, the ’90s"),
        ("It's the 'new' one", "It’s the ‘new’ one"),
        ("the editors' room", "the editors’ room"),
        ("Yerevan - the capital", f"Yerevan{NB}– the capital"),
        ("pages 10-15", "pages 10–15"),
        ("a well-known fact", "a well-known fact"),
        ("They said : yes", "They said: yes"),
        ("won 2 : 1 :) on C:\\Data at 12:30", "won 2 : 1 :) on C:\\Data at 12:30"),
        ("5 km, 3 million", f"5{NB}km, 3{NB}million"),
    ],
)
def test_repair_english(before, after):
    assert repair(before, "en") == after


@pytest.mark.parametrize(
    "ev, after", [("", "Երևան եւ Գյումրի"), ("և", "Երևան և Գյումրի"), ("եւ", "Երեւան եւ Գյումրի")]
)
def test_repair_writes_armenian_and_as_the_newsroom_does(ev, after):
    assert repair("Երևան եւ Գյումրի", "hy", ev=ev) == after
    assert repair("Երևան եւ Գյումրի", "ru", ev=ev) == "Երևան եւ Գյումրի"


def test_repair_html_sees_a_quotation_through_its_tags():
    html = '<p>Он: "<strong>да</strong>, <a href="/x?a=%22b%22">конечно</a>"</p>'

    assert repair_html(html, "ru") == (
        '<p>Он: «<strong>да</strong>, <a href="/x?a=%22b%22">конечно</a>»</p>'
    )


def test_repair_html_does_not_pair_across_paragraphs():
    html = '<p>Один "раз</p><p>два" три</p>'

    assert repair_html(html, "ru") == html


def test_repair_html_ends_armenian_sentences_outside_of_code():
    html = (
        "<p>Եկավ <b>նա</b>:Իսկ <b>հետո </b>: Գնաց :</p>"
        "<pre>նա:Իսկ :</pre><p><code>նա:Իսկ</code>:</p>"
    )

    assert repair_html(html, "hy") == (
        "<p>Եկավ <b>նա</b>։ Իսկ <b>հետո</b>։ Գնաց։</p>"
        "<pre>նա:Իսկ :</pre><p><code>նա:Իսկ</code>։</p>"
    )


def test_repair_html_leaves_code_moments_and_attributes():
    html = (
        '<h2><time datetime="2026-01-01T10:00+04:00">10:00 - 11:00</time> - Итог</h2>'
        '<pre>a - b "c"</pre><p><code>x - y</code> - это "код"</p>'
        '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>'
    )

    assert repair_html(html, "ru") == html.replace("</time> - Ит", "</time>&nbsp;— Ит").replace(
        '</code> - это "код"', "</code>&nbsp;— это «код»"
    )


def test_repair_html_keeps_references():
    assert repair_html("<p>a &lt; b &amp; 5 %</p>", "en") == "<p>a &lt; b &amp; 5&nbsp;%</p>"


# Whatever is typed

SIGNS = st.sampled_from(
    [*"\"“”„«»'’‘`:։.,-–—№%( )/@0123", NB, " ", " ", "...", "--", " - ", "12:30", "https://a.am/:-"]
)
LETTERS = st.text("абЯёաբՖևabZ ", min_size=1, max_size=6)
TYPED = st.lists(SIGNS | LETTERS | st.text(max_size=4), max_size=25).map("".join)
TAGS = st.sampled_from(
    ["<p>", "</p>", "<strong>", "</strong>", "<br>", "<code>", "</code>", "<h2>", "<li>", "<ul>"]
    + ['<a href="https://a.am/x-1">', "</a>", "<td>", "<table>", "</table>", "<pre>", "</pre>"]
)
WRITTEN = st.lists(TAGS | TYPED, max_size=20).map("".join).map(clean)
LANGUAGES = st.sampled_from(["ru", "hy", "en"])


@given(TYPED, LANGUAGES, st.sampled_from(EV))
def test_repair_twice_is_once(typed, language, ev):
    once = repair(typed, language, ev=ev)

    assert repair(once, language, ev=ev) == once


@given(WRITTEN, LANGUAGES, st.sampled_from(EV))
def test_repair_html_twice_is_once_and_is_clean(html, language, ev):
    once = repair_html(html, language, ev=ev)

    assert repair_html(once, language, ev=ev) == once
    assert clean(once) == once


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


@given(WRITTEN, LANGUAGES)
def test_repair_html_changes_no_letter_digit_or_tag(html, language):
    repaired = repair_html(html, language)

    assert re.findall("<[^>]*>", repaired) == re.findall("<[^>]*>", html)
    assert letters(repaired.replace("&nbsp;", " ")) == letters(html.replace("&nbsp;", " "))


@given(TYPED, LANGUAGES)
def test_repair_changes_no_time_and_no_address(typed, language):
    text = f"{typed} 09:05 http://e.am/a-b?c:'d' x@e.am {typed}"

    repaired = repair(text, language)

    for one in (" 09:05 ", "http://e.am/a-b?c:'d'", "x@e.am"):
        assert repaired.count(one) >= text.count(one) - 1
        assert one.strip() in repaired


def test_language_without_signs_of_its_own_gets_those_that_all_share():
    assert repair('"Zaba" - 10 000...', "qz") == '"Zaba" - 10\xa0000…'
    assert repair_html("<p>№ 5 -- 5-7</p>", "qz") == "<p>№&nbsp;5 -- 5–7</p>"
