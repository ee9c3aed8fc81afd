"""What is looked at before a language of a story is published. Pure: no database, no settings.

A rule returns one sentence for each thing that is wrong, none when all is well. Which rules hold
for a kind of story stands in `wanted`; which of them stop and which only ask, the newsroom
chooses (articles/editorial/checks/__init__.py).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.editorial.checks import picture_rules
from articles.editorial.checks.subject import Picture, Story, quoted
from articles.models.story_fields import BODIES, PUBLISHED, TITLE_LIMIT
from articles.text.blocks import ROWS, Figure
from articles.text.cleaning import figures, plain, untranslated

SHOWN = 3  # findings of one rule that are said in full


class Check(TextChoices):
    """The rules, in the order in which a desk reads them."""

    TITLE = "title", gettext_lazy("Title")
    LENGTH = "length", gettext_lazy("Title length")
    LEAD = "lead", gettext_lazy("Lead")
    CATEGORY = "category", gettext_lazy("Category")
    BYLINE = "byline", gettext_lazy("Author or source")
    COVER = "cover", gettext_lazy("Cover")
    ALT = "alt", gettext_lazy("Picture alt texts")
    CREDIT = "credit", gettext_lazy("Picture credits")
    EXPIRED = "expired", gettext_lazy("Picture rights still valid")
    EXPIRING = "expiring", gettext_lazy("Picture rights for the next 30 days")
    ONE_USE = "one_use", gettext_lazy("Single-use pictures")
    RIGHTS = "rights", gettext_lazy("Picture rights stated")
    EMPTY = "empty", gettext_lazy("No empty parts")
    UNTRANSLATED = "untranslated", gettext_lazy("Translation complete")
    GLOSSARY = "glossary", gettext_lazy("Glossary names")
    PLACEHOLDER = "placeholder", gettext_lazy("No forgotten placeholders")
    LINKS = "links", gettext_lazy("Working links")


class Level(TextChoices):
    """What a finding does."""

    ERROR = "error", pgettext_lazy("check before publishing", "stops")
    WARNING = "warning", pgettext_lazy("check before publishing", "asks")
    OFF = "off", pgettext_lazy("check before publishing", "is not looked at")


DEFAULTS = dict.fromkeys(Check, Level.WARNING) | {
    Check.TITLE: Level.ERROR,
    Check.UNTRANSLATED: Level.ERROR,
    Check.EXPIRED: Level.ERROR,
    Check.ONE_USE: Level.ERROR,
    Check.RIGHTS: Level.OFF,
}
# `workflow.publish` itself refuses an empty title, and leaves out what is not translated.
FIXED = frozenset({Check.TITLE, Check.UNTRANSLATED, Check.EXPIRED})
# The other kinds are asked for everything.
FLASH = (
    Check.TITLE,
    Check.EXPIRED,
    Check.ONE_USE,
    Check.UNTRANSLATED,
    Check.PLACEHOLDER,
    Check.LINKS,
)


@dataclass(frozen=True)
class Result:
    """What a rule said: `sentences` are empty when all is well, `field` is where to put it right.

    `field` is a text of the language ("title") or a shared fact ("cover").
    """

    check: Check
    level: Level
    sentences: tuple[str, ...]
    field: str

    @property
    def is_done(self) -> bool:
        return not self.sentences

    @property
    def stops(self) -> bool:
        return bool(self.sentences) and self.level == Level.ERROR

    @property
    def asks(self) -> bool:
        return bool(self.sentences) and self.level == Level.WARNING


def results(story: Story, levels: Mapping[Check, Level]) -> list[Result]:
    """Apply the rules that hold for the story and are not switched off, in order."""
    return [
        Result(check, levels[check], shortened(RULES[check](story)), FIELDS[check])
        for check in wanted(story.kind)
        if levels[check] != Level.OFF
    ]


def wanted(kind: str) -> Iterable[Check]:
    """Name the rules for a kind of story: of a flash nothing but the headline is asked."""
    return FLASH if kind == "flash" else Check


def shortened(sentences: list[str]) -> tuple[str, ...]:
    """Return the first sentences, and how many more there are."""
    more = len(sentences) - SHOWN
    if more <= 0:
        return tuple(sentences)
    # Translators: behind a list of things that are wrong with a text
    return (*sentences[:SHOWN], _("Plus %(number)d more.") % {"number": more})


def title(story: Story) -> list[str]:
    return [] if plain(story.texts["title"]) else [_("No title.")]


def length(story: Story) -> list[str]:
    number = len(story.texts["title"])
    if number <= TITLE_LIMIT:
        return []
    words = _("The title is too long: %(number)d characters, the limit is %(limit)d.")
    return [words % {"number": number, "limit": TITLE_LIMIT}]


def lead(story: Story) -> list[str]:
    return [] if plain(story.texts["lead"]) else [_("No lead.")]


def category(story: Story) -> list[str]:
    if story.category is None:
        return [_("No category.")]
    return [] if story.category else [_("The category has no name in this language.")]


def byline(story: Story) -> list[str]:
    """An opinion needs its author, a partner's material its partner; else either will do."""
    has_source = bool(plain(story.texts["source"]))
    if story.kind == "opinion":
        return [] if story.has_author else [_("An opinion piece needs an author.")]
    if story.kind == "partner":
        return [] if has_source else [_("Name the original publisher as the source.")]
    return [] if story.has_author or has_source else [_("No author or source.")]


_HEADING = re.compile(r"<h([234])>(.*?)</h\1>\s*(?=(<h[234]>)?)", re.S)
_HOLLOW = re.compile(r"<(li|td|blockquote|p)(?: [^>]*)?>(?:\s|\xa0|<br>)*</\1>")


def empty(story: Story) -> list[str]:
    """Find a text without words or figures, and within it hollow places."""
    body = story.texts["body"]
    shown = [one for one in figures(body) if isinstance(one, Figure)]
    if not plain(body) and not shown:
        return [_("No text.")]
    if story.kind == "video" and not any(one.is_film() for one in shown):
        return [_("The video story has no video in its text.")]
    if story.kind == "photo_story" and not any(one.ids for one in shown if one.names != "address"):
        return [_("The photo story has no pictures in its text.")]
    return [*bare_headings(body), *hollow(body, shown, story.pictures), *unseen(story, shown)]


def bare_headings(body: str) -> Iterable[str]:
    """Find headings with nothing under them: another of their rank or the end follows."""
    for found in _HEADING.finditer(body):
        rank, words, following = found[1], plain(found[2]), found[3]
        if not words:
            yield _("Empty heading in the text.")
        elif found.end() == len(body.rstrip()) or (following and following[2] <= rank):
            yield _("Nothing under the heading «%(words)s».") % {"words": quoted(words)}


def hollow(body: str, shown: Iterable[Figure], pictures: Mapping[int, Picture]) -> Iterable[str]:
    """Find empty paragraphs, quotations and items of lists, and pictures that are gone."""
    names = {match[1] for match in _HOLLOW.finditer(body)}
    if "li" in names:
        yield _("Empty list item in the text.")
    if names & {"blockquote", "p"}:
        yield _("Empty paragraph or quotation in the text.")
    for one in shown:
        if one.is_broken:
            yield str(one.missing)
        if any(pk not in pictures for pk in one.ids):
            yield _("A picture in the text is no longer in the library.")


def not_translated(story: Story) -> list[str]:
    """Name the paragraphs that still stand in the words of the original."""
    words = _("Not translated yet: «%(words)s»")
    return [words % {"words": quoted(one)} for one in untranslated(story.texts["body"])]


def glossary(story: Story) -> list[str]:
    """Name what the newsroom's glossary forbids, and what it says instead."""
    instead = _("«%(found)s»: the glossary says «%(allowed)s».")
    alone = _("«%(found)s» is ruled out by the glossary.")
    return [
        (instead if allowed else alone) % {"found": found, "allowed": allowed}
        for found, allowed in story.misused
    ]


def unseen(story: Story, shown: Iterable[Figure]) -> Iterable[str]:
    """Find what the text names and readers would not see, such as stories and files."""
    named = {(one.name, one.row) for one in shown}
    unknown = {kind for kind, _row in named - story.named}
    yield from (str(block.missing) for name, block in ROWS.items() if name in unknown)
    for row, name in story.telling.items():
        if ("file", row) in named:
            words = _(
                "«%(file)s» contains data on who made it or where: create a clean copy and use "
                "that."
            )
            yield words % {"file": name}


# What is written in place of words to come. Whole words only: «ТК» is not TK.
_PLACEHOLDERS = re.compile(
    # What each of them begins with, so that most places of a text are passed over at once.
    r"""
    (?=[TXХxхFlLaAфФաԱ?՞«(\[_])(?:
    (?<!\w)(?:TK)+(?!\w)
    | (?<!\w)(?:X{3,}|Х{3,}|x{3,}|х{3,})(?!\w)
    | (?<!\w)(?:TODO|FIXME|TBD|TBC)(?!\w)
    | (?i:(?<!\w)lorem(?:\ ipsum)?(?!\w))
    | (?i:(?<!\w)(?:asdf|фыва|ֆասդ)\w*)
    | [?՞]{3,} | «\s*[?՞]+\s*» | [(\[]\s*[?՞]+\s*[)\]]
    | _{3,}
    | (?i:[(\[]\s*(?:уточнить|проверить|дополнить|вставить|ճշտել|ստուգել|լրացնել|tk|check|fill\ in)
      \b[^)\]]{0,60}[)\]])
    )
    """,
    re.X,
)
# What forms and templates of texts say: a mistake only where nothing else stands beside it.
_ALONE = re.compile(
    r"\W*(?:текст|заголовок|подзаголовок|лид|название|тест|проверка|տեքստ|վերնագիր|ենթավերնագիր|լիդ|"
    r"թեստ|text|title|headline|subtitle|lead|test)\W*",
    re.I,
)
_BLOCK = re.compile(r"</(?:p|h[234]|li|td|th|blockquote|figcaption|cite|footer)>|<br>")


def placeholder(story: Story) -> list[str]:
    """Find what was to be replaced before anybody reads it."""
    blocks = []
    for name in PUBLISHED:
        text = story.texts[name]
        blocks += _BLOCK.split(text) if name in BODIES else [text]
    found = dict.fromkeys(words for block in blocks for words in placeholders(plain(block)))
    return [_("«%(words)s» is left in the text.") % {"words": quoted(one)} for one in found]


def placeholders(words: str) -> list[str]:
    """Return the placeholders of one paragraph."""
    if words and _ALONE.fullmatch(words):
        return [words.strip("« »")]
    return [found[0].strip("« »") for found in _PLACEHOLDERS.finditer(words)]


_LINK = re.compile(r'<a href="([^"]*)"')


def links_in(html: str) -> list[str]:
    """Return the http addresses and the paths of a cleaned body, each once, without fragments."""
    addresses = (unescape(found).partition("#")[0] for found in _LINK.findall(html))
    kept = (one for one in addresses if one.startswith(("http://", "https://", "/")))
    return list(dict.fromkeys(kept))


def links(story: Story) -> list[str]:
    words = _("Broken link (%(answer)s): %(address)s")
    return [
        words % {"answer": answer, "address": quoted(address)}
        for address, answer in story.failing.items()
    ]


RULES: dict[Check, Callable[[Story], list[str]]] = {
    Check.TITLE: title,
    Check.LENGTH: length,
    Check.LEAD: lead,
    Check.CATEGORY: category,
    Check.BYLINE: byline,
    Check.COVER: picture_rules.cover,
    Check.ALT: picture_rules.alt,
    Check.CREDIT: picture_rules.credit,
    Check.EXPIRED: picture_rules.expired,
    Check.EXPIRING: picture_rules.expiring,
    Check.ONE_USE: picture_rules.one_use,
    Check.RIGHTS: picture_rules.rights,
    Check.EMPTY: empty,
    Check.UNTRANSLATED: not_translated,
    Check.GLOSSARY: glossary,
    Check.PLACEHOLDER: placeholder,
    Check.LINKS: links,
}
# Where each is put right.
FIELDS = {
    Check.TITLE: "title",
    Check.LENGTH: "title",
    Check.LEAD: "lead",
    Check.CATEGORY: "category",
    Check.BYLINE: "authors",
    Check.COVER: "cover",
    Check.ALT: "cover",
    Check.CREDIT: "cover",
    Check.EXPIRED: "cover",
    Check.EXPIRING: "cover",
    Check.ONE_USE: "cover",
    Check.RIGHTS: "cover",
    Check.EMPTY: "body",
    Check.UNTRANSLATED: "body",
    Check.GLOSSARY: "body",
    Check.PLACEHOLDER: "title",
    Check.LINKS: "body",
}
