import pytest
from django.core.exceptions import ValidationError

from articles.text import deltas

BODY = ["<p>Один</p>", "<p>Два</p>", "<ul><li>три</li></ul>", "<p>Четыре</p>"]


def delta(*parts, **more):
    return deltas.Delta(list(parts), **more)


def test_split_gives_top_level_blocks_without_space_around_them():
    html = "<p>Один</p>\n\n<p>Два <em>и</em></p> \n<ul>\n<li>три</li>\n</ul>\nголый текст"

    assert deltas.split(html) == [
        "<p>Один</p>",
        "<p>Два <em>и</em></p>",
        "<ul>\n<li>три</li>\n</ul>",
        "голый текст",
    ]


@pytest.mark.parametrize("html", ["<p>Не закрыт", "</p></p><p>Лишние", "<div><p>а</div></p>б", "<"])
def test_split_loses_no_word_of_broken_markup(html):
    assert "".join(deltas.split(html)).replace(" ", "") == html.replace(" ", "")


def test_apply_takes_runs_blocks_and_middles():
    told = delta([0, 1], "<p>Новый</p>", [1, 5, 4, " с хвостом"], [2, 2])

    assert deltas.apply(told, BODY) == [
        "<p>Один</p>",
        "<p>Новый</p>",
        "<p>Дв с хвостом</p>",
        *BODY[2:],
    ]


def test_apply_counts_characters_as_browsers_do():
    told = delta([0, 5, 4, " и 🍞"])

    assert deltas.apply(told, ["<p>🏔</p>"]) == ["<p>🏔 и 🍞</p>"]


@pytest.mark.parametrize(
    "part",
    [[4, 1], [3, 2], [-1, 1], [0, True], [9, 0, 0, ""], [0, 99, 0, ""], [0, 4, 0, "x"], 7, None],
)
def test_apply_refuses_what_makes_no_sense(part):
    with pytest.raises(ValueError):  # noqa: PT011  UnicodeError is one, too
        deltas.apply(delta(part), ["<p>🏔</p>", "b", "c", "d"])


def test_apply_refuses_a_text_that_is_not_the_browsers():
    right = deltas.fingerprint(BODY[:2])

    assert deltas.apply(delta([0, 2], becomes=right), BODY) == BODY[:2]
    with pytest.raises(ValueError, match="another text"):
        deltas.apply(delta([0, 3], becomes=right), BODY)


def test_apply_refuses_a_text_that_grows_without_end():
    with pytest.raises(ValidationError):
        deltas.apply(delta(*[[0, 1]] * 20), ["x" * 60_000])


def test_fingerprint_tells_lists_apart():
    assert deltas.fingerprint(BODY) == deltas.fingerprint(list(BODY))
    assert deltas.fingerprint(BODY) != deltas.fingerprint(BODY[::-1])
    assert deltas.fingerprint(["abc"]) == "352441c2.3"
