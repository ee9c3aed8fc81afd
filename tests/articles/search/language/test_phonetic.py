"""Names sound alike in three scripts; keys of another layout are understood."""

import pytest

from articles.search.language.layouts import rewritten
from articles.search.language.phonetic import MOST_RESPELT, alike, respelt, sound


@pytest.mark.parametrize(
    "names",
    [
        "erevan Yerevan Ереван Երևան",
        "pashinyan Пашинян Փաշինյան Pashinian",
        "Gyumri Гюмри Գյումրի",
        "Hrazdan Раздан Հրազդան",
        "Jermuk Джермук Ջերմուկ",
        "Vanadzor Ванадзор Վանաձոր",
        "Aliyev Алиев Ալիև",
        "Mkrtchyan Мкртчян Մկրտչյան",
        "Washington Вашингтон Վաշինգտոն",
    ],
)
def test_name_sounds_alike_in_every_script(names):
    assert len({sound(name) for name in names.split()}) == 1


@pytest.mark.parametrize(
    "one, other",
    [("Акоп", "Hakob"), ("Гугл", "Google"), ("Мишель", "Michel"), ("Карабах", "Ղարաբաղ")],
)
def test_name_may_sound_nearly_alike(one, other):
    assert sound(other) in alike(sound(one))


@pytest.mark.parametrize("key", ["", "a", "pop", "kghkghkghkghkghkghkghkgh"])
def test_what_sounds_nearly_alike_is_bounded(key):
    assert len(alike(key)) <= 5 + 3 * len(key) + 5 * len(key) ** 2 + 2 * MOST_RESPELT


@pytest.mark.parametrize(
    "names",
    [
        "Shakespeare Шекспир Շեքսպիր",
        "Bach Бах Բախ",
        "Facebook Фейсбук Ֆեյսբուք",
        "Charles Чарльз Չարլզ",
        "Newton Ньютон Նյուտոն",
        "Brown Браун Բրաուն",
        "George Джордж Ջորջ",
        "White Вайт Վայթ",
        "Renault Рено Ռենո",
    ],
)
def test_name_is_known_by_how_others_spell_what_they_hear(names):
    english, *others = map(sound, names.split())

    assert all(other in respelt(english) and english in respelt(other) for other in others)


@pytest.mark.parametrize("key", ["", "a", "CkhSj" * 12, "aeiou" * 12])
def test_what_is_respelt_is_bounded(key):
    assert len(respelt(key)) <= 2 * MOST_RESPELT


@pytest.mark.parametrize("one, other", [("bread", "брат"), ("lake", "лук"), ("Севан", "Ivan")])
def test_other_words_are_not_respelt(one, other):
    assert sound(other) not in respelt(sound(one))


@pytest.mark.parametrize("one, other", [("Ереван", "Севан"), ("Sevan", "Ivan"), ("լիճ", "լույս")])
def test_other_names_sound_otherwise(one, other):
    assert sound(one) != sound(other)


@pytest.mark.parametrize("word", ["", "123", "👩", "漢字", "\ud800"])
def test_what_has_no_letters_has_no_sound(word):
    assert sound(word) == ""


@pytest.mark.parametrize(
    "typed, language, meant",
    [
        ("ghbdtn", "ru", "привет"),
        ("руддщ", "en", "hello"),
        ("руддщ", "ru", "hello"),
        ("barev", "hy", "բառեվ"),
        ("fa]ej", "hy", "եջցբի"),
        ("tnlg", "ru", "етдп"),
        (";bpym", "ru", "жизнь"),
    ],
)
def test_keys_of_another_layout_are_understood(typed, language, meant):
    assert meant in rewritten(typed, language)


def test_layout_of_the_language_comes_first():
    assert rewritten("ghbdtn", "ru")[0] == "привет"


@pytest.mark.parametrize("text", ["", "((((", "\0", "я" * 20_000])
def test_any_text_has_keys(text):
    for language in ("ru", "hy", "en"):
        assert isinstance(rewritten(text, language), list)
