"""The fields of a story, declared once: whatever treats several of them alike reads this list."""

from dataclasses import dataclass
from enum import Enum, auto


class Found(Enum):
    """With which texts the desk's search weighs a text."""

    TITLE = auto()
    LEAD = auto()
    BODY = auto()


@dataclass(frozen=True)
class Text:
    """A text that a story has in each language: a column `<name>_<code>` of Article.

    `limit`: the length in characters from which its counter warns. `rows`: the lines of its box
    that grows; 0 is a line that does not, or the editor. `found`: with what it is searched.
    """

    name: str
    limit: int | None = None
    rows: int = 0
    found: Found | None = None
    # The newsroom's own words: their signs are repaired, a translator sees them beside a language,
    # names in them are held against the glossary.
    is_prose: bool = True
    # HTML, compared and merged paragraph by paragraph.
    is_html: bool = False
    # Readers see it: an Edition has it as well, under the same name.
    is_published: bool = True


# A longer title is cut by search engines and breaks into four lines on a phone.
TITLE_LIMIT = 110

# In the order of typing.
STORY_TEXTS = (
    Text("title", limit=TITLE_LIMIT, rows=2, found=Found.TITLE),
    Text("short_title", limit=60, rows=1, found=Found.TITLE),
    Text("subtitle", limit=160, rows=2, found=Found.LEAD),
    Text("lead", limit=300, rows=4, found=Found.LEAD),
    Text("body", is_html=True, found=Found.BODY),
    Text("source", is_prose=False, found=Found.LEAD),
    Text("social_title", limit=90, rows=1, found=Found.TITLE),
    Text("slug", is_prose=False, is_published=False),
)

TEXTS = tuple(text.name for text in STORY_TEXTS)
PUBLISHED = tuple(text.name for text in STORY_TEXTS if text.is_published)
PROSE = tuple(text.name for text in STORY_TEXTS if text.is_prose)
BODIES = frozenset(text.name for text in STORY_TEXTS if text.is_html)

# What is the same in all languages, in the order of the form; translators have a field for each.
FACTS = (
    "kind",
    "category",
    "tags",
    "authors",
    "photographers",
    "translators",
    "cover",
    "source_language",
    "related",
)


def found_with(found: Found) -> tuple[str, ...]:
    """Name the texts that the desk's search weighs alike."""
    return tuple(text.name for text in STORY_TEXTS if text.found is found)
