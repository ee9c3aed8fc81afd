"""Two texts by words: what is gone, what is new, what stayed."""

import random
import time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.diff import Block, Run, bodies, counted, folded, lines


def html(*paragraphs):
    return "".join(f"<p>{one}</p>" for one in paragraphs)


def said(block):
    """Write a block as one line: [gone] {new}."""
    brackets = {"same": "{}", "gone": "[{}]", "new": "{{{}}}"}
    return "".join(brackets[run.kind].format(run.text) for run in block.runs).strip()


def told(old, new):
    return [(block.kind, said(block)) for block in bodies(old, new)]


def test_line_tells_words():
    runs = lines("Озеро возвращается домой", "Озеро Севан возвращается домой!")

    assert runs == [
        Run("same", "Озеро"),
        Run("new", " Севан"),
        Run("same", " возвращается домой"),
        Run("new", "!"),
    ]


def test_line_in_another_normal_form_is_the_same():
    assert lines(normalize("NFC", "Йод и ёж"), normalize("NFD", "Йод и ёж")) == [
        Run("same", "Йод и ёж")
    ]


def test_no_break_space_is_a_difference():
    assert lines("на 5 %", "на 5\xa0%") == [
        Run("same", "на 5"),
        Run("gone", " %"),
        Run("new", "\xa0%"),
    ]


def test_armenian_marks_stand_inside_their_word():
    assert lines("Ինչո՞ւ է", "Ինչու է") == [
        Run("gone", "Ինչո՞ւ"),
        Run("new", "Ինչու"),
        Run("same", " է"),
    ]


@pytest.mark.parametrize(
    "old, new, result",
    [
        (html("one", "two"), html("one", "two"), [("same", "one"), ("same", "two")]),
        (html("one", "two"), html("one", "new", "two"),
         [("same", "one"), ("new", "{ new}"), ("same", "two")]),
        (html("one", "two"), html("two"), [("gone", "[ one]"), ("same", "two")]),
        (html("a fine old lake"), html("a fine new lake"),
         [("changed", "a fine[ old]{ new} lake")]),
        # A paragraph split, and two joined.
        (html("One two. Three four."), html("One two.", "Three four."),
         [("same", "One two."), ("changed", "{¶} Three four.")]),
        (html("One two.", "Three four."), html("One two. Three four."),
         [("changed", "One two.[¶] Three four.")]),
        # One inserted before a paragraph that was changed, too.
        (html("alpha beta gamma"), html("new", "alpha beta delta"),
         [("new", "{ new}"), ("changed", "alpha beta[ gamma]{ delta}")]),
        ("", html("one"), [("new", "{ one}")]),
        (html("one"), "", [("gone", "[ one]")]),
        ("", "", []),
        ("no markup", "<p>no markup", [("same", "no markup")]),
        ("<p>one<br>two</p>", "<p>one two</p>", [("changed", "one[↵\ntwo]{ two}")]),
    ],
)  # fmt: skip
def test_body_tells_paragraphs_and_words(old, new, result):
    assert told(old, new) == result


def test_words_that_look_or_lead_otherwise_are_changed():
    old = '<p>See <a href="https://one.example/">the lake</a> now</p>'
    new = '<p>See <a href="https://two.example/">the lake</a> <strong>now</strong></p>'

    assert bodies(old, new)[0].runs == (
        Run("same", " See"),
        Run("gone", " the lake", (), "https://one.example/"),
        Run("gone", " now"),
        Run("new", " the lake", (), "https://two.example/"),
        Run("new", " now", ("strong",)),
    )


def test_blocks_know_what_they_are():
    new = (
        "<h2>Head</h2><ol><li>item</li></ol><blockquote><p>said</p></blockquote><hr>"
        '<figure data-image="7" class="wide"><figcaption>The <em>lake</em></figcaption></figure>'
        "<table><tr><td>cell</td></tr></table>"
    )

    assert [(one.tag, one.look, one.value, said(one)) for one in bodies(new, new)] == [
        ("h2", "", "", "Head"),
        ("li", "ol", "", "item"),
        ("p", "blockquote", "", "said"),
        ("hr", "", "", ""),
        ("image", "wide", "7", "The lake"),
        ("td", "", "", "cell"),
    ]


def test_another_picture_is_one_gone_and_one_new():
    assert bodies('<figure data-image="3"></figure>', '<figure data-image="4"></figure>') == [
        Block("gone", "image", "", "3"),
        Block("new", "image", "", "4"),
    ]


def test_another_still_of_an_embed_is_a_change():
    embed = '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"{}></figure>'

    assert bodies(embed.format(""), embed.format(' data-image="4"')) == [
        Block("gone", "embed", "", "https://youtu.be/dQw4w9WgXcQ"),
        Block("new", "embed", "", "https://youtu.be/dQw4w9WgXcQ 4"),
    ]


def test_markup_never_comes_out_as_markup():
    hostile = "<p>x<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;</p><svg/onload=x>"

    blocks = bodies("", hostile)

    assert [run for block in blocks for run in block.runs] == [Run("new", " x"), Run("new", " <b>")]


TAGS = [
    "<p>",
    "</p>",
    "<strong>",
    "</strong>",
    "<br>",
    "<li>",
    "<ul>",
    "</ul>",
    "<a href=x>",
    "</a>",
]
WORDS = st.sampled_from([*TAGS, "да", "нет", "lake", "&amp;", "<", "՞", "é", "e\u0301"])
BROKEN = st.lists(WORDS, max_size=40).map(" ".join)


def words_of(blocks, *kinds):
    runs = [run for block in blocks for run in block.runs if run.kind in kinds]
    return " ".join(run.text.replace("¶", " ").replace("↵", " ") for run in runs).split()


@given(BROKEN, BROKEN)
def test_body_holds_every_word_of_both(old, new):
    blocks = bodies(old, new)

    assert words_of(blocks, "same", "gone") == words_of(bodies(old, old), "same")
    assert words_of(blocks, "same", "new") == words_of(bodies(new, new), "same")


@given(BROKEN)
def test_body_is_the_same_as_itself(text):
    assert {block.kind for block in bodies(text, text)} <= {"same"}


def test_what_stayed_is_folded_away_from_changes():
    old = html(*"abcdefgh")
    new = html(*"abcdXfgh")

    shown = folded(bodies(old, new), around=1)

    assert [(block.kind, block.count or said(block)) for block in shown] == [
        ("fold", 3),
        ("same", "d"),
        ("changed", "[ e]{ X}"),
        ("same", "f"),
        ("fold", 2),
    ]


def test_words_are_counted():
    assert counted(lines("one two, three", "one 2, three – four")) == (2, 1)


def test_comparison_of_long_bodies_is_quick():
    """5,000 words a side, a tenth of them changed, all of them changed, in one paragraph."""
    chance = random.Random(7)
    vocabulary = [f"слово{int(chance.paretovariate(0.7))}" for _ in range(20_000)]
    old = [chance.choice(vocabulary) for _ in range(5_000)]
    edited = [one if chance.random() > 0.1 else chance.choice(vocabulary) for one in old]
    other = [chance.choice(vocabulary) for _ in range(5_000)]

    def text(words, by):
        return html(*(" ".join(words[at : at + by]) for at in range(0, len(words), by)))

    took = []
    for new, by in ((edited, 50), (other, 50), (other, 5_000)):
        tries = []
        for _try in range(3):  # a busy machine has slow moments
            began = time.process_time()
            bodies(text(old, by), text(new, by))
            tries.append(time.process_time() - began)
        took.append(min(tries))

    assert max(took) < 0.150, took
