"""The address part of a title: Armenian and Russian as newsrooms spell them in Latin letters."""

import re
from unicodedata import normalize

from anyascii import anyascii
from django.utils import text as django_text

LONGEST = 80  # characters
NAMELESS = "story"  # for a title without a letter
_LONGEST_TITLE = 1_000

_ARMENIAN = dict(zip("աբգդզէիլկհմնպջռսվտրքօֆ", "abgdzeilkhmnpjrsvtrkof", strict=True))
_ARMENIAN |= {"ե": "e", "ը": "y", "թ": "t", "ժ": "zh", "խ": "kh", "ծ": "ts", "ձ": "dz"}
_ARMENIAN |= {"ղ": "gh", "ճ": "ch", "յ": "y", "շ": "sh", "ո": "o", "չ": "ch", "ց": "ts"}
_ARMENIAN |= {"ւ": "v", "փ": "p", "ու": "u", "և": "ev", "եւ": "ev"}
_ARMENIAN_LETTER = re.compile("ու|եւ|[ա-և]")
_ARMENIAN_MARKS = re.compile("[՚՛՜՞՟]")
# At the beginning of a word: Երևան is yerevan, Որոտան is vorotan, but ով is ov.
_INITIAL = {"ե": "ye", "ո": "vo"}
_ARMENIAN_INITIAL = re.compile("(?<![ա-և])(?:ե(?!ւ)|ո(?![ւվ]))")

_RUSSIAN = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
# ё as е: a story keeps its address whichever of them its editor writes.
_RUSSIAN |= {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
_RUSSIAN |= {"ъ": "", "ь": "", "ю": "yu", "я": "ya"}
_RUSSIAN_LETTERS = str.maketrans(_RUSSIAN)
_RUSSIAN_ENDING = re.compile(r"[ыи]й\b")
_STRESS = re.compile("[\u0301\xad]")
_SEPARATORS = re.compile("[/.:_]")
_APOSTROPHES = re.compile("['’ʼ`]")


def slugify(text: str, language: str) -> str:
    """Return the address part of a title: ASCII, at most 80 characters, cut after a word.

    Never only digits (an id could look like that) and never empty unless the title is blank.
    `language` is the title's; our three languages share no letter that they read differently,
    so that a name keeps its spelling in a title of another language.
    """
    text = normalize("NFC", text[:_LONGEST_TITLE]).lower().strip()
    if not text:
        return ""
    for unsaid in (_STRESS, _APOSTROPHES, _ARMENIAN_MARKS):
        text = unsaid.sub("", text)
    text = anyascii(_russian(_armenian(text)))
    slug = _cut(django_text.slugify(_SEPARATORS.sub(" ", text)))
    if not slug:
        return NAMELESS
    return _cut(f"{NAMELESS}-{slug}") if slug.replace("-", "").isdigit() else slug


def _armenian(text: str) -> str:
    text = _ARMENIAN_INITIAL.sub(lambda match: _INITIAL[match[0]], text)
    return _ARMENIAN_LETTER.sub(lambda match: _ARMENIAN.get(match[0], match[0]), text)


def _russian(text: str) -> str:
    return _RUSSIAN_ENDING.sub("y", text).translate(_RUSSIAN_LETTERS)


def _cut(slug: str) -> str:
    slug = re.sub("-{2,}", "-", slug).strip("-")
    if len(slug) <= LONGEST:
        return slug
    head = slug[: LONGEST + 1]
    return head[: head.rindex("-")] if "-" in head else slug[:LONGEST]
