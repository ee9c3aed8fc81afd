"""The catalogues of interface strings, without gettext's own tools.

    python -m scripts.messages update    collect the words of the code into the .po files
    python -m scripts.messages compile   write the .mo files that Django reads
    python -m scripts.messages check     say what is missing, empty, unsure, or not compiled

A translation whose words are no longer in the code leaves the catalogue with the next update.
What Django and other packages say lies in catalogues of its own, locale/packages/, written by
hand: where a package has no words in a language, or not the newsroom's.
"""

import re
import sys
from gettext import GNUTranslations
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [("newsroom", ".py"), ("articles", ".py"), ("templates", ".html"), ("templates", ".txt")]
# The tool's own names for "the first argument is the text", "… the context", and so on.
KEYWORDS = {
    "_": (1,),
    "gettext": (1,),
    "gettext_lazy": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ("context", 1),
    "pgettext_lazy": ("context", 1),
    "npgettext": ("context", 1, 2),
    "npgettext_lazy": ("context", 1, 2),
}
COMMENT_TAG = "Translators:"
PACKAGES = ROOT / "locale" / "packages"
# Whose words people meet, beside ours; each brings an English catalogue of all that it says.
MET = [
    "django.conf",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "taggit",
]
DOMAINS = ["django", "djangojs"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Key = tuple[str | None, str]  # context and text


def languages() -> list[str]:
    """Return the codes of the newsroom's languages."""
    from newsroom.languages import CODES  # needs Django's path, not its settings

    return list(CODES)


def catalogue_path(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def source_files() -> list[Path]:
    """Return every file that may hold words for people, in a stable order."""
    files = [path for folder, end in SOURCES for path in (ROOT / folder).rglob(f"*{end}")]
    return sorted(path for path in files if "migrations" not in path.parts)


def python_of(path: Path) -> str:
    """Return the file as Python that a reader of tokens understands.

    Django turns a template into calls of gettext among rows of X; their indentation means
    nothing, and Python would stumble over it.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    calls = templatize(text, origin=str(path))
    return "\n".join(line.lstrip() for line in calls.split("\n"))


def extract() -> dict[Key, polib.POEntry]:
    """Return what the code says to people: an entry for each text, with the files it stands in."""
    found: dict[Key, polib.POEntry] = {}
    for path in source_files():
        code = BytesIO(python_of(path).encode())
        name = path.relative_to(ROOT).as_posix()
        for _line, function, texts, comments in extract_python(
            code, KEYWORDS, [COMMENT_TAG], {"encoding": "utf-8"}
        ):
            entry = entry_of(function, texts)
            if entry is None:
                continue
            plural = entry.msgid_plural
            entry = found.setdefault((entry.msgctxt, entry.msgid), entry)
            # Said once alone and once counted, it is one text with forms.
            entry.msgid_plural = entry.msgid_plural or plural
            if (name, "") not in entry.occurrences:
                entry.occurrences.append((name, ""))
            entry.comment = entry.comment or "\n".join(comments)
            if "%(" in entry.msgid and "python-format" not in entry.flags:
                entry.flags.append("python-format")
    return found


def entry_of(function: str | None, texts) -> polib.POEntry | None:
    """Make an entry of one call; None when its arguments are not texts written out."""
    if function not in KEYWORDS:
        return None
    arguments = list(texts) if isinstance(texts, tuple) else [texts]
    context = arguments.pop(0) if KEYWORDS[function][0] == "context" else None
    wanted = arguments[: len(KEYWORDS[function]) - (context is not None)]
    if not wanted or not all(wanted):
        return None
    entry = polib.POEntry(msgctxt=context, msgid=wanted[0])
    if len(wanted) == 2:
        entry.msgid_plural = wanted[1]
    return entry


def header(language: str) -> dict[str, str]:
    """Return a catalogue's header; the rule for plurals is Django's own for the language."""
    path = package_path("django.conf", language, "django").with_suffix(".mo")
    with path.open("rb") as file:
        # Django's English has no rule of its own.
        rule = GNUTranslations(file).info().get("plural-forms", "nplurals=2; plural=(n != 1);")
    return {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": rule,
    }


def plural_count(catalogue: polib.POFile) -> int:
    """Return how many forms a counted text has in the catalogue's language."""
    return int(re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"])[1])


def merge(old: polib.POFile, found: dict[Key, polib.POEntry], language: str) -> polib.POFile:
    """Return the catalogue of what was found, with the translations that there are."""
    new = polib.POFile(wrapwidth=98)
    new.metadata = header(language)
    known = by_key(old)
    for key in sorted(found, key=lambda key: (key[1], key[0] or "")):
        wanted, there = found[key], known.get(key)
        entry = polib.POEntry(
            msgctxt=wanted.msgctxt,
            msgid=wanted.msgid,
            msgid_plural=wanted.msgid_plural,
            comment=wanted.comment,
            occurrences=wanted.occurrences,
            flags=wanted.flags,
            tcomment=there.tcomment if there else "",
        )
        fill(entry, there, language, plural_count(new))
        new.append(entry)
    return new


def fill(entry: polib.POEntry, there: polib.POEntry | None, language: str, forms: int) -> None:
    """Give the entry its translation: the one that there is, or English from the text itself."""
    if entry.msgid_plural:
        texts = dict(there.msgstr_plural) if there and there.msgid_plural else {}
        if language == "en" and not any(texts.values()):
            texts = {0: entry.msgid, 1: entry.msgid_plural}
        entry.msgstr_plural = {form: texts.get(form, "") for form in range(forms)}
        return
    entry.msgstr = there.msgstr if there else ""
    if language == "en" and not entry.msgstr:
        entry.msgstr = entry.msgid


def texts_of(entry: polib.POEntry) -> list[str]:
    """Return every translated form of an entry."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def by_key(catalogue: polib.POFile) -> dict[Key, polib.POEntry]:
    """Return the entries that are in use, by context and text."""
    return {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}


def load(language: str, path: Path | None = None) -> polib.POFile:
    """Return a language's catalogue; an empty one when there is none yet."""
    path = path or catalogue_path(language)
    if path.exists():
        return polib.pofile(str(path), encoding="utf-8", wrapwidth=98)
    empty = polib.POFile(wrapwidth=98)
    empty.metadata = header(language)
    return empty


def update() -> int:
    """Bring the three catalogues to what the code says now."""
    found = extract()
    for language in languages():
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = merge(load(language), found, language)
        catalogue.save(str(path))
        empty = sum(not all(texts_of(entry)) for entry in catalogue)
        print(f"{language}: {len(catalogue)} texts, {empty} to translate")
    return 0


def compile_all() -> int:
    """Write the .mo file beside each .po file."""
    for path in (ROOT / "locale").rglob("*.po"):
        path.with_suffix(".mo").write_bytes(polib.pofile(str(path)).to_binary())
    return 0


def check() -> int:
    """Print what is wrong with the catalogues; 1 when anything is."""
    found = extract()
    problems = [
        line
        for language in languages()
        for line in [*problems_of(language, found), *problems_of_packages(language)]
    ]
    for line in problems:
        print(line)
    if not problems:
        print(f"{len(found)} texts, complete in {', '.join(languages())}")
    return 1 if problems else 0


def problems_of(language: str, found: dict[Key, polib.POEntry]) -> list[str]:
    """Return a sentence for each thing that is wrong with a language's catalogue."""
    path = catalogue_path(language)
    if not path.exists():
        return [f"{language}: no catalogue; run `make messages`"]
    catalogue = load(language)
    there = by_key(catalogue)
    problems = [
        f"not in the catalogue: {key[1]!r}"
        for key, entry in found.items()
        if key not in there or bool(there[key].msgid_plural) != bool(entry.msgid_plural)
    ]
    for key in there:
        if key not in found:
            problems.append(f"no longer in the code: {key[1]!r}")
    problems += problems_of_catalogue(catalogue, path)
    return [f"{language}: {problem}" for problem in problems]


def package_path(package: str, language: str, domain: str) -> Path:
    """Return where a package keeps what it says in a language."""
    folder = Path(find_spec(package).origin).parent
    return folder / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def problems_of_packages(language: str) -> list[str]:
    """Return a sentence for each thing that a package would say in English."""
    if language == "en":
        return []
    problems = []
    for domain in DOMAINS:
        path = PACKAGES / language / "LC_MESSAGES" / f"{domain}.po"
        ours = load(language, path)
        problems += problems_of_catalogue(ours, path)
        said = by_key(ours) | (by_key(load(language)) if domain == "django" else {})
        for package in MET:
            words = by_key(load("en", package_path(package, "en", domain)))
            theirs = by_key(load(language, package_path(package, language, domain)))
            problems += [
                f"{package} has no words for {key[1]!r}"
                for key in words
                if key not in said and not (key in theirs and theirs[key].translated())
            ]
    return [f"{language}: {problem}" for problem in problems]


def problems_of_catalogue(catalogue: polib.POFile, path: Path) -> list[str]:
    """Return what is wrong with a catalogue in itself: its entries, its compiled file."""
    forms = plural_count(catalogue)
    problems = [line for entry in catalogue for line in problems_of_entry(entry, forms)]
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        problems.append(f"{path.relative_to(ROOT)} is not compiled; run `make messages`")
    return problems


def problems_of_entry(entry: polib.POEntry, forms: int) -> list[str]:
    """Return what is wrong with one translation: unsure, empty, or with other placeholders."""
    if entry.fuzzy:
        return [f"unsure (fuzzy): {entry.msgid!r}"]
    texts = texts_of(entry)
    if not texts or not all(text.strip() for text in texts):
        return [f"not translated: {entry.msgid!r}"]
    if entry.msgid_plural and len(texts) != forms:
        return [f"has {len(texts)} forms instead of {forms}: {entry.msgid!r}"]
    # A form for one may leave the number out ("one story"), so a plural is compared as a whole.
    wanted = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    given = set(PLACEHOLDER.findall("".join(texts)))
    return [] if wanted == given else [f"other placeholders than in the text: {entry.msgid!r}"]


if __name__ == "__main__":
    # templatize wants settings to be there and reads none of ours.
    settings.configure()
    commands = {"update": update, "compile": compile_all, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(commands[sys.argv[1]]())
