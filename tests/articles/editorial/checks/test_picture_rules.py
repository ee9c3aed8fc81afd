"""What is asked of pictures before publishing: their last day, one use, whose they are."""

import pytest

from articles.editorial.checks import rules
from articles.editorial.checks.rules import RULES, Check, Level, wanted
from articles.editorial.checks.subject import Picture, Story

pytestmark = pytest.mark.usefixtures("in_english")


def said(check: Check, *, cover=None, **pictures) -> list[str]:
    known = dict(enumerate(pictures.values()))
    return RULES[check](Story(kind="news", language="ru", texts={}, cover=cover, pictures=known))


@pytest.mark.parametrize(
    "days, expired, left",
    [(None, False, None), (-1, True, None), (0, False, 1), (29, False, 30), (30, False, None)],
)
def test_last_day_of_a_picture(days, expired, left):
    picture = Picture("lake.jpg", days=days)

    ended = "Picture rights have expired: lake.jpg."
    soon = f"Picture rights expire soon: lake.jpg, days left: {left}."
    assert said(Check.EXPIRED, a=picture) == ([ended] if expired else [])
    assert said(Check.EXPIRING, a=picture) == ([soon] if left else [])


def test_picture_that_is_cover_and_in_the_text_is_named_once():
    picture = Picture("lake.jpg", days=-1)

    assert len(said(Check.EXPIRED, cover=picture, a=picture, b=Picture("b.jpg", days=-2))) == 2


def test_other_stories_with_a_picture_for_one_use_are_named():
    cover = Picture("lake.jpg", elsewhere=("Озеро", "Лес"))

    assert said(Check.ONE_USE, cover=cover) == [
        "A single-use picture is already used in “Озеро”: lake.jpg.",
        "A single-use picture is already used in “Лес”: lake.jpg.",
    ]
    assert said(Check.ONE_USE, cover=Picture("lake.jpg")) == []


def test_rights_that_nobody_has_said():
    words = "Picture rights not stated: b.jpg."

    assert said(Check.RIGHTS, a=Picture("a.jpg"), b=Picture("b.jpg", has_rights=False)) == [words]


def test_flash_with_an_expired_picture_is_stopped(usual_checks):
    assert {Check.EXPIRED, Check.ONE_USE} <= set(wanted("flash"))
    levels = [rules.DEFAULTS[one] for one in (Check.EXPIRED, Check.EXPIRING, Check.RIGHTS)]
    assert levels == [Level.ERROR, Level.WARNING, Level.OFF]
