"""Three-way merge of what two people made of one version."""

import re
import time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import merge
from articles.text.merge import Conflict, blocks, merge_bodies, merge_fields, merge_lists, pieces


def html(*lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def test_fields_of_both_are_kept():
    base = {"title": "Old", "lead": "Old lead", "slug": "old"}

    merged = merge_fields(base, {**base, "title": "New"}, {**base, "lead": "New lead"})

    assert merged.fields == {"title": "New", "lead": "New lead", "slug": "old"}
    assert merged.conflicts == {}


def test_field_changed_by_both_is_a_conflict():
    merged = merge_fields({"title": "A"}, {"title": "B"}, {"title": "C"})

    assert merged.fields == {"title": "C"}
    assert merged.conflicts == {"title": Conflict("A", "B", "C")}


def test_field_changed_alike_is_no_conflict():
    merged = merge_fields({"title": "A"}, {"title": "B"}, {"title": "B"})

    assert (merged.fields, merged.conflicts) == ({"title": "B"}, {})


def test_field_that_one_side_does_not_name_is_unchanged_by_it():
    merged = merge_fields({"title": "A", "lead": "L"}, {"title": "B"}, {"lead": "M"})

    assert (merged.fields, merged.conflicts) == ({"title": "B", "lead": "M"}, {})


def test_field_in_another_normal_form_is_no_difference():
    composed, taken_apart = "Йод", normalize("NFD", "Йод")

    merged = merge_fields({"title": composed}, {"title": "Ёж"}, {"title": taken_apart})

    assert (merged.fields, merged.conflicts) == ({"title": "Ёж"}, {})


OLD = html("one", "two", "three")


@pytest.mark.parametrize(
    "theirs, mine, result",
    [
        (html("ONE", "two", "three"), html("one", "two", "THREE"), html("ONE", "two", "THREE")),
        (html("ONE", "two", "three"), html("one", "TWO", "three"), html("ONE", "TWO", "three")),
        (html("zero", "one", "two", "three"), html("ONE", "two", "three"),
         html("zero", "ONE", "two", "three")),
        (html("one", "two", "three", "four"), html("one", "two", "three", "five"),
         html("one", "two", "three", "four", "five")),
        (html("one", "three"), html("one", "two", "three", "four"), html("one", "three", "four")),
        (html("one", "three"), html("one", "three"), html("one", "three")),
        (html("one", "new", "two", "three"), html("one", "new", "two", "three"),
         html("one", "new", "two", "three")),
        ("", html("one", "two", "three"), ""),
    ],
)  # fmt: skip
def test_body_merges_by_paragraph(theirs, mine, result):
    merged = merge_fields({"body": OLD}, {"body": theirs}, {"body": mine}, bodies={"body"})

    assert (merged.fields, merged.conflicts) == ({"body": result}, {})


def test_body_with_a_paragraph_changed_by_both_keeps_mine_and_tells():
    theirs, mine = html("one", "2", "three", "four"), html("one", "II", "three")

    merged = merge_fields({"body": OLD}, {"body": theirs}, {"body": mine})

    assert merged.fields == {"body": html("one", "II", "three", "four")}
    assert merged.conflicts == {
        "body": Conflict(OLD, theirs, mine, (Conflict(html("two"), html("2"), html("II")),))
    }


def test_body_with_a_paragraph_removed_by_one_and_changed_by_the_other_is_a_conflict():
    merged = merge_fields({"body": OLD}, {"body": html("one", "three")},
                          {"body": html("one", "TWO", "three")})  # fmt: skip

    assert merged.conflicts["body"].places == (Conflict(html("two"), "", html("TWO")),)


def test_body_pairs_a_changed_paragraph_beside_a_new_one():
    base = html("The lake rose by a hand", "The end")
    theirs = html("New first line", "The lake rose by two hands", "The end")
    mine = html("The lake rose by a hand", "The very end")

    merged = merge_fields({"body": base}, {"body": theirs}, {"body": mine})

    assert merged.conflicts == {}
    assert merged.fields["body"] == html(
        "New first line", "The lake rose by two hands", "The very end"
    )


@pytest.mark.parametrize(
    "base, theirs, mine, result",
    [
        ([1, 2], [1, 2, 3], [1, 2, 4], [1, 2, 4, 3]),
        ([1, 2], [2], [1, 2, 4], [2, 4]),
        ([1, 2, 3], [3, 2, 1], [1, 2, 3, 4], [3, 4, 2, 1]),
        ([1, 2, 3], [1, 2, 3, 4], [3, 2, 1], [3, 4, 2, 1]),
        ([], [1], [1], [1]),
        ([1], [], [], []),
    ],
)
def test_lists_keep_what_was_added_and_lose_what_was_removed(base, theirs, mine, result):
    assert merge_lists(base, theirs, mine) == result


def test_lists_in_fields_never_conflict():
    merged = merge_fields({"tags": [1]}, {"tags": [1, 2]}, {"tags": [3]})

    assert sorted(merged.fields["tags"]) == [2, 3]
    assert merged.conflicts == {}


@pytest.mark.parametrize(
    "text, parts",
    [
        ("", []),
        ("<p>a<br>b</p><hr><h2>c</h2>", ["<p>a<br>b</p>", "<hr>", "<h2>c</h2>"]),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><p>c</p>",
         ["<ul><li>a<ul><li>b</li></ul></li></ul>", "<p>c</p>"]),
        ("loose<p>a</p>end", ["loose", "<p>a</p>", "end"]),
    ],
)  # fmt: skip
def test_blocks_are_the_top_level(text, parts):
    assert blocks(text) == parts


@given(st.text(st.sampled_from("<>/pbr hr x"), max_size=60))
def test_blocks_joined_are_the_same_text(text):
    assert "".join(blocks(text)) == text


bodies = st.lists(st.sampled_from(["one two", "three", "four five six", "seven"]), max_size=6).map(
    lambda lines: html(*lines)
)
edited = st.lists(st.sampled_from(["one 2", "three", "four five VI", "seven", "new"]), max_size=6)


@given(bodies, edited.map(lambda x: html(*x)), edited.map(lambda x: html(*x)))
def test_merge_loses_no_word_that_somebody_wrote(base, theirs, mine):
    merged = merge_fields({"body": base}, {"body": theirs}, {"body": mine})

    kept = merged.fields["body"] + repr(merged.conflicts)
    for side in (theirs, mine):
        written = set(re.findall(r"\w+", side)) - set(re.findall(r"\w+", base))
        assert written <= set(re.findall(r"\w+", kept))


@given(bodies, edited.map(lambda x: html(*x)))
def test_merge_with_an_untouched_side_is_the_other(base, changed):
    for theirs, mine in ((base, changed), (changed, base)):
        merged = merge_fields({"body": base}, {"body": theirs}, {"body": mine})

        assert (merged.fields, merged.conflicts) == ({"body": changed}, {})


def test_merge_of_two_long_bodies_is_quick():
    lines = [" ".join(f"word{i * j % 701}" for j in range(34)) for i in range(150)]
    theirs = [line + " more" if i % 3 == 0 else line for i, line in enumerate(lines)]
    mine = [line + " other" if i % 3 == 1 else line for i, line in enumerate(lines)]

    begun = time.perf_counter()
    merged = merge_fields({"body": html(*lines)}, {"body": html(*theirs)}, {"body": html(*mine)})

    assert time.perf_counter() - begun < 0.5  # 50 ms wanted, ten times that on a busy machine
    assert merged.conflicts == {}
    assert len(re.findall(r"\bmore\b|\bother\b", merged.fields["body"])) == 100


def gallery(ids, caption=""):
    return f'<p>one</p><figure data-gallery="{ids}"><figcaption>{caption}</figcaption></figure>'


def test_gallery_that_both_changed_has_the_pictures_of_both():
    theirs, mine = gallery("2 3 4"), gallery("1 2 3 5", "New")

    merged = merge_fields({"body": gallery("1 2 3")}, {"body": theirs}, {"body": mine})

    assert (merged.fields, merged.conflicts) == ({"body": gallery("2 3 5 4", "New")}, {})


def test_gallery_with_two_new_captions_is_a_conflict():
    theirs, mine = gallery("1 2", "Theirs"), gallery("1 3", "Mine")

    merged = merge_fields({"body": gallery("1")}, {"body": theirs}, {"body": mine})

    assert merged.fields == {"body": mine}
    assert len(merged.conflicts["body"].places) == 1


def test_pieces_are_what_is_settled_and_what_is_asked_in_order():
    theirs, mine = html("one", "2", "three"), html("one", "II", "THREE")

    assert pieces(OLD, theirs, mine) == [
        html("one"), Conflict(html("two"), html("2"), html("II")), html("THREE")
    ]  # fmt: skip


A = "<p>The lake rose by a hand this spring.</p>"
B = "<p>The minister promised a new dam. It will cost a billion.</p>"
C = "<p>Fishermen of Sevan welcome the news.</p>"
D = "<p>Scientists ask for caution.</p>"
E = "<p>A vote follows in May.</p>"
B_AND_C = f"{B[:-4]} {C[3:]}"
B_CHANGED = B.replace("billion", "million")
B_SPLIT = "<p>The minister promised a new dam.</p><p>It will cost a billion.</p>"
STORY = A + B + C + D + E


@pytest.mark.parametrize(
    "kept, deed",
    [
        (A + C + B + D + E, "moved"),
        (A + C + D + E + B, "moved"),
        (B + A + C + D + E, "moved"),
        (A + C + D + B_CHANGED + E, "moved and changed"),
        (A + B_AND_C + D + E, "joined"),
        (A + B_SPLIT + C + D + E, "split"),
        (A + B_CHANGED + C + D + E, "changed"),
        (A + B + C + B + D + E, "changed"),
    ],
)
def test_deleted_paragraph_comes_back_only_if_somebody_says_so(kept, deed):
    deleted = A + C + D + E

    for theirs, mine in ((deleted, kept), (kept, deleted)):
        _merged, places = merge_bodies(STORY, theirs, mine)

        assert len(places) == 1
        assert sorted(places[0].deeds) == sorted(("deleted", deed))


@pytest.mark.parametrize(
    "theirs, mine, result",
    [
        (A + C + D + B + E, A + B_CHANGED + C + D + E, A + C + D + B_CHANGED + E),
        (A + C + D + B + E, A + C + D + B + E, A + C + D + B + E),
        (A + B + D + E + C, B + A + C + D + E, B + A + D + E + C),
        (A + B_AND_C + D + E, A + B + C + E + D, A + B_AND_C + E + D),
        (A + B_SPLIT + C + D + E, A + B + C + D, A + B_SPLIT + C + D),
        (A + "<p>New.</p>" + B + C + D + E, A + "<p>New.</p>" + B + C + E,
         A + "<p>New.</p>" + B + C + E),
    ],
)  # fmt: skip
def test_moved_joined_and_split_merge_with_what_the_other_did_elsewhere(theirs, mine, result):
    assert merge_bodies(STORY, theirs, mine) == (result, ())
    assert merge_bodies(STORY, mine, theirs) == (result, ())


@pytest.mark.parametrize(
    "theirs, mine",
    [
        (A + C + D + B + E, A + B_AND_C + D + E),
        (B + A + C + D + E, A + C + D + E + B),
        (f"<p>New.</p>{STORY}", f"{STORY}<p>New.</p>"),
        (A + C + D + B + E, A + B_SPLIT + C + D + E),
    ],
    ids=["moved, joined", "moved to two places", "added in two places", "moved, split"],
)
def test_paragraph_never_stands_twice_whichever_answer_is_chosen(theirs, mine):
    found = pieces(STORY, theirs, mine)

    assert len(merge.conflicts(found)) == 1
    assert merge.chosen(found, merge.THEIRS) == theirs
    assert merge.chosen(found, merge.MINE) == mine


def test_own_words_come_once_where_mine_stood():
    found = pieces(STORY, B + A + C + D + E, A + C + D + E + B)

    assert merge.chosen(found, [merge.Own("<p>Both.</p>")]) == A + C + D + E + "<p>Both.</p>"


def test_sentence_that_one_took_out_does_not_come_back_with_the_other_paragraph():
    cut = "<p>The minister promised a new dam.</p>"
    carried = C.replace("</p>", " It will cost a billion.</p>")

    found = pieces(STORY, A + cut + C + D + E, A + cut + carried + D + E)

    assert len(merge.conflicts(found)) == 1
    assert merge.chosen(found, merge.THEIRS) == A + cut + C + D + E
    assert merge.chosen(found, merge.MINE) == A + cut + carried + D + E


ITEMS = "<ul><li>One loaf</li><li>Two fish</li><li>Three eggs<ul><li>white</li></ul></li></ul>"
TABLE = (
    "<table><caption>Prices</caption><tbody><tr><td>Bread</td><td>10</td></tr>"
    "<tr><td>Fish</td><td>20</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    "base, theirs, mine",
    [
        (ITEMS, ("One", "Five"), ("Two", "Six")),
        (ITEMS, ("Three eggs", "Four eggs"), ("white", "brown")),
        (TABLE, (">10<", ">11<"), (">20<", ">22<")),
        (TABLE, (">10<", ">11<"), ("Bread", "Rye bread")),
        (TABLE, ("Prices", "Prices in May"), ("Bread", "Rye bread")),
    ],
)
def test_other_items_of_a_list_and_rows_of_a_table_are_no_conflict(base, theirs, mine):
    both = base.replace(*theirs).replace(*mine)

    assert merge_bodies(base, base.replace(*theirs), base.replace(*mine)) == (both, ())


def test_same_item_of_a_list_is_asked_about_with_the_other_items_merged():
    theirs = ITEMS.replace("One", "Five").replace("Two", "Six")
    mine = ITEMS.replace("One", "Nine").replace("white", "brown")

    _merged, places = merge_bodies(ITEMS, theirs, mine)

    both = ITEMS.replace("Two", "Six").replace("white", "brown")
    assert places == (Conflict(ITEMS, both.replace("One", "Five"), both.replace("One", "Nine")),)
