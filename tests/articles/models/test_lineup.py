"""Arrangements as values: kept and read, ordered, and joined when two people were at work."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from articles.models.lineup import (
    EMPTY,
    Clash,
    Lead,
    Lineup,
    Link,
    merge,
    ordered,
    taking,
    usual_order,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
FULL = Lineup(
    opening=2,
    leads=(Lead(1, "Иначе", 7, True, NOON, (Link(3), Link(4, "Слова"))), Lead(2)),
    bands=("opinion", "5", "most_read"),
    hidden=frozenset({"5"}),
)


def of(*stories: int, **more) -> Lineup:
    return Lineup(leads=tuple(Lead(story) for story in stories), **more)


def titled(lineup: Lineup, story: int, title: str) -> Lineup:
    leads = [replace(one, title=title) if one.story == story else one for one in lineup.leads]
    return replace(lineup, leads=tuple(leads))


@pytest.mark.parametrize("lineup", [EMPTY, FULL])
def test_lineup_is_read_as_it_was_kept(lineup):
    assert Lineup.from_json(lineup.to_json()) == lineup


def test_lead_leaves_when_its_time_is_over():
    stories = [FULL.at(NOON + timedelta(seconds=step)).stories for step in (-1, 0)]

    assert stories == [[1, 2], [2]]


@pytest.mark.parametrize(
    "categories, order",
    [
        ("", "opinion most_read videos"),
        ("1", "opinion 1 most_read videos"),
        ("1 2 3", "opinion 1 most_read 2 videos 3"),
    ],
)
def test_usual_order(categories, order):
    assert usual_order(categories.split()) == order.split()


def test_blocks_that_came_later_stand_last_and_those_gone_are_left_out():
    lineup = Lineup(bands=("2", "9", "opinion"))

    assert ordered(lineup, ["opinion", "1", "2"]) == ["2", "opinion", "1"]


@pytest.mark.parametrize(
    "theirs, mine, joined",
    [
        (of(2, 1), of(1, 2), of(2, 1)),
        (of(1, 2), of(2, 1), of(2, 1)),
        (of(1, 2, bands=("5", "6")), of(2, 1), of(2, 1, bands=("5", "6"))),
        (titled(of(1, 2), 1, "Их"), of(2, 1), titled(of(2, 1), 1, "Их")),
        (titled(of(1, 2), 1, "Их"), titled(of(1, 2), 2, "Мой"), None),
        (of(1, 2, 3), titled(of(1, 2), 1, "Мой"), titled(of(1, 2, 3), 1, "Мой")),
        (of(1), titled(of(1, 2), 1, "Мой"), titled(of(1), 1, "Мой")),
        (of(1, 2, opening=2), of(1, 2, hidden=frozenset("5")), None),
    ],
)
def test_changes_that_do_not_meet_are_joined(theirs, mine, joined):
    if joined is None:
        joined = replace(
            titled(titled(of(1, 2), 1, theirs.leads[0].title), 2, mine.leads[1].title),
            opening=theirs.opening,
            hidden=mine.hidden,
        )

    assert merge(of(1, 2), theirs, mine) == (joined, [])


@pytest.mark.parametrize(
    "theirs, mine, clashes",
    [
        (of(1, 2, opening=2), of(1, 2, opening=3), [Clash("opening", None, 2, 3)]),
        (of(2, 1), of(1, 2, 3), [Clash("leads", None, (2, 1), (1, 2, 3))]),
        (
            titled(of(1, 2), 1, "Их"),
            titled(of(1, 2), 1, "Мой"),
            [Clash("title", 1, "Их", "Мой")],
        ),
        # Who takes off what the other changed would throw the change away.
        (of(2), titled(of(1, 2), 1, "Мой"), [Clash("leads", None, (2,), (1, 2))]),
        (titled(of(1, 2), 1, "Их"), of(2), [Clash("leads", None, (1, 2), (2,))]),
    ],
)
def test_changes_that_meet_clash_and_mine_stay_until_it_is_chosen(theirs, mine, clashes):
    assert merge(of(1, 2), theirs, mine) == (mine, clashes)


def test_the_same_change_by_both_is_no_clash():
    both = titled(of(2, 1), 1, "Одно")

    assert merge(of(1, 2), both, both) == (both, [])


def test_colleagues_values_are_taken_where_they_were_chosen():
    mine = replace(titled(of(1, 2, 3), 1, "Мой"), bands=("5", "6"))
    theirs = replace(titled(of(2, 1), 1, "Их"), bands=("6", "5"))

    assert taking(mine, theirs, ["title-1"]) == titled(mine, 1, "Их")
    assert taking(mine, theirs, ["leads"]) == replace(titled(theirs, 1, "Мой"), bands=mine.bands)
    assert taking(mine, theirs, ["bands"]) == replace(mine, bands=("6", "5"))
