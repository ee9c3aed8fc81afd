"""What two rows have in common."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text import sequences
from articles.text.sequences import CHANGED, SAME, matches, stretches

few_letters = st.lists(st.sampled_from("abcd"), max_size=30)


def test_what_begins_and_ends_alike_stays():
    assert matches("abcXdef", "abcYZdef") == [(0, 0, 3), (4, 5, 3)]


def test_stretches_tell_what_stayed_and_what_changed():
    found = list(stretches("abXcd", "abcYd"))

    assert found == [(SAME, "ab", "ab"), (CHANGED, "X", ""), (SAME, "c", "c"), (CHANGED, "", "Y"),
                     (SAME, "d", "d")]  # fmt: skip


def test_nothing_in_common_is_one_change():
    assert list(stretches("abc", "xyz")) == [(CHANGED, "abc", "xyz")]


@given(few_letters, few_letters)
def test_stretches_hold_both_sides_whole(old, new):
    found = list(stretches(old, new))

    assert [one for _kind, part, _new in found for one in part] == old
    assert [one for _kind, _old, part in found for one in part] == new
    assert all(part == other for kind, part, other in found if kind == SAME)


def test_large_gaps_are_held_by_what_occurs_once(monkeypatch):
    monkeypatch.setattr(sequences, "MOST_PAIRS", 0)

    assert matches("..a..b..c!", "-a---b-c-?") == [(2, 1, 1), (5, 5, 1), (8, 7, 1)]
    assert matches("..ab..", "-ba-") == [(3, 1, 1)]
    assert matches("xyxy", "-yx-") == []
