"""The guide for editors says what stands on the screen: its words, its pictures, its links."""

import re

import pytest

from newsroom.settings import BASE_DIR
from scripts import messages

DOCS = BASE_DIR / "docs"
GUIDES = {"en": "editors.md", "ru": "editors.ru.md", "hy": "editors.hy.md"}
KEYS = {"?"}


def text(language: str) -> str:
    return (DOCS / GUIDES[language]).read_text("utf-8")


def plain(words: str) -> str:
    """Without what buttons and sentences put around words."""
    words = re.sub(r"\s+|\xa0", " ", words).partition(" (")[0]  # “Undo publishing (until 18:00)”
    return words.strip("….:։՝ ").casefold()


def words_of_the_admin(language: str) -> set[str]:
    """Return every word of the interface in a language."""
    entries = messages.load("ru" if language == "en" else language)
    return {plain(one.msgid if language == "en" else one.msgstr) for one in entries}


@pytest.mark.parametrize("language", GUIDES)
def test_guide_uses_the_words_of_the_admin(language):
    bold = re.findall(r"\*\*(.+?)\*\*", text(language), re.DOTALL)

    unknown = {one for one in bold if plain(one) not in words_of_the_admin(language)} - KEYS

    assert len(bold) > 60
    assert unknown == set()


@pytest.mark.parametrize("language", GUIDES)
def test_guide_has_its_pictures(language):
    names = re.findall(r"\(pictures/(\S+?)\)", text(language))

    sizes = {name: (DOCS / "pictures" / name).stat().st_size for name in names}

    assert len(names) >= 10
    assert {name: size for name, size in sizes.items() if size > 120_000} == {}


@pytest.mark.parametrize("language", GUIDES)
def test_guide_leads_to_its_parts(language):
    headings = re.findall(r"^## (.+)$", text(language), re.MULTILINE)
    anchors = [re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings]

    assert re.findall(r"\]\(#(.+?)\)", text(language)) == anchors
