"""Two editors take a text apart, each in their own way: nothing stands twice, nothing comes back.

What is done to the texts is drawn here and knows nothing of how the merge recognises it: every word
of a text is another one, so that what a word is doing in a result can be told from the word alone.
"""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text import merge

SMALL, LARGE = 8, 14  # words of a paragraph


class Editor:
    """Makes blocks of words that nobody else uses, and edits."""

    def __init__(self, name: str, draw):
        self.name, self.draw, self.written = name, draw, 0

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def words(self, number: int) -> list[str]:
        self.written += number
        return [f"{self.name}{at}" for at in range(self.written - number, self.written)]

    def sentence(self) -> list[str]:
        *words, last = self.words(self.number(1, SMALL))
        return [*words, f"{last}."]

    def block(self) -> tuple[str, list]:
        kind = self.draw(st.sampled_from(["p", "p", "p", "h2", "ul", "table", "figure"]))
        if kind == "p":
            return kind, [word for _ in range(self.number(1, 3)) for word in self.sentence()]
        if kind in ("h2", "figure"):
            return kind, self.words(self.number(1, 4))
        return kind, [self.words(self.number(1, 4)) for _ in range(self.number(1, 3))]

    def edit(self, blocks: list) -> list:
        blocks = list(blocks)
        deeds = [self.delete, self.move, self.join, self.split, self.change, self.add]
        deeds += [self.duplicate, self.move_sentence, self.add_what_all_add, self.change_items]
        for _ in range(self.number(0, 3)):
            deed = deeds[self.number(0, len(deeds) - 1)]
            if blocks or deed == self.add:
                deed(blocks, self.number(0, len(blocks) - 1) if blocks else 0)
        return blocks

    def delete(self, blocks, at):
        del blocks[at]

    def move(self, blocks, at):
        block = blocks.pop(at)
        blocks.insert(self.number(0, len(blocks)), block)

    def join(self, blocks, at):
        if at + 1 < len(blocks) and blocks[at][0] == blocks[at + 1][0] == "p":
            blocks[at : at + 2] = [("p", [*blocks[at][1], *blocks[at + 1][1]])]

    def split(self, blocks, at):
        kind, words = blocks[at]
        if kind == "p" and len(words) > 1:
            place = self.number(1, len(words) - 1)
            blocks[at : at + 1] = [("p", words[:place]), ("p", words[place:])]

    def change(self, blocks, at):
        kind, words = blocks[at]
        place = self.number(0, len(words) - 1)
        new = self.words(1) if isinstance(words[place], str) else [self.words(2)]
        blocks[at] = kind, [*words[:place], *new, *words[place + 1 :]]

    def add(self, blocks, at):
        blocks.insert(at, self.block())

    def add_what_all_add(self, blocks, at):
        blocks.insert(at, ("p", ["same1", "same2", "same3", "same4."]))

    def duplicate(self, blocks, at):
        blocks.insert(self.number(0, len(blocks)), blocks[at])

    def move_sentence(self, blocks, at):
        kind, words = blocks[at]
        to = self.number(0, len(blocks) - 1)
        ends = [place for place, word in enumerate(words) if str(word).endswith(".")]
        if kind == blocks[to][0] == "p" and to != at and len(ends) > 1:
            blocks[at] = "p", words[ends[0] + 1 :]
            blocks[to] = "p", [*blocks[to][1], *words[: ends[0] + 1]]

    def change_items(self, blocks, at):
        kind, items = blocks[at]
        if kind in ("ul", "table"):
            place = self.number(0, len(items) - 1)
            if self.number(0, 1) and len(items) > 1:
                blocks[at] = kind, [*items[:place], *items[place + 1 :]]
            else:
                blocks[at] = kind, [*items[:place], self.words(2), *items[place:]]


def written(blocks) -> str:
    """Return the HTML of blocks, as cleaning writes it."""
    return "".join(block_html(kind, words) for kind, words in blocks)


def block_html(kind: str, words: list) -> str:
    if kind == "figure":
        number = re.sub(r"\D", "", words[0]) + str(ord(words[0][0]))
        caption = f"<figcaption>{' '.join(words[1:])}</figcaption>" if words[1:] else ""
        return f'<figure data-image="{number}">{caption}</figure>'
    if kind == "ul":
        items = (f"<li>{' '.join(item)}</li>" for item in words)
        return f"<ul>{''.join(items)}</ul>"
    if kind == "table":
        rows = (f"<tr><td>{item[0]}</td><td>{' '.join(item[1:])}</td></tr>" for item in words)
        return f"<table><tbody>{''.join(rows)}</tbody></table>"
    return f"<{kind}>{' '.join(words)}</{kind}>"


@st.composite
def two_editors(draw):
    base = [Editor("b", draw)]
    blocks = [base[0].block() for _ in range(draw(st.integers(1, 7)))]
    return tuple(
        written(one)
        for one in (blocks, Editor("t", draw).edit(blocks), Editor("m", draw).edit(blocks))
    )


def words_of(*htmls: str) -> set[str]:
    shown = (re.findall(r'data-image="(\d+)"', html) for html in htmls)
    spoken = re.findall(r"\w+", re.sub(r"<[^>]*>", " ", " ".join(htmls)))
    return {*spoken, *(f"image {one}" for ids in shown for one in ids)}


def counted(html: str) -> Counter:
    return Counter(merge.blocks(html))


def settled(found) -> str:
    return "".join(one for one in found if isinstance(one, str))


def asked(found) -> list[str]:
    return [text for one in merge.conflicts(found) for text in (one.theirs, one.mine)]


thorough = settings(max_examples=200, deadline=None)


@given(two_editors())
@thorough
def test_no_block_stands_twice_that_stood_once_on_each_side(texts):
    found = merge.pieces(*texts)

    limit = counted(texts[1]) | counted(texts[2])
    for answers in (merge.THEIRS, merge.MINE):
        result = counted(merge.chosen(found, answers))
        merged = Counter(dict.fromkeys(result, 1))  # a list that both changed is a new block
        assert result <= limit | merged


@given(two_editors())
@thorough
def test_nothing_that_one_deleted_comes_back_unless_asked(texts):
    base, theirs, mine = texts

    found = merge.pieces(base, theirs, mine)

    deleted = words_of(base) - (words_of(theirs) & words_of(mine))
    assert words_of(settled(found)) & deleted == set()


@given(two_editors())
@thorough
def test_all_that_either_wrote_is_in_the_result_or_in_a_question(texts):
    base, theirs, mine = texts

    found = merge.pieces(base, theirs, mine)

    new = (words_of(theirs) | words_of(mine)) - words_of(base)
    assert new <= words_of(settled(found), *asked(found))


@given(two_editors())
@thorough
def test_what_both_left_is_there_whatever_is_chosen(texts):
    found = merge.pieces(*texts)

    left = set.intersection(*(words_of(text) for text in texts))
    for answers in (merge.THEIRS, merge.MINE):
        assert left <= words_of(merge.chosen(found, answers))


@given(two_editors())
@thorough
def test_who_changed_nothing_is_in_nobodys_way(texts):
    base, theirs, _mine = texts

    assert merge.merge_bodies(base, base, theirs) == (theirs, ())
    assert merge.merge_bodies(base, theirs, base) == (theirs, ())
    assert merge.merge_bodies(base, theirs, theirs) == (theirs, ())


@given(two_editors())
@thorough
def test_the_same_is_settled_and_asked_whoever_saves_second(texts):
    base, theirs, mine = texts

    found, other = merge.pieces(base, theirs, mine), merge.pieces(base, mine, theirs)

    assert sorted(merge.blocks(settled(found))) == sorted(merge.blocks(settled(other)))
    assert sorted((one.theirs, one.mine) for one in merge.conflicts(found)) == sorted(
        (one.mine, one.theirs) for one in merge.conflicts(other)
    )
