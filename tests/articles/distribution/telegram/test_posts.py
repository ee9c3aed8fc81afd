"""What a post says, within Telegram's limits and rules."""

import re
from html import unescape

import pytest

from articles.distribution.telegram.posts import length, message, text_of, withdrawn_sentence


@pytest.fixture
def edition(make_edition, settings):
    settings.SITE_URL = "https://news.example"
    return make_edition("ru", slug_ru="ozero")


LINK = "https://news.example/ru/post/ozero/"


def seen(html: str) -> str:
    return unescape(re.sub(r"</?b>", "", html))


def test_first_line_stands_out_and_the_link_is_last(edition):
    html = message("Озеро\n\nВода пришла.\nСама.", edition, 1024)

    assert html == f"<b>Озеро</b>\n\nВода пришла.\nСама.\n\n{LINK}"


def test_signs_of_html_are_escaped(edition):
    html = message('A < B & "C"\n<script>&amp;', edition, 1024)

    assert html == f'<b>A &lt; B &amp; "C"</b>\n\n&lt;script&gt;&amp;amp;\n\n{LINK}'


@pytest.mark.parametrize("word", ["озеро ", "😀 ", "a&b<c ", "Սևան\n", "х" * 50])
@pytest.mark.parametrize("limit", [1024, 4096])
def test_long_text_is_cut_and_the_link_stays_whole(edition, word, limit):
    html = message("Заголовок\n" + word * 5000, edition, limit)

    shown = seen(html)
    assert limit - 60 < length(shown) <= limit
    assert shown.endswith(f"…\n\n{LINK}")


def test_text_is_cut_after_a_word(edition):
    html = message("один два три четыре пять шесть", edition, len(LINK) + 5 + 15)

    assert html == f"<b>один два три…</b>\n\n{LINK}"


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\ud800", "\u2028", "\ufffe"])
def test_odd_characters_do_no_harm(edition, odd):
    html = message(f"Озе{odd}ро\nлид{odd}", edition, 1024)

    assert html.encode()
    assert not re.search("[\x00-\x09\x0b-\x1f\ud800-\udfff]", html)


def test_title_alone_is_a_post(edition):
    assert message(text_of("Озеро", ""), edition, 1024) == f"<b>Озеро</b>\n\n{LINK}"


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_partner_material_is_marked(make_edition, language):
    edition = make_edition(language, kind="partner", **{f"title_{language}": "X"})

    first = message("X", edition, 1024).split("\n\n")

    assert len(first) == 3
    assert first[1] == "<b>X</b>"


def test_withdrawn_sentence_is_in_the_language_of_the_channel():
    assert withdrawn_sentence("en") == "This story was withdrawn from the site."
