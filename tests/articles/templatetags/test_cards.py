"""Cards are rendered once for what they show."""

from datetime import timedelta

import pytest
from django.utils import translation

from articles.models import Category, Edition
from articles.site import lite
from articles.templatetags import cards
from newsroom.cache import generation


@pytest.fixture(autouse=True)
def nothing_kept():
    generation.forget()


@pytest.fixture
def rendered(monkeypatch):
    """How many cards were rendered."""
    calls, render = [], cards.render_to_string

    def counted(*args):
        calls.append(args)
        return render(*args)

    monkeypatch.setattr(cards, "render_to_string", counted)
    return calls


def again(edition: Edition) -> Edition:
    return Edition.objects.for_stream().get(pk=edition.pk)


def test_card_is_rendered_once_for_each_look(make_edition, rendered):
    edition = make_edition("ru", title_ru="Снег")

    shown = [
        cards.card(again(edition)),
        cards.card(again(edition)),
        cards.card(edition, look="side"),
    ]

    assert len(rendered) == 2
    assert shown[0] == shown[1] != shown[2]
    assert all("Снег" in html for html in shown)


@pytest.mark.parametrize(
    "field, value",
    [("short_title", "Другой"), ("lead", "Иначе"), ("kind", "opinion"), ("reading_minutes", 9)],
)
def test_card_shows_another_text_at_once(make_edition, rendered, field, value):
    edition = make_edition("ru")
    first = cards.card(again(edition))

    Edition.objects.filter(pk=edition.pk).update(**{field: value})

    assert cards.card(again(edition)) != first
    assert len(rendered) == 2


def test_card_shows_another_name_and_day_at_once(make_edition, rendered):
    edition = make_edition("ru")
    cards.card(again(edition))

    Category.objects.update(name_ru="Воздух")
    assert "Воздух" in cards.card(again(edition))
    edition = again(edition)
    edition.published_at -= timedelta(days=400)
    cards.card(edition)

    assert len(rendered) == 3


def test_card_of_another_language_or_a_light_page_is_another_one(make_edition, rendered):
    edition = make_edition("ru")
    cards.card(edition)

    with lite.rendering(True):
        cards.card(edition)
    with translation.override("en"):
        cards.card(edition)

    assert len(rendered) == 3


@pytest.mark.parametrize("look", ["", "lead", "side", "small"])
def test_card_says_its_headline_before_its_picture(make_edition, make_image, look):
    edition = make_edition("ru", title_ru="Снег", cover=make_image("red", alt_ru="Гора"))

    html = cards.card(again(edition), look=look)

    assert 0 < html.index("Снег") < html.index("Гора")
