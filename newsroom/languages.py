"""The languages of the newsroom: the only list of them.

A language is known by its standard code (`hy`) everywhere in code and in `lang`/`hreflang`;
readers see Armenian as ARM in the switch and as `/arm/` in addresses, and only there.
"""

from dataclasses import dataclass

from django.utils import translation


@dataclass(frozen=True)
class Language:
    """One language: its code, its prefix in addresses, its own name, its label in the switch.

    `script` names the font of its letters, one of those that scripts/cut_fonts.py cuts.
    """

    code: str
    prefix: str
    name: str
    label: str
    script: str = "latin"

    @property
    def fonts(self) -> tuple[str, ...]:
        """Return the static files of the fonts that every page in it needs.

        Latin comes with each: it has the digits and the signs.
        """
        scripts = dict.fromkeys((self.script, "latin"))
        return tuple(f"fonts/noto-serif-{script}.woff2" for script in scripts)


LANGUAGES = (
    Language("ru", "ru", "Русский", "RU", "cyrillic"),
    Language("hy", "arm", "Հայերեն", "ARM", "armenian"),
    Language("en", "en", "English", "EN"),
)
CODES = tuple(language.code for language in LANGUAGES)
CHOICES = tuple((language.code, language.name) for language in LANGUAGES)
DEFAULT = "ru"

_BY_CODE = {language.code: language for language in LANGUAGES}
_BY_PREFIX = {language.prefix: language for language in LANGUAGES}


def by_code(code: str) -> Language:
    """Return the language of a code; KeyError when there is none."""
    return _BY_CODE[code]


def by_prefix(prefix: str) -> Language | None:
    """Return the language whose addresses begin with the prefix, else None."""
    return _BY_PREFIX.get(prefix)


def of_path(path: str) -> Language | None:
    """Return the language of a reader's address (`/arm/…`), else None."""
    return by_prefix(path.lstrip("/").split("/", 1)[0])


def column(field: str, code: str) -> str:
    """Name the per-language column of a field: `column("title", "hy")` is `title_hy`."""
    return f"{field}_{_BY_CODE[code].code}"


def active() -> str:
    """Return the code of the language that is active in this thread."""
    code = translation.get_language()
    return code if code in _BY_CODE else DEFAULT


class LanguageConverter:
    """The `<lang:language>` part of an address: `arm` outside, `hy` inside."""

    regex = "|".join(_BY_PREFIX)

    def to_python(self, value: str) -> str:
        return _BY_PREFIX[value].code

    def to_url(self, value: str) -> str:
        return _BY_CODE[value].prefix
