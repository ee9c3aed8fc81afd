"""A small project of its own: one Python file, one template, catalogues of what they say."""

import polib
import pytest

from scripts import messages

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

# Translators: a button
PUBLISH = _("Publish")
OPEN = pgettext("verb", "Open")
COUNT = ngettext("%(n)s story", "%(n)s stories", 2)
"""
TEMPLATE = """
{% load i18n %}
<h1>{% translate "Most read" %}</h1>
    {# Translators: the time of day stands behind it #}
    <p>{% blocktranslate trimmed with at=at %}
      Updated at
      {{ at }}
    {% endblocktranslate %}</p>
"""
CODES = messages.languages()
# Good enough for every language here; Russian has four forms in Django, the others two.
RUSSIAN = {
    "Publish": "Опубликовать",
    "Open": "Открыть",
    "Most read": "Самое читаемое",
    "Updated at %(at)s": "Обновлено в %(at)s",
    "%(n)s story": ["%(n)s материал", "%(n)s материала", "%(n)s материалов", "%(n)s материала"],
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with words and no catalogue yet."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "PACKAGES", tmp_path / "locale" / "packages")
    monkeypatch.setattr(messages, "MET", [])
    for name, text in {"articles/verbs.py": PYTHON, "templates/home.html": TEMPLATE}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    for language in ("ru", "hy"):
        for domain in messages.DOMAINS:
            path = tmp_path / "locale/packages" / language / "LC_MESSAGES" / f"{domain}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            messages.load(language, path).save(str(path))
    return tmp_path


@pytest.fixture
def complete(project):
    """The project with everything said in every language, and compiled."""
    messages.update()
    for language in messages.languages():
        with catalogue(language) as entries:
            for entry in entries:
                put(entry, RUSSIAN[entry.msgid], messages.plural_count(entries))
    messages.compile_all()
    return project


class catalogue:
    """A language's catalogue, saved at the end of the block."""

    def __init__(self, language: str):
        self.entries = messages.load(language)
        self.path = messages.catalogue_path(language)

    def __enter__(self) -> polib.POFile:
        return self.entries

    def __exit__(self, *_error):
        self.entries.save(str(self.path))


def put(entry: polib.POEntry, translation, forms: int) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(translation[:forms]))
    else:
        entry.msgstr = translation


def one(language: str, text: str) -> polib.POEntry:
    return messages.load(language).find(text)


def problems(capsys) -> list[str]:
    """Run the check; return what it says, which is something exactly when it answers 1."""
    capsys.readouterr()
    code = messages.check()
    lines = capsys.readouterr().out.splitlines()
    assert code == (0 if lines == ["5 texts, complete in ru, hy, en"] else 1)
    return lines


def test_extract_finds_what_python_and_templates_say(project):
    found = messages.extract()

    assert sorted(text for _context, text in found) == sorted(RUSSIAN)
    assert found["verb", "Open"].msgctxt == "verb"
    assert found[None, "%(n)s story"].msgid_plural == "%(n)s stories"
    assert found[None, "Publish"].comment == "Translators: a button"
    assert found[None, "Publish"].occurrences == [("articles/verbs.py", "")]
    assert found[None, "Updated at %(at)s"].comment.endswith("the time of day stands behind it")
    assert found[None, "Updated at %(at)s"].flags == ["python-format"]


def test_extract_leaves_migrations_alone(project):
    migrations = project / "articles" / "migrations"
    migrations.mkdir()
    (migrations / "0001_initial.py").write_text('_("old words")')

    assert (None, "old words") not in messages.extract()


def test_update_begins_catalogues_with_english_filled_in(project, capsys):
    messages.update()

    assert (project / "locale/hy/LC_MESSAGES/django.po").exists()
    assert one("en", "Most read").msgstr == "Most read"
    assert one("en", "%(n)s story").msgstr_plural == {0: "%(n)s story", 1: "%(n)s stories"}
    assert one("ru", "Most read").msgstr == ""
    assert capsys.readouterr().out.splitlines() == [
        "ru: 5 texts, 5 to translate",
        "hy: 5 texts, 5 to translate",
        "en: 5 texts, 0 to translate",
    ]


def test_update_keeps_translations(complete):
    messages.update()

    assert one("ru", "Most read").msgstr == "Самое читаемое"
    assert one("ru", "%(n)s story").msgstr_plural[2] == "%(n)s материалов"


def test_update_twice_writes_the_same(complete):
    path = messages.catalogue_path("ru")
    before = path.read_bytes()

    messages.update()

    assert path.read_bytes() == before


def test_update_drops_words_that_nobody_says_any_more(complete):
    (complete / "templates" / "home.html").write_text("")

    messages.update()

    assert one("ru", "Most read") is None
    assert "Самое читаемое" not in messages.catalogue_path("ru").read_text()
    assert one("ru", "Publish").msgstr == "Опубликовать"


def test_check_of_complete_catalogues_finds_nothing(complete, capsys):
    assert problems(capsys) == ["5 texts, complete in ru, hy, en"]


def test_check_names_new_words(complete, capsys):
    (complete / "articles" / "new.py").write_text('_("Withdraw")')

    assert problems(capsys) == [f"{code}: not in the catalogue: 'Withdraw'" for code in CODES]


def test_check_names_words_that_are_gone(complete, capsys):
    (complete / "templates" / "home.html").write_text('{% load i18n %}{% translate "Most read" %}')

    gone = "no longer in the code: 'Updated at %(at)s'"
    assert problems(capsys) == [f"{code}: {gone}" for code in CODES]


@pytest.mark.parametrize("translation", ["", "  "])
def test_check_names_what_is_not_translated(complete, capsys, translation):
    with catalogue("hy") as entries:
        entries.find("Publish").msgstr = translation
    messages.compile_all()

    assert problems(capsys) == ["hy: not translated: 'Publish'"]


def test_check_names_a_form_that_is_empty(complete, capsys):
    with catalogue("ru") as entries:
        entries.find("%(n)s story").msgstr_plural[1] = ""
    messages.compile_all()

    assert problems(capsys) == ["ru: not translated: '%(n)s story'"]


def test_check_names_what_is_unsure(complete, capsys):
    with catalogue("ru") as entries:
        entries.find("Publish").flags.append("fuzzy")
    messages.compile_all()

    assert problems(capsys) == ["ru: unsure (fuzzy): 'Publish'"]


@pytest.mark.parametrize("translation", ["Обновлено", "Обновлено в %(time)s"])
def test_check_names_a_translation_with_other_placeholders(complete, capsys, translation):
    with catalogue("ru") as entries:
        entries.find("Updated at %(at)s").msgstr = translation
    messages.compile_all()

    said = "ru: other placeholders than in the text: 'Updated at %(at)s'"
    assert problems(capsys) == [said]


def test_check_names_a_catalogue_that_was_not_compiled_since(complete, capsys):
    with catalogue("ru") as entries:
        entries.find("Publish").msgstr = "Выпустить"

    said = "ru: locale/ru/LC_MESSAGES/django.po is not compiled; run `make messages`"
    assert problems(capsys) == [said]


def test_check_names_a_language_without_a_catalogue(complete, capsys):
    messages.catalogue_path("hy").unlink()

    assert problems(capsys) == ["hy: no catalogue; run `make messages`"]


def test_check_names_what_a_package_would_say_in_english(complete, capsys, monkeypatch):
    package = complete / "package_with_words"
    for language, said in {"en": "", "hy": "Պահպանել"}.items():
        folder = package / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        file = messages.load(language, folder / "django.po")
        file.append(polib.POEntry(msgid="Save", msgstr=said))
        file.save(str(folder / "django.po"))
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(complete)
    monkeypatch.setattr(messages, "MET", ["package_with_words"])

    assert problems(capsys) == ["ru: package_with_words has no words for 'Save'"]
