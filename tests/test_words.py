"""What people read is whole and in their language: the catalogues, and pages as they come."""

import json
import re
from functools import cache
from html.parser import HTMLParser

import polib
import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from articles import workflow
from newsroom import languages
from scripts import messages

OTHERS = ["ru", "hy"]
SAID_BY_ATTRIBUTES = {"alt", "aria-label", "content", "placeholder", "title", "value"}
# The table of words that people see, in the order English, Russian, Armenian.
TABLE = [
    ("Board", "Рабочий стол", "Աշխատասեղան"),
    ("story", "материал", "նյութ"),
    ("publication", "публикация", "հրապարակում"),
    ("version", "версия", "տարբերակ"),
    ("reporter", "корреспондент", "լրագրող"),
    ("translator", "переводчик", "թարգմանիչ"),
    ("editor", "выпускающий редактор", "թողարկող խմբագիր"),
    ("chief editor", "главный редактор", "գլխավոր խմբագիր"),
    ("photo editor", "бильд-редактор", "ֆոտոխմբագիր"),
    ("none", "нет", "չկա"),
    ("draft", "черновик", "սևագիր"),
    ("in review", "на редактуре", "խմբագրվում է"),
    ("sent back", "возвращено", "վերադարձված է"),
    ("ready", "готово к выпуску", "պատրաստ է"),
    ("goes live", "выйдет", "կհրապարակվի"),
    ("live", "на сайте", "հրապարակված է"),
    ("live, unpublished changes", "на сайте, есть правки", "կան չհրապարակված փոփոխություններ"),
    ("behind the original", "отстаёт от оригинала", "հետ է մնում բնագրից"),
    ("withdrawn", "снято с сайта", "հանված է կայքից"),
    ("Night theme", "Ночная тема", "Գիշերային ռեժիմ"),
    ("Views: %(number)s", "Просмотров: %(number)s", "Դիտվել է՝ %(number)s"),
    ("Liked the story? Share it", "Понравился материал? Поделитесь", "Հավանեցի՞ք նյութը։ Կիսվե՛ք"),
    ("What are you looking for?", "Что вы ищете?", "Ի՞նչ եք փնտրում"),
    ("Link copied", "Ссылка скопирована", "Հղումը պատճենվեց"),
]


LOOSE = re.compile(
    r"(?:\d|%\((?:number|minutes|kilobytes|hours|days)\)[sd]) [^\W\d_]|\s[-–]\s|--|\.\.\."
)


@cache
def catalogues(language):
    """Return ours and those that stand in for the packages'."""
    folder = messages.PACKAGES / language / "LC_MESSAGES"
    paths = [messages.catalogue_path(language), *sorted(folder.glob("*.po"))]
    return [polib.pofile(str(path)) for path in paths]


def entries(language):
    return [entry for catalogue in catalogues(language) for entry in catalogue]


def texts(language):
    """Return what a language says, without tags of HTML."""
    said = [text for entry in entries(language) for text in messages.texts_of(entry)]
    return [re.sub(r"<[^>]+>", "", text) for text in said]


# The catalogues


@pytest.mark.parametrize("language", languages.CODES)
def test_catalogue_has_all_that_the_code_says(language):
    assert messages.problems_of(language, messages.extract()) == []


@pytest.mark.parametrize("language", languages.CODES)
def test_packages_have_words_in_each_language(language):
    assert messages.problems_of_packages(language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_packages_words_count_as_django_does(language):
    rules = {catalogue.metadata["Plural-Forms"] for catalogue in catalogues(language)}

    assert rules == {messages.header(language)["Plural-Forms"]}


def test_english_is_what_the_code_says():
    for entry in entries("en"):
        said = messages.texts_of(entry)

        assert said == [text for text in (entry.msgid, entry.msgid_plural) if text]


def test_check_finds_an_untranslated_text_and_a_lost_placeholder():
    empty = polib.POEntry(msgid="Results: %(number)s", msgstr="")
    lost = polib.POEntry(msgid="Results: %(number)s", msgstr="Найдено")

    assert messages.problems_of_entry(empty, 4) == ["not translated: 'Results: %(number)s'"]
    assert messages.problems_of_entry(lost, 4) == [
        "other placeholders than in the text: 'Results: %(number)s'"
    ]


# How they are written


def test_armenian_has_its_own_stops():
    wrong = [text for text in texts("hy") if text.rstrip().endswith((":", "?", "!"))]

    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_quotation_marks_are_of_the_language(language):
    assert [text for text in texts(language) if re.search(r'["“”„]', text)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_dashes_and_numbers_of_readers_pages_hold_together(language):
    ours = messages.load(language)
    read = [entry for entry in ours if any(map(is_for_readers, entry.occurrences))]
    said = [text for entry in read for text in messages.texts_of(entry)]

    assert len(said) > 100
    # A number stands with its noun, a dash is no hyphen, three dots are one sign.
    assert [text for text in said if LOOSE.search(text)] == []


def is_for_readers(occurrence: tuple[str, str]) -> bool:
    return occurrence[0].startswith(
        ("templates/articles/", "templates/base", "articles/site/views/")
    )


@pytest.mark.parametrize("english, russian, armenian", TABLE)
def test_words_of_the_newsroom_are_the_agreed_ones(english, russian, armenian):
    said = {}
    for code in languages.CODES:
        with translation.override(code):
            said[code] = gettext(english)

    assert said == {"en": english, "ru": russian, "hy": armenian}


def test_django_speaks_with_our_words():
    with translation.override("hy"):
        assert gettext("Home") == "Աշխատասեղան"
        assert ngettext("%(num)d day", "%(num)d days", 3) % {"num": 3} == "3 օր"
    with translation.override("ru"):
        assert gettext("Home") == "Рабочий стол"


def test_admin_scripts_speak_armenian(client, chief):
    chief.interface_language = "hy"
    chief.save()
    client.force_login(chief)

    response = client.get(reverse("admin:jsi18n"))

    words = json.loads(re.search(r"newcatalog = ({.*?});", response.text, re.DOTALL)[1])
    assert words["Today"] == "Այսօր"
    assert words["Sunday"] == "Կիրակի"


# Pages as they come


class Said(HTMLParser):
    """Collects what a page says: text, and attributes that people read or hear."""

    def __init__(self, page):
        super().__init__()
        self.words, self.skipped = [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.skipped = tag in ("script", "style")
        if ("lang", "en") in attrs:  # what is put into an English text is English
            return
        for name, value in attrs:
            if value and (name in SAID_BY_ATTRIBUTES or name.startswith("data-")):
                self.words.append(value)

    def handle_endtag(self, tag):
        self.skipped = False

    def handle_data(self, data):
        if not self.skipped:
            self.words.append(" ".join(data.split()))


def english_in(response, language):
    """Return the English texts of the catalogue that a page in another language says."""
    said = Said(response.content.decode()).words
    whole = "\n".join(said)
    told = {entry.msgid for entry in entries(language)} - set(texts(language))
    sentences = {text for text in told if " " in text and len(text) > 8 and text in whole}
    # A word in small letters alone may be a value that only the page's scripts read.
    return sentences | {text for text in told & set(said) if text[0].isupper()}


READERS = {"HTTP_USER_AGENT": "Mozilla/5.0"}


@pytest.mark.parametrize("language", OTHERS)
def test_readers_pages_say_nothing_in_english(
    client, author, make_tag, make_edition, chief, category, language
):
    tag = make_tag(ru="Севан", hy="Սևան")
    titles = {"title_ru": "Озеро возвращается", "title_hy": "Լիճը վերադառնում է"}
    edition = make_edition(language, tags=[tag], authors=[author], **titles)
    gone = make_edition(language, **titles)
    workflow.withdraw(gone, reason="Ошибка.", by=chief)
    today = localdate()
    addresses = [
        reverse("home", args=[language]),
        edition.get_absolute_url(),
        gone.get_absolute_url(),
        reverse("edition", args=[language, "nothing-here"]),
        reverse("category", args=[language, category.slug]),
        reverse("tag", args=[language, tag.slug]),
        reverse("author", args=[language, author.slug]),
        reverse("archive_day", args=[language, today.year, today.month, today.day]),
        reverse("search", args=[language]),
        reverse("search", args=[language]) + "?q=zzz",
        reverse("popular", args=[language]),
    ]

    leaks = {path: english_in(client.get(path, **READERS), language) for path in addresses}

    assert leaks == dict.fromkeys(addresses, set())


@pytest.mark.parametrize("language", OTHERS)
def test_sign_in_speaks_the_device_s_language(client, db, language):
    wrong = {"username": "nobody", "password": "wrong"}

    response = client.post(reverse("admin:login"), wrong, headers={"accept-language": language})

    with translation.override(language):
        assert gettext("Sign in") in response.content.decode()
    assert english_in(response, language) == set()


@pytest.mark.parametrize("language", OTHERS)
def test_admin_says_nothing_in_english(client, administrator, make_article, language):
    administrator.interface_language = language
    administrator.save()
    client.force_login(administrator)
    story = make_article(title_ru="Озеро", title_hy="Լիճ")
    nouns = ["article", "image", "category", "tag", "author", "page", "ad"]
    addresses = [
        reverse("admin:index"),
        reverse("admin:password_change"),
        story.get_admin_url(),
        *(reverse(f"admin:articles_{noun}_changelist") for noun in nouns),
        *(reverse(f"admin:articles_{noun}_add") for noun in nouns if noun != "image"),
        reverse("admin:newsroom_user_changelist"),
        reverse("admin:newsroom_user_add"),
        reverse("admin:newsroom_user_change", args=[administrator.pk]),
    ]

    leaks = {path: english_in(client.get(path), language) for path in addresses}

    assert leaks == dict.fromkeys(addresses, set())


def test_refusal_in_the_admin_speaks_the_person_s_language(client, reporter):
    reporter.interface_language = "hy"
    reporter.save()
    client.force_login(reporter)

    response = client.get(reverse("admin:newsroom_user_changelist"))

    assert response.status_code == 403
    assert "Սա ձեզ հասանելի չէ" in response.text
    assert english_in(response, "hy") == set()
