"""What holds of every merge: no word of either side vanishes, whatever the two wrote."""

import re
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text import cleaning
from articles.text.merge import Conflict, merge_bodies, merge_fields, pieces

# Few words, so that the two often write in the same place; letters that come in two forms.
WORDS = st.sampled_from(["один", "два", "йод", "ёж", "Սևան", "և", "é", "x"])
LINES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
TAGS = st.sampled_from(["p", "h2", "blockquote"])
BLOCKS = st.builds(lambda tag, line: f"<{tag}>{line}</{tag}>", TAGS, LINES)
GALLERIES = st.lists(st.integers(1, 9), min_size=1, max_size=4, unique=True).map(
    lambda ids: f'<figure data-gallery="{" ".join(map(str, ids))}"></figure>'
)
BODIES = st.lists(BLOCKS | GALLERIES, max_size=6).map("".join)
BROKEN = st.text(st.sampled_from('<>/pbdiv "=&;аյ\u0301\n'), max_size=60)


@st.composite
def edited(draw, base: str) -> str:
    """Edit a body as people do: blocks are added, dropped, moved, changed."""
    found = [one for one in re.split(r"(?<=>)(?=<(?!/))", base) if one]
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(found)))
        kind = draw(st.sampled_from(["add", "drop", "change", "move"]))
        if kind == "add":
            found.insert(place, draw(BLOCKS))
        elif place < len(found):
            old = found.pop(place)
            if kind == "change":
                found.insert(place, draw(BLOCKS))
            elif kind == "move":
                found.insert(draw(st.integers(0, len(found))), old)
    return "".join(found)


@st.composite
def three(draw, bodies=BODIES):
    base = draw(bodies)
    return base, draw(edited(base)), draw(edited(base))


def words_of(*htmls: str) -> list[str]:
    return sorted(re.findall(r"\w+", normalize("NFC", " ".join(htmls))))


def new_words(base: str, side: str) -> set[str]:
    return set(words_of(side)) - set(words_of(base))


@given(three())
def test_no_new_word_of_either_side_vanishes(bodies):
    base, theirs, mine = bodies

    merged, places = merge_bodies(base, theirs, mine)

    there = set(words_of(merged, *(place.theirs for place in places)))
    assert new_words(base, theirs) | new_words(base, mine) <= there


@given(three())
def test_no_new_block_of_either_side_vanishes(bodies):
    base, theirs, mine = bodies

    found = pieces(base, theirs, mine)

    settled = "".join(one for one in found if isinstance(one, str))
    asked = "".join(one.theirs + one.mine for one in found if isinstance(one, Conflict))
    for side in (theirs, mine):
        for block in re.findall(r"<(?:p|h2|blockquote)>[^<]*</\w+>", side):
            if block not in base:
                assert block in settled + asked


@given(three())
def test_merge_with_who_changed_nothing_is_the_other(bodies):
    base, theirs, mine = bodies

    assert merge_bodies(base, base, mine) == (mine, ())
    assert merge_bodies(base, theirs, base) == (theirs, ())
    assert merge_bodies(base, mine, mine) == (mine, ())


@given(three())
def test_whoever_comes_later_the_same_places_are_in_question(bodies):
    base, theirs, mine = bodies

    one = [(place.theirs, place.mine) for place in merge_bodies(base, theirs, mine)[1]]
    other = [(place.mine, place.theirs) for place in merge_bodies(base, mine, theirs)[1]]

    assert one == other


@given(three())
def test_letters_in_another_normal_form_are_no_difference(bodies):
    base, theirs, _mine = bodies

    merged, places = merge_bodies(base, theirs, normalize("NFD", base))

    assert places == ()
    assert words_of(merged) == words_of(theirs)


@given(BROKEN, BROKEN, BROKEN)
@settings(deadline=None)
def test_broken_markup_loses_nothing_either(base, theirs, mine):
    base, theirs, mine = (cleaning.clean(one) for one in (base, theirs, mine))

    merged, places = merge_bodies(base, theirs, mine)

    there = set(words_of(merged, *(place.theirs for place in places)))
    assert new_words(base, theirs) | new_words(base, mine) <= there


@given(BROKEN, BROKEN, BROKEN)
def test_markup_that_was_not_even_cleaned_merges_without_an_error(base, theirs, mine):
    merged, places = merge_bodies(base, theirs, mine)

    # Loose text of both stands side by side, in one word where neither wrote a space, in one
    # letter where one wrote an accent alone.
    there = normalize("NFD", " ".join((merged, *(place.theirs for place in places))))
    for word in new_words(base, theirs) | new_words(base, mine):
        assert normalize("NFD", word) in there


@given(*[st.lists(st.integers(1, 9), max_size=6, unique=True)] * 3)
def test_pictures_of_a_gallery_that_either_added_stay(base, theirs, mine):
    old, their, my = (
        f'<figure data-gallery="{" ".join(map(str, ids))}"></figure>'
        for ids in (base, theirs, mine)
    )

    merged = merge_fields({"body": old}, {"body": their}, {"body": my})

    assert merged.conflicts == {}
    ids = set(map(int, re.findall(r"\d+", merged.fields["body"])))
    assert ids == ((set(theirs) | set(mine)) - set(base)) | (set(base) & set(theirs) & set(mine))
