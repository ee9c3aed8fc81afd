"""Cards for messengers, drawn where a story has no picture."""

import re
from pathlib import Path

import PIL.Image
import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from articles.images import social_cards
from articles.images.social_cards import Card, card_url, drawable, fit, font, wrapped
from articles.models import Colour

TITLES = {
    "ru": "Озеро возвращается: уровень Севана растёт третий год подряд",
    "hy": "Լիճը վերադառնում է․ Սևանի մակարդակը բարձրանում է երրորդ տարին",
    "en": "The lake is coming back: Sevan rises for a third year in a row",
}


def card(title: str = "Заголовок", **fields) -> Card:
    return Card(**{"title": title, "section": "Экология", "colour": "teal", "site": "A"} | fields)


def ink(picture: PIL.Image.Image) -> tuple[int, int, int, int]:
    """Return the box that is not paper, between the coloured rule and the one above the site."""
    middle = picture.convert("L").crop((0, 20, social_cards.WIDTH, social_cards.HEIGHT - 106))
    return middle.point(lambda value: 255 if value < 250 else 0).getbbox()


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_card_shows_every_letter_of_the_three_scripts(title):
    assert drawable(title) == title


@pytest.mark.parametrize(
    "title", [*TITLES.values(), "Ж" * 300, "Щука " * 60, "i " * 150, "А"], ids=len
)
def test_nothing_runs_over_the_edge(title):
    left, top, right, bottom = ink(social_cards.draw(card(title, section="Щ" * 80, site="Щ" * 100)))

    assert left >= social_cards.MARGIN - 6
    assert right <= social_cards.WIDTH - social_cards.MARGIN + 6
    assert (top > 0, bottom + 20 <= social_cards.BOTTOM + 24) == (True, True)


def test_long_titles_shrink_and_short_ones_do_not():
    sizes = [fit(title)[0] for title in ("Коротко", TITLES["ru"], TITLES["ru"] * 3)]

    assert sizes[0] == social_cards.LARGEST
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[2] < sizes[1]


def test_what_cannot_fit_ends_with_dots():
    size, lines = fit("Щ" * 900)

    assert (size, lines[-1][-1]) == (social_cards.SMALLEST, "…")


def test_lines_are_about_equally_long():
    face = font(60)

    lines = social_cards.balanced(TITLES["en"], face)

    assert len(lines) == len(
        wrapped(TITLES["en"], face, social_cards.WIDTH - 2 * social_cards.MARGIN)
    )
    assert min(map(face.getlength, lines)) > 0.6 * max(map(face.getlength, lines))


def test_letters_that_the_font_has_not_are_left_out():
    assert drawable("А\x00\u202e😀 \ud800שǍ\u2028Б\t") == "А A Б"


def test_card_is_drawn_once_under_an_address_of_its_own(settings):
    first = card_url(card())
    path = Path(default_storage.path(card().name))
    drawn = path.stat().st_mtime_ns

    again, other = card_url(card()), card_url(card("Другой"))

    assert re.fullmatch(r"/media/cards/[0-9a-f]{32}\.png", first)
    assert (first, drawn) == (again, path.stat().st_mtime_ns)
    assert first != other
    with PIL.Image.open(path) as picture:
        assert (picture.size, picture.format) == ((1200, 630), "PNG")
    assert path.stat().st_size < 60_000


def test_card_is_handed_out(client):
    response = client.get(card_url(card()))

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")


def test_colours_are_the_sites():
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    day = dict(re.findall(r"--(\w+): (#\w{6});", tokens))

    assert {name: day[name] for name in Colour.values} == social_cards.COLOURS


@pytest.mark.parametrize("title", ["", "😀", "\u202e"])
def test_card_without_a_headline_says_the_name_of_the_site(title):
    assert ink(social_cards.draw(card(title, section="", site="Вестник")))
