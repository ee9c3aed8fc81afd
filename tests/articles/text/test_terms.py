"""The forms of names: which are found, and which are honestly not."""

import pytest

from articles.text.terms import Finder, misused


def found(term, text, language):
    return [hit.words for hit in Finder([(term, 1)], language).find(text)]


@pytest.mark.parametrize(
    "language, term, text, words",
    [
        ("ru", "Севан", "На Севане, у Севана; Севаном", ["Севане", "Севана", "Севаном"]),
        ("ru", "Армения", "в Армении, Арменией", ["Армении", "Арменией"]),
        ("ru", "Гюмри", "Гюмри и гюмрийцы", ["Гюмри"]),
        ("ru", "Севан", "севанский, Севанский", []),
        ("ru", "Надежда", "надежда есть у Надежды", ["Надежды"]),
        ("ru", "Матенадаран", "матенадаран", []),
        ("ru", "ООН", "ООН, оон, ООНовский", ["ООН"]),
        ("ru", "Нагорный Карабах", "в Нагорном Карабахе и Карабахе", ["Нагорном Карабахе"]),
        ("ru", "подъёмник", "на подъемнике", ["подъемнике"]),
        ("ru", "дворец", "дворца", []),  # the stem changes: the rule says that it does not know
        ("hy", "Սևան", "Սեւանի, Սևանում, Սևանը, Սևանից", ["Սեւանի", "Սևանում", "Սևանը", "Սևանից"]),
        ("hy", "Գյումրի", "Գյումրու և Գյումրիում", ["Գյումրու", "Գյումրիում"]),
        ("hy", "կառավարություն", "կառավարության որոշումը", ["կառավարության"]),
        ("hy", "Երևան", "Երևա՞ն", ["Երևա՞ն"]),
        ("hy", "Սևան", "սևանա", []),
        ("en", "Sevan", "Sevan's and Sevanian", ["Sevan's"]),
        ("en", "Yerevan", "Yerevan’s cafés", ["Yerevan’s"]),
        ("en", "deputy", "two deputies", ["deputies"]),
    ],
)
def test_finder_knows_regular_forms(language, term, text, words):
    assert found(term, text, language) == words


def test_finder_takes_the_longer_of_two():
    finder = Finder([("Карабах", "short"), ("Карабах сегодня", "long")], "ru")

    assert [hit.value for hit in finder.find("Карабах сегодня")] == ["long"]


def test_finder_says_where():
    [hit] = Finder([("Севан", 7)], "ru").find("Озеро Севан.")

    assert hit == (6, 11, "Севан", 7)


def test_misused_names_the_allowed_form():
    hits = misused("В Кировакане и в Ванадзоре", (("Кировакан", "Ванадзор"),), "ru")

    assert [(hit.words, hit.value) for hit in hits] == [("Кировакане", "Ванадзор")]


def test_misused_passes_over_what_stands_in_the_allowed_form():
    entries = (("Карабах", "Нагорный Карабах"),)

    assert misused("Нагорного Карабаха", entries, "ru") == []
    assert [hit.words for hit in misused("Карабаха", entries, "ru")] == ["Карабаха"]


def test_misused_without_an_allowed_form_says_so():
    [hit] = misused("так называемый", (("так называемый", ""),), "ru")

    assert hit.value == ""


@pytest.mark.parametrize("text", ["Дорога к озеру", "Дом в Ереване", "Ериков много", ""])
def test_text_without_a_forbidden_beginning_is_not_looked_through(text):
    finder = Finder([("Ереван", None), ("Еривань", "Ереван")], "ru")

    assert not finder.may_hit(text)
    assert {hit.value for hit in finder.find(text)} <= {None}


@pytest.mark.parametrize(
    "text, found",
    [("Еривани", "Еривани"), ("(ЕРИВАНЬ)", "ЕРИВАНЬ"), ("в Еривани и в Ереване", "Еривани")],
)
def test_forbidden_form_is_found_however_it_stands(text, found):
    hits = misused(text, (("Еривань", "Ереван"),), "ru")

    assert [hit.words for hit in hits] == [found]


def test_language_without_endings_of_its_own_finds_words_as_they_are_written():
    finder = Finder([("Zaba", 1)], "qz")

    assert [found.value for found in finder.find("Zaba, zabaqu i Zaba")] == [1, 1]
