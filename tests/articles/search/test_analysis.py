"""Forms of a word find each other, in three languages; other words do not."""

import time
import unicodedata

import pytest

from articles.search.analysis import lemmas, parts, words
from articles.search.language import armenian
from articles.search.language.letters import folded


def meet(one: str, other: str, language: str) -> bool:
    return not lemmas(one, language).isdisjoint(lemmas(other, language))


@pytest.mark.parametrize(
    "language, one, other",
    [
        ("ru", "озёрами", "озеро"),
        ("ru", "ЛЮДИ", "человек"),
        ("ru", "Ереване", "Ереван"),
        ("ru", "Пашиняну", "Пашинян"),
        ("ru", "Пашиняном", "Пашиняна"),
        ("ru", "Нью-Йорке", "Нью-Йорк"),
        ("ru", "1990-х", "1990"),
        ("hy", "տներում", "տուն"),
        ("hy", "կանանց", "կին"),
        ("hy", "լճի", "լիճ"),
        ("hy", "աշխատում", "աշխատել"),
        ("hy", "Փաշինյանը", "Փաշինյան"),
        ("hy", "Փաշինյանի", "Փաշինյանից"),
        ("hy", "Երևանում", "Երևան"),
        ("hy", "ԵՐԵՎԱՆ", "Երևանի"),
        ("hy", "Եւրոպայի", "Եվրոպա"),
        ("hy", "ՀՀ-ում", "ՀՀ"),
        ("hy", "Facebook-ում", "facebook"),
        ("hy", "ինչո՞ւ", "ինչու"),
        ("en", "mice", "mouse"),
        ("en", "went", "go"),
        ("en", "cities", "city's"),
        ("en", "e-mails", "email"),
        ("en", "Indians", "Indian"),
        ("en", "O’Brien", "O'Brien"),
        ("en", "café", "CAFE"),
        ("en", "jihadis", "jihadi"),
        ("en", "tastings", "tasting"),
        ("en", "better", "good"),
        ("en", "Harutyunyans", "Harutyunyan"),
        ("ru", "следующая", "следующими"),
        ("ru", "протестовавший", "протестовать"),
        ("ru", "Apples", "apple"),
        ("en", "Ереване", "Ереван"),
    ],
)
def test_forms_of_a_word_meet(language, one, other):
    assert meet(one, other, language)


@pytest.mark.parametrize(
    "language, one, other",
    [
        ("ru", "стол", "столица"),
        ("ru", "США", "ЕС"),
        ("hy", "տուն", "տունկ"),
        ("hy", "Երևան", "երեկ"),
        ("en", "house", "horse"),
        ("en", "news", "new"),
        ("en", "banking", "banks"),
        ("en", "better", "well"),
        ("en", "elder", "old"),
        ("en", "number", "numb"),
        ("en", "Williams", "William"),
        ("ru", "следующий", "следует"),
        ("ru", "2025", "2026"),
    ],
)
def test_other_words_do_not(language, one, other):
    assert not meet(one, other, language)


@pytest.mark.parametrize(
    "language, word",
    [("ru", "США"), ("hy", "ՀՀ"), ("ru", "ЕС"), ("en", "2026"), ("ru", "25.11.2026")],
)
def test_numbers_dates_and_abbreviations_stay(language, word):
    assert lemmas(word, language) == {word.lower()}


@pytest.mark.parametrize("word", ["Йод", "ёлка", "café", "Ереван́"])
def test_every_way_to_compose_a_letter_is_one(word):
    ways = {lemmas(unicodedata.normalize(form, word), "ru") for form in ("NFC", "NFD")}

    assert len(ways) == 1


def test_soft_hyphens_and_kinds_of_hyphens_are_one():
    assert folded("Нью\u2011Йорк") == folded("нью-йорк") == folded("Нью-\xadЙорк")


@pytest.mark.parametrize(
    "word",
    ["", "-", "--", "’", "\0", "\ud800", "👩‍👧", "a" * 20_000, "Ա" * 500, "́", "т\U00018671"],
)
def test_any_text_is_a_word(word):
    for language in ("ru", "hy", "en"):
        assert isinstance(lemmas(word, language), frozenset)


def test_unknown_name_is_read_by_its_endings():
    for form in ("Վարդգյոզը", "Վարդգյոզի", "Վարդգյոզին", "Վարդգյոզից", "Վարդգյոզով"):
        assert "վարդգյոզ" in armenian.guessed(folded(form))


def test_words_of_a_text_are_found_where_they_stand():
    text = "«Нью-Йорк», 3,5 % — ինչո՞ւ? O’Brien’s"

    assert [word.text for word in words(text)] == ["Нью-Йорк", "3,5", "ինչո՞ւ", "O’Brien’s"]
    assert all(text[word.start : word.end] == word.text for word in words(text))
    assert parts("Нью-Йорк") == ["нью", "йорк"]


def test_analysis_is_quick_once_it_is_warm():
    several = ["озёрами", "տներում", "cities", "Пашиняну"] * 2500
    for word in several:
        lemmas(word, "ru")

    before = time.process_time()
    for word in several:
        lemmas(word, "ru")

    assert len(several) / (time.process_time() - before) > 20_000
