"""What is left of a story in a text browser, in a reader mode and in a messenger's preview.

Each is read by a program of others: inscriptis lays pages out as a text browser does, readability
finds the story as reader modes do, linkpreview reads a link as messengers do.
"""

import pytest
from inscriptis import get_text
from linkpreview import Link, LinkPreview
from lxml.html import fromstring
from readability import Document

from articles import images
from articles.models import Correction, SiteSettings
from tests.articles.images.test_store import picture

STORIES = {
    "ru": (
        "Вода в Севане прибывает",
        "Озеро поднялось на 12 сантиметров.",
        "Гидрологи ждут весны.",
    ),
    "hy": ("Սևանի ջուրը բարձրանում է", "Լիճը բարձրացել է 12 սանտիմետրով։", "Սպասում են գարնանը։"),
    "en": (
        "The water of Sevan is rising",
        "The lake is up by 12 centimetres.",
        "They wait for spring.",
    ),
}
SENTENCE = {
    "ru": "Вода в озере прибывает третий месяц подряд, и берег уже не тот, что был осенью.",
    "hy": "Լճի ջուրն արդեն երրորդ ամիսն է՝ ավելանում է, և ափն այն չէ, ինչ աշնանն էր։",
    "en": "The water has been rising for three months now, and the shore is no longer what it was.",
}


@pytest.fixture
def page_of(client, make_edition, make_ad, author, photo, chief):
    """Publish a story with all that stands around one; return its page."""
    SiteSettings.objects.create(pk=1, name_ru="Вестник", name_hy="Լրաբեր", name_en="Herald")
    cover = images.store("lake.jpg", picture(size=(1300, 800)), by=photo)

    def make(code: str) -> str:
        title, lead, heading = STORIES[code]
        for place in ("header", "in_text", "after_text", "foot"):
            make_ad(place=place, language=code, is_house=True, words="Bread and soap")
        texts = {
            f"title_{code}": title,
            f"lead_{code}": lead,
            f"body_{code}": "".join(f"<p>{n}. {SENTENCE[code]}</p>" for n in range(1, 9))
            + f"<h2>{heading}</h2><p>9. {SENTENCE[code]}</p>",
        }
        edition = make_edition(code, cover=cover, authors=[author], **texts)
        Correction.objects.create(
            edition=edition, text="58 → 12", at=edition.published_at, by=chief
        )
        return client.get(edition.get_absolute_url()).content.decode()

    return make


def places(text: str, parts: list[str]) -> list[int]:
    """Return where each part stands in a text; ValueError names one that does not."""
    return [text.index(part) for part in parts]


@pytest.mark.parametrize("code", STORIES)
def test_text_browser_shows_the_story_in_order_and_no_script(page_of, code):
    page = page_of(code)

    text = get_text(page)

    title, lead, heading = STORIES[code]
    body = [f"{n}. {SENTENCE[code]}" for n in range(1, 9)]
    found = places(text, [f"\n{title}\n", lead, *body, heading, f"9. {SENTENCE[code]}", "58 → 12"])
    # A correction stands above the text that it corrects, so the last one is looked for alone.
    assert found[:-1] == sorted(found[:-1])
    assert [word for word in ("{", "function", "localStorage", "@context") if word in text] == []


@pytest.mark.parametrize("code", STORIES)
def test_reader_mode_finds_the_story_and_nothing_around_it(page_of, code):
    read = Document(page_of(code))

    text = fromstring(read.summary()).text_content()

    title, _lead, heading = STORIES[code]
    assert read.title().startswith(title)
    assert [n for n in range(1, 10) if f"{n}. {SENTENCE[code]}" not in text] == []
    assert heading in text
    assert "Bread and soap" not in text


@pytest.mark.parametrize("code", STORIES)
def test_messenger_shows_title_lead_picture_and_the_sites_name(page_of, code, settings):
    page = page_of(code)

    seen = LinkPreview(Link(f"{settings.SITE_URL}/", page))

    title, lead, _heading = STORIES[code]
    name = {"ru": "Вестник", "hy": "Լրաբեր", "en": "Herald"}[code]
    assert (seen.title, seen.description, seen.site_name) == (title, lead, name)
    assert seen.image.startswith(f"{settings.SITE_URL}/media/")
    assert seen.image.endswith("/social-1200.jpeg")
    # X takes its shape from here and the rest from Open Graph.
    assert fromstring(page).xpath("//meta[@name='twitter:card']/@content") == [
        "summary_large_image"
    ]
