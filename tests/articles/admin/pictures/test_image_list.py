"""The library of pictures: what it shows, what it can be asked, in which order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.admin.pictures.image_list import FirstPictures
from articles.images import backfill_fingerprints
from articles.models import Image

LIBRARY = "admin:articles_image_changelist"
TEXTS = {f"{field}_{code}": "." for field in ("alt",) for code in ("ru", "hy", "en")}


@pytest.fixture
def names(sign_in, photo):
    """Return the file names that the library shows to the photo editor: `names(rights="own")`."""
    client = sign_in(photo)

    def shown(**asked) -> list[str]:
        return [
            image.name for image in client.get(reverse(LIBRARY), asked).context["cl"].result_list
        ]

    return shown


def test_library_shows_the_newest_first(names, shot):
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        shot(name)

    assert names() == ["c.jpg", "b.jpg", "a.jpg"]


def test_library_knows_nothing_of_the_bin(names, shot, photo):
    shot("here.jpg")
    shot("gone.jpg", binned_at=timezone.now(), binned_by=photo)

    assert names() == ["here.jpg"]


def test_library_is_ordered_by_name(names, shot):
    for name in ("b.jpg", "c.jpg", "a.jpg"):
        shot(name)

    assert names(sort="name") == ["a.jpg", "b.jpg", "c.jpg"]


def test_library_is_ordered_by_when_pictures_were_taken_else_came(names, shot):
    now = timezone.now()
    shot("old.jpg", taken_at=now - timedelta(days=400))
    shot("undated.jpg")
    shot("recent.jpg", taken_at=now - timedelta(days=1))

    assert names(sort="taken") == ["undated.jpg", "recent.jpg", "old.jpg"]


@pytest.mark.parametrize(
    "asked, found",
    [
        ({"rights": "agency"}, ["agency.jpg"]),
        ({"rights": "none"}, ["unsaid.jpg"]),
        ({"marked": "graphic"}, ["graphic.jpg"]),
        ({"credit": "фото"}, ["credited.jpg"]),
        ({"people": "ПАШИНЯН"}, ["people.jpg"]),
        ({"whose": "mine"}, ["mine.jpg"]),
    ],
)
def test_question_finds_what_is_so(names, shot, photo, chief, asked, found):
    others = {"uploaded_by": chief, "rights": "own"}
    shot("agency.jpg", **others | {"rights": "agency"})
    shot("unsaid.jpg", uploaded_by=chief)
    shot("graphic.jpg", **others, is_graphic=True)
    shot("credited.jpg", **others, credit_hy="Фото: Иванов")
    shot("people.jpg", **others, people="Никол Пашинян")
    shot("mine.jpg", rights="own")

    assert names(**asked) == found


def test_question_of_missing_alt_text_is_of_a_language_or_of_any(names, shot):
    shot("all.jpg", **TEXTS)
    shot("no-armenian.jpg", **TEXTS | {"alt_hy": ""})
    shot("no-english.jpg", **TEXTS | {"alt_en": None})

    assert names(noalt="hy") == ["no-armenian.jpg"]
    assert names(noalt="en") == ["no-english.jpg"]
    assert names(noalt="ru") == []
    assert names(noalt="any") == ["no-english.jpg", "no-armenian.jpg"]


def test_question_of_expiry_counts_the_last_day_and_thirty_ahead(names, shot):
    today = timezone.localdate()
    for days in (-1, 0, 30, 31):
        shot(f"{days}.jpg", usable_until=today + timedelta(days=days))
    shot("always.jpg")

    assert names(until="expired") == ["-1.jpg"]
    assert names(until="soon") == ["30.jpg", "0.jpg"]


def test_question_of_days_includes_both(names, shot):
    for day in (3, 4, 5):
        shot(f"{day}.jpg", taken_at=timezone.make_aware(timezone.datetime(2026, 5, day, 12)))

    assert names(taken_since="2026-05-04", taken_before="2026-05-04") == ["4.jpg"]
    assert names(since="2100-01-01") == []
    assert names(before="2000-01-01") == []


def test_question_of_use_asks_stories(names, shot, make_article):
    shot("unused.jpg")
    make_article(cover=shot("cover.jpg"))

    assert names(use="used") == ["cover.jpg"]
    assert names(use="unused") == ["unused.jpg"]


def test_question_of_likeness_needs_another_one(names, shot, photo):
    shot("one.jpg", fingerprint=77)
    shot("near.jpg", fingerprint=77 ^ 0b111111 << 20)
    shot("other.jpg", fingerprint=77 ^ (1 << 60) - 1)
    shot("blank.jpg", fingerprint=0)
    shot("blank too.jpg", fingerprint=0)
    shot("unlike.jpg", fingerprint=0b1111 << 40)
    shot("gone.jpg", fingerprint=0b1111 << 40, binned_at=timezone.now(), binned_by=photo)
    backfill_fingerprints.look_at_pictures.call()

    assert names(marked="twins") == ["near.jpg", "one.jpg"]


def test_questions_combine(names, shot):
    shot("both.jpg", rights="own", is_graphic=True)
    shot("own.jpg", rights="own")
    shot("graphic.jpg", is_graphic=True)

    assert names(rights="own", marked="graphic") == ["both.jpg"]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"rights": "x"},
        {"since": "2026-99-99"},
        {"since": "99999-01-01"},
        {"noalt": "de"},
        {"use": "\0"},
        {"sort": "password"},
        {"view": "wall"},
        {"credit": " "},
    ],
)
def test_nonsense_narrows_nothing(names, shot, nonsense):
    shot("a.jpg")

    assert names(**nonsense) == ["a.jpg"]


@pytest.mark.parametrize("words", ["севана", "СЕВАН", "Սևան", "sailing", "reuters", "sevan.jpg"])
def test_search_finds_words_of_any_language(names, shot, words):
    said = {"caption_ru": "Озеро Севан", "alt_hy": "Սևանա լիճ", "caption_en": "They sail"}
    shot("sevan.jpg", **said, source="Reuters")
    shot("mountain.jpg", caption_ru="Гора")

    assert names(q=words) == ["sevan.jpg"]


def test_search_finds_a_picture_by_its_number(names, shot):
    shot("a.jpg")
    image = shot("b.jpg")

    assert names(q=str(image.pk)) == ["b.jpg"]


def test_search_says_when_it_read_another_word(sign_in, photo, shot, in_english):
    shot("lake.jpg", caption_ru="Водохранилище")

    page = sign_in(photo).get(reverse(LIBRARY), {"q": "водохронилище"}).content.decode()

    assert "No exact matches." in page
    assert "lake.jpg" in page or "Водохранилище" in page


def test_chip_takes_its_own_question_off(sign_in, photo, shot, in_english):
    shot("a.jpg")
    asked = {"rights": "own", "noalt": "hy", "q": "озеро"}

    chips = dict(sign_in(photo).get(reverse(LIBRARY), asked).context["cl"].chips)

    assert list(chips) == ["Words: озеро", "No alt text: Հայերեն", "Rights: own"]
    assert chips["Rights: own"] == "?noalt=hy&q=%D0%BE%D0%B7%D0%B5%D1%80%D0%BE"


def test_view_is_remembered(sign_in, photo, shot):
    shot("a.jpg")
    client = sign_in(photo)

    first = client.get(reverse(LIBRARY)).content.decode()
    client.get(reverse(LIBRARY), {"view": "list"})
    later = client.get(reverse(LIBRARY)).content.decode()

    assert "shots--grid" in first
    assert "shots--list" in later


def test_badges_say_what_a_picture_lacks(sign_in, photo, shot, in_english):
    today = timezone.localdate()
    shot("bad.jpg", is_graphic=True, usable_until=today - timedelta(days=1), alt_ru="Озеро")
    shot("good.jpg", **TEXTS, usable_until=today + timedelta(days=31))
    User = type(photo)
    User.objects.filter(pk=photo.pk).update(interface_language="en")

    good, bad = sign_in(photo).get(reverse(LIBRARY)).context["cl"].result_list

    assert [str(one.words) for one in good.badges] == []
    assert [str(one.words) for one in bad.badges] == [
        "has expired",
        "no alt text: ARM, EN",
        "graphic",
    ]


def test_hostile_words_of_a_picture_are_text(sign_in, photo, shot):
    shot("a.jpg", caption_ru="<script>alert(1)</script>", credit_ru='"><b>')

    page = sign_in(photo).get(reverse(LIBRARY)).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_list_counts_no_further_than_a_thousand(shot, monkeypatch):
    monkeypatch.setattr(FirstPictures, "MOST", 2)
    for name in ("a", "b"):
        shot(name)
    exact = FirstPictures(Image.objects.all(), 40)
    assert (exact.count, exact.is_cut) == (2, False)

    shot("c")
    cut = FirstPictures(Image.objects.all(), 40)

    assert (cut.count, cut.is_cut) == (2, True)


@pytest.mark.parametrize("number", [1, 3])
def test_library_asks_the_same_for_one_picture_and_for_three(
    sign_in, photo, shot, queries_of, number
):
    for name in range(number):
        shot(f"{name}.jpg", caption_ru="Озеро")
    client = sign_in(photo)

    # The session, the person, their portrait, the numbers of the pictures, the pictures.
    assert len(queries_of(client, reverse(LIBRARY))) == 5
    narrowed = {"rights": "none", "noalt": "any", "whose": "mine", "view": "list"}
    assert len(queries_of(client, reverse(LIBRARY), narrowed)) == 5
    # Not the numbers, but words that begin or sound so, candidates, where the words stand.
    assert len(queries_of(client, reverse(LIBRARY), {"q": "озера"})) == 7
    # PostgreSQL says first whether the questions leave few.
    asked = 8 if connection.vendor == "postgresql" else 7
    assert len(queries_of(client, reverse(LIBRARY), narrowed | {"q": "озера"})) == asked


def test_library_is_seen_by_everybody_and_described_by_who_may(
    sign_in, shot, administrator, reporter, in_english
):
    shot("a.jpg")

    seen = sign_in(administrator).get(reverse(LIBRARY)).content.decode()
    described = sign_in(reporter).get(reverse(LIBRARY)).content.decode()

    assert 'name="_selected_action"' not in seen
    assert 'value="describe"' in described
    assert 'value="put_away"' not in described
