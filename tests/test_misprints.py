"""Russian and Armenian texts use one sign for one thing: catalogues, the guide, the demo."""

import re
from html import unescape

import pytest

from articles.management.demo import files
from newsroom.settings import BASE_DIR
from scripts import messages

GUIDES = {"ru": "editors.ru.md", "hy": "editors.hy.md"}
LETTERS = {"ru": "А-Яа-яЁё", "hy": "Ա-Ֆա-և"}
# What stands in no text of either language.
SHARED = {
    "straight quotation mark": "[\"'”]",
    "two spaces": r"[ \xa0]{2}",
    "hyphen for a dash": r"(?<=[\w»).,])[ \xa0]--?(?=[ \xa0])",
}
OWN = {
    "ru": {},
    "hy": {
        "quotation mark of another language": "[„“]",
        # The sign that nine tenths of our texts have: the full stop of Latin ones.
        "mijaket in a second code (U+2024)": "․",
        "colon for verjaket": r"(?<=[Ա-Ֆա-և»)]):(?=[\s»)]|$)",
        "article ը before a vowel": r"(?<!սառ)ը[ \xa0](?=[աէիօԱԷԻՕ]|ու)",
        "intonation mark beside no vowel": r"(?<![աեէըիոօւևԱԵԷԸԻՈՕ])[՛՜՞]",
    },
}


def misprints(text: str, language: str) -> list[str]:
    """Return the names of what is printed wrong in a text without tags."""
    letter = f"[{LETTERS[language]}]"
    mixed = {"Latin letter within a word": f"(?<={letter})[A-Za-z]|[A-Za-z](?={letter})"}
    rules = SHARED | OWN[language] | mixed
    return [name for name, pattern in rules.items() if re.search(pattern, text)]


@pytest.mark.parametrize(
    "text, language, found",
    [
        ("Он сказал: «Да» — и ушёл в 18:00.", "ru", []),
        ('Он сказал: "Да".', "ru", ["straight quotation mark"]),
        ("«Знак говорит „тише“»", "ru", []),
        ("Материал  на сайте", "ru", ["two spaces"]),
        ("Пусто - сразу", "ru", ["hyphen for a dash"]),
        ("Исправлeно", "ru", ["Latin letter within a word"]),  # e is Latin
        ("alt-тексты, H.264, Ctrl+Enter, Telegram-ի", "ru", []),
        ("Կապ չկա. փորձե՛ք 18:00-ին։ Ի՞նչ է փոխվել, և՛ այստեղ", "hy", []),
        ("Կապ չկա․ փորձեք", "hy", ["mijaket in a second code (U+2024)"]),
        ("«Նշանն ասում է „դանդաղ“»", "hy", ["quotation mark of another language"]),
        ("Պահպանված է:", "hy", ["colon for verjaket"]),
        ("Ինչ՞ է փոխվել", "hy", ["intonation mark beside no vowel"]),
        ("Նյութը այստեղ է", "hy", ["article ը before a vowel"]),
        ("Ոչինչ չի կoրել", "hy", ["Latin letter within a word"]),  # o is Latin
        ("Նյութը - կայքում", "hy", ["hyphen for a dash"]),
    ],
)
def test_misprints_are_found(text, language, found):
    assert misprints(text, language) == found


def plain(text: str) -> str:
    """Return a text with a sign in the place of each tag and of each piece of code."""
    return unescape(re.sub(r"<[^>]+>|`[^`]*`", "|", text))


def texts_of_catalogues(language: str) -> list[str]:
    packages = sorted((messages.PACKAGES / language / "LC_MESSAGES").glob("*.po"))
    catalogues = [messages.load(language, path) for path in [None, *packages]]
    return [text for one in catalogues for entry in one for text in messages.texts_of(entry)]


def texts_of_guide(language: str) -> list[str]:
    guide = (BASE_DIR / "docs" / GUIDES[language]).read_text("utf-8")
    return re.split(r"\n(?:- |  )?", guide)


def texts_of_demo(language: str) -> list[str]:
    pages = [path.read_text("utf-8") for path in files.HERE.glob(f"pages/*.{language}.html")]
    tables = [files.table(path.name) for path in files.HERE.glob("*.toml")]
    stories = [story.texts for story in files.stories()]
    return pages + strings(tables, language) + strings(stories, language)


def strings(value, language: str, ours: bool = False) -> list[str]:
    """Return the strings of a table that stand under the key of a language."""
    if isinstance(value, str):
        return [value] if ours else []
    if isinstance(value, dict):
        under = [(one, ours or key == language) for key, one in value.items()]
        return [text for one, is_ours in under for text in strings(one, language, is_ours)]
    if isinstance(value, list):
        return [text for one in value for text in strings(one, language, ours)]
    return []


@pytest.mark.parametrize("language", LETTERS)
@pytest.mark.parametrize(
    "texts_of, most", [(texts_of_catalogues, 1500), (texts_of_guide, 200), (texts_of_demo, 200)]
)
def test_texts_have_no_misprints(texts_of, most, language):
    texts = [plain(text) for text in texts_of(language)]

    assert len(texts) > most
    assert {text: misprints(text, language) for text in texts if misprints(text, language)} == {}


# A name or a day in words comes as it is: no case asked of it, no ending put to it.
_OF_PERSON = r"%\((?:name|who|person|people|owner|user)\)s"
CASES = {
    "ru": rf"(?i)\b(?:от|у|к|с|о|для|через) {_OF_PERSON}",
    "hy": rf"(?:{_OF_PERSON}|%\(day\)s)-[ա-և]",
}


@pytest.mark.parametrize(
    "text, language",
    [
        ("Заметка от %(name)s", "ru"),
        ("Գրառում %(name)s-ից", "hy"),
        ("Միացված է %(day)s-ից", "hy"),
    ],
)
def test_case_asked_of_a_name_is_found(text, language):
    assert re.search(CASES[language], text)


@pytest.mark.parametrize("language", CASES)
def test_names_and_days_stand_in_no_case(language):
    texts = texts_of_catalogues(language)

    assert [text for text in texts if re.search(CASES[language], text)] == []
