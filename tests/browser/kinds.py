"""One address of every kind of page in every language, for checks of whole pages.

Asked of the site's database: `print(json.dumps(every_kind()))` in `manage.py shell`.
"""

from collections import Counter

from django.urls import reverse

from articles.models import Author, Category, Correction, Edition, Page, Tag
from articles.site.paging import SIZE
from newsroom import languages

WORDS = {"ru": "вода", "hy": "ջուր", "en": "water"}


# What a story may have, by what its text says where it has it.
PARTS = {
    "key points": 'data-block="points"',
    "a box of facts": 'data-block="facts"',
    "questions": 'data-block="question"',
    "a table": "<table>",
    "a gallery": "data-gallery=",
    "a picture": "data-image=",
    "an embed": "data-embed=",
    "a file": "data-file=",
    "another story": "data-story=",
    "timed updates": "<time datetime=",
}


def every_kind() -> dict[str, dict[str, str]]:
    """Return for each language an address by the kind of its page."""
    return {code: kinds(code) for code in languages.CODES}


def lite(path: str) -> str:
    """Return the path of the light page."""
    return path if "lite=1" in path else f"{path}{'&' if '?' in path else '?'}lite=1"


def kinds(language: str) -> dict[str, str]:
    """Return an address of every kind of page that the language has."""
    return {**stories(language), **parts(language), **streams(language), **others(language)}


def stories(language: str) -> dict[str, str]:
    """Return the newest story of each kind, one with a video or pictures where there is any."""
    live = Edition.objects.live().in_language(language)
    found = {f"story: {edition.kind}": edition.get_absolute_url() for edition in reversed(live)}
    gone = next((one for one in Edition.objects.in_language(language) if one.is_gone), None)
    return found | ({"410": gone.get_absolute_url()} if gone else {})


def parts(language: str) -> dict[str, str]:
    """Return the newest story with each thing that a story may have."""
    everywhere = Counter(Edition.objects.live().values_list("article", flat=True))
    corrected = set(Correction.objects.values_list("edition", flat=True))
    found = {}
    for edition in reversed(Edition.objects.live().in_language(language)):
        has = [name for name, sign in PARTS.items() if sign in edition.body]
        has += ["no text"] * (not edition.body)
        has += ["an update"] * bool(edition.updated_at)
        has += ["a correction"] * (edition.pk in corrected)
        has += ["no other language"] * (everywhere[edition.article_id] == 1)
        found |= {f"story with {name}": edition.get_absolute_url() for name in has}
    return found


def streams(language: str) -> dict[str, str]:
    """Return a category, its second page, a tag, an author and the archive around a story."""
    live = Edition.objects.live().in_language(language)
    day = live[0].published_at

    def address(name: str, **kwargs) -> str:
        return reverse(name, kwargs={"language": language, **kwargs})

    def fullest(noun, lookup: str):
        return max(noun.objects.all(), key=lambda one: live.filter(**{lookup: one}).count())

    category = fullest(Category, "category")
    tag = fullest(Tag, "edition_tags__tag")
    author = fullest(Author, "edition_credits__author")
    found = {
        "category": address("category", slug=category.slug),
        "tag": address("tag", slug=getattr(tag, languages.column("slug", language))),
        "author": address("author", slug=author.slug),
        "archive: day": address("archive_day", year=day.year, month=day.month, day=day.day),
        "archive: month": address("archive_month", year=day.year, month=day.month),
        "archive: year": address("archive_year", year=day.year),
    }
    if live.filter(category=category).count() > SIZE:
        found["category: page 2"] = found["category"] + "?page=2"
    return found


def others(language: str) -> dict[str, str]:
    """Return the pages that are neither a story nor a stream."""
    home = reverse("home", kwargs={"language": language})
    page = Page.objects.first()
    return {
        "home": home,
        "home: lite": f"{home}?lite=1",
        "search": f"{home}search/",
        "search: hits": f"{home}search/?q={WORDS[language]}",
        "search: no hits": f"{home}search/?q=qqqqqqqq",
        "popular": reverse("popular", kwargs={"language": language}),
        "corrections": reverse("corrections", kwargs={"language": language}),
        "offline": reverse("offline", kwargs={"language": language}),
        "page": reverse("page", kwargs={"language": language, "slug": page.slug}),
        "404": f"{home}no-such-page/",
    }
