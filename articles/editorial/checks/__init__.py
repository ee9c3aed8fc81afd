"""Whether a language of a story is fit to be published: asked at every door of the admin.

The rules stand in rules.py, the levels in the site settings. `workflow.publish` itself
refuses only an empty title: imports and scripts publish what they are given.
"""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError

from articles.editorial import glossary, link_checker
from articles.editorial.checks import rules
from articles.editorial.checks.rules import Check, Level, Result
from articles.editorial.checks.subject import Picture, Story
from articles.editorial.versions import texts
from articles.images import usage
from articles.models import Article, Category, Credit, Edition, File, Image, Rights, context
from articles.models.story_fields import BODIES, PROSE
from articles.models.today import today
from articles.text.cleaning import clean, images_in, plain, rows_in
from newsroom import languages


class NotReady(ValidationError):
    """The checks stop a publication, or ask: `results` are those that failed."""

    def __init__(self, failed: list[Result]):
        self.results = failed
        super().__init__(
            [sentence for one in failed for sentence in one.sentences], code="not_ready"
        )


def levels() -> dict[Check, Level]:
    """Return what each check does in this newsroom. Site-wide rows only."""
    chosen = {
        Check(name): Level(level)
        for name, level in context.site().checks.items()
        if name in Check and level in Level and name not in rules.FIXED
    }
    return rules.DEFAULTS | chosen


def check(
    article: Article, codes: Iterable[str] = languages.CODES, *, has_author: bool | None = None
) -> dict[str, list[Result]]:
    """Check the kept working copy in these languages. At most ten queries for all of them.

    `has_author`: whether somebody is credited with the text, where that was read already.
    """
    if has_author is None:
        has_author = is_credited(article)
    known = levels()
    watched = glossary.forbidden() if known[Check.GLOSSARY] != Level.OFF else {}
    found = stories(article, list(codes), has_author, watched)
    return {story.language: rules.results(story, known) for story in found}


def is_credited(article: Article) -> bool:
    """Tell whether somebody is credited with the text. One query, none of a new story."""
    by_text = article.credits.filter(role=Credit.Role.TEXT) if article.pk else Credit.objects.none()
    return by_text.exists()


def require_ready(article: Article, language: str, *, anyway: bool = False) -> None:
    """Raise NotReady when a check stops, or asks and nobody said "publish anyway".

    Every door of the admin that publishes calls this first: `check` says the same in words.
    """
    failed = [one for one in check(article, [language])[language] if not one.is_done]
    stopped = [one for one in failed if one.stops]
    if stopped:
        raise NotReady(stopped)
    if failed and not anyway:
        raise NotReady(failed)


def stories(
    article: Article, codes: list[str], has_author: bool, watched: dict[str, tuple]
) -> list[Story]:
    """Return what the rules look at, in each of the languages; `watched` of glossary.forbidden."""
    written = {code: texts(article, code) for code in codes}
    bodies = {code: written[code]["body"] for code in codes}
    pictures = {code: images_in(body) for code, body in bodies.items()}
    covers = {code: article.cover_id_in(code) for code in codes}
    wanted = {pk for ids in pictures.values() for pk in ids} | {*covers.values()} - {None}
    images = read_covers(article)
    if missing := wanted - images.keys():
        images |= Image.objects.in_bulk(missing)
    addresses = {code: rules.links_in(body) for code, body in bodies.items()}
    failing = link_checker.failing({one for found in addresses.values() for one in found})
    live, files = named_rows(bodies)
    telling = {file.pk: file.name for file in files if file.betrays}
    others = elsewhere(article, images)
    section = next((one for one in context.categories() if one.pk == article.category_id), None)
    return [
        Story(
            kind=article.kind,
            language=code,
            texts=written[code],
            category=category_name(section, code),
            has_author=has_author,
            cover=picture_subject(images.get(covers[code]), code, others),
            pictures={
                pk: picture_subject(images[pk], code, others)
                for pk in pictures[code]
                if pk in images
            },
            failing={one: failing[one] for one in addresses[code] if one in failing},
            named={("story", pk) for language, pk in live if language == code}
            | {("file", file.pk) for file in files},
            telling=telling,
            misused=misused(written[code], watched.get(code, ()), code),
        )
        for code in codes
    ]


def named_rows(bodies: Mapping[str, str]) -> tuple[set[tuple[str, int]], list[File]]:
    """Return the live ones of the stories that the bodies name (language, id), and their files."""
    stories = {pk for body in bodies.values() for pk in rows_in(body, "story")}
    files = {pk for body in bodies.values() for pk in rows_in(body, "file")}
    live = Edition.objects.live().filter(article__in=stories) if stories else Edition.objects.none()
    return (
        set(live.order_by().values_list("language", "article")),
        list(File.objects.filter(pk__in=files)) if files else [],
    )


def read_covers(article: Article) -> dict[int, Image]:
    """Return the covers that were read with the story, by their ids. No query."""
    names = ("cover", *(languages.column("own_cover", code) for code in languages.CODES))
    read = [name for name in names if Article._meta.get_field(name).is_cached(article)]
    images = [getattr(article, name) for name in read]
    return {image.pk: image for image in images if image is not None}


def category_name(section: Category | None, code: str) -> str | None:
    """Return the name of a category in a language, None without one."""
    return getattr(section, languages.column("name", code)) or "" if section else None


def picture_subject(image: Image | None, code: str, others: Mapping[int, tuple]) -> Picture | None:
    if image is None:
        return None
    words = {name: getattr(image, languages.column(name, code)) or "" for name in ("alt", "credit")}
    return Picture(
        name=image.name,
        days=(image.usable_until - today()).days if image.usable_until else None,
        has_rights=image.rights != Rights.UNKNOWN,
        elsewhere=others.get(image.pk, ()),
        **words,
    )


def elsewhere(article: Article, images: Mapping[int, Image]) -> dict[int, tuple[str, ...]]:
    """Return other live stories, by pictures for which one use was bought: their titles.

    Two queries, none without such a picture.
    """
    bought = [pk for pk, image in images.items() if image.rights == Rights.ONE_USE]
    return usage.live_stories(bought, but=article.pk) if bought else {}


def misused(texts: dict, entries: tuple, code: str) -> tuple[tuple[str, str], ...]:
    """Return what the glossary forbids of the texts of a language, and what it says instead."""
    if not entries:
        return ()
    # Not the source, which may quote another newsroom's name.
    words = [plain(clean(texts[name])) if name in BODIES else texts[name] for name in PROSE]
    return tuple((hit.words, hit.value) for hit in glossary.misused(words, entries, code))
