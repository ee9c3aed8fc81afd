"""How an edition is made from a working copy: times, address, texts, rows. Called by workflow."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.editorial import versions
from articles.images import usage
from articles.models import (
    Article,
    Edition,
    EditionCredit,
    EditionStory,
    EditionTag,
    OldSlug,
    Status,
    Version,
)
from articles.models.article import Credit
from articles.models.story_fields import BODIES, PUBLISHED
from articles.models.version import SHARED
from articles.search import index
from articles.text import cleaning, slugs

TYPO, UPDATE, CORRECTION = "typo", "update", "correction"
CHANGES = (TYPO, UPDATE, CORRECTION)
EDITION_COLUMNS = {field.attname for field in Edition._meta.concrete_fields}


@dataclass(frozen=True)
class Period:
    """From when and until when (None: without end) an edition is live."""

    start: datetime
    end: datetime | None


def period(edition: Edition | None, *, now: datetime, at, until) -> Period:
    """Work out when the edition is live; ValidationError where that makes no sense."""
    if edition is not None and edition.is_withdrawn:
        raise ValidationError(_("The story is withdrawn: restore it first."))
    at, until = aware(at), aware(until)
    was_live = edition is not None and edition.is_live
    if at is not None and at > now and was_live:
        raise ValidationError(_("The story is already live and cannot be scheduled."))
    start = at or (edition.published_at if was_live else now)
    end = until or (edition.expires_at if was_live else None)
    if end is not None and end <= max(start, now):
        raise ValidationError(_("The end is before the start or in the past."))
    return Period(start, end)


def aware(moment: datetime | None) -> datetime | None:
    """Read a moment without a zone as the newsroom's time, the first of two that are called alike.

    Refuses one that its clocks jump over.
    """
    if moment is None or not timezone.is_naive(moment):
        return moment
    read = timezone.make_aware(moment)
    if timezone.make_naive(read.astimezone(UTC)) != moment:
        raise ValidationError(_("The clocks go forward at this time. Choose another."))
    return read


def skipped_steps(status: str) -> list[str]:
    """Name the steps of the desk that publishing from this status passes over."""
    if status == Status.APPROVED:
        return []
    return [Status.APPROVED] if status == Status.REVIEW else [Status.REVIEW, Status.APPROVED]


def write(
    article: Article,
    language: str,
    edition: Edition | None,
    newest: dict[str, Version],
    *,
    period: Period,
    change: str,
    now: datetime,
    had: dict | None,
) -> Edition:
    """Write the edition and its rows from the working copy; return it.

    `had` is what former.taken said of it before.
    """
    was_live, is_new = edition is not None and edition.is_live, edition is None
    body, cover = ("", None) if is_new else (edition.body, edition.cover_id)
    edition = edition or Edition(article=article, language=language)
    changed = copy_texts(article, edition)
    is_substance = not was_live or change != TYPO
    if was_live and changed and is_substance:
        edition.updated_at = now
    if not was_live:
        edition.updated_at = None
    put_slug(article, edition)
    edition.withdrawn_at, edition.withdrawn_reason, edition.is_taken_back = None, "", False
    edition.published_at, edition.expires_at = period.start, period.end
    copy_facts(article, edition)
    edition.version, edition.shared_version = newest[language].number, newest[SHARED].number
    if is_substance:
        edition.substance_version = edition.version
        edition.made_from = source_number(article, language, newest)
    save_with_free_slug(edition)
    copy_rows(edition, versions.held(newest[SHARED]), had, is_new=is_new)
    put_pictures(edition, before=body, cover=cover)
    index.index(edition)
    return edition


def make_draft(edition: Edition, *, now: datetime) -> None:
    """Take off the site what is a draft again: its address says so in a neutral sentence."""
    with override(edition.language):
        # Translators: what readers find at the address of a story that was published too early
        sentence = _("The newsroom is still working on this story.")
    edition.published_at = min(edition.published_at, now)
    if edition.expires_at is not None and edition.expires_at <= edition.published_at:
        edition.expires_at = None
    edition.withdrawn_at, edition.withdrawn_reason, edition.is_taken_back = now, sentence, True
    edition.save()


def copy_texts(article: Article, edition: Edition) -> bool:
    """Copy the cleaned texts; tell whether any of them differs from what readers saw."""
    changed = False
    for field in PUBLISHED:
        value = article.text(field, edition.language)
        cleaned = cleaning.clean(value) if field in BODIES else cleaning.safe_line(value)
        changed = changed or cleaned != getattr(edition, field)
        setattr(edition, field, cleaned)
    edition.reading_minutes = cleaning.reading_minutes(cleaning.words(edition.body))
    return changed


def copy_facts(article: Article, edition: Edition) -> None:
    for column in versions.FACT_COLUMNS.values():
        if column in EDITION_COLUMNS:
            setattr(edition, column, getattr(article, column))
    edition.cover_id = article.cover_id_in(edition.language)


def write_facts(article: Article, edition: Edition, newest: Version, had: dict | None) -> None:
    """Bring the facts of an edition up to the newest shared version; its texts stay."""
    own_cover, cover = published_own_cover(edition), edition.cover_id
    copy_facts(article, edition)
    edition.cover_id = own_cover or article.cover_id
    if edition.language == article.source_language:
        edition.made_from = None
    edition.shared_version = newest.number
    edition.save()
    put_pictures(edition, before=edition.body, cover=cover)
    copy_rows(edition, versions.held(newest), had)
    index.index(edition)


def published_own_cover(edition: Edition) -> int | None:
    """Return the id of the cover of its own that an edition was published with. One query."""
    rows = Version.objects.filter(
        article=edition.article_id, part=edition.language, number=edition.version
    )
    fields = rows.values_list("fields", flat=True).first() or {}
    return fields.get("own_cover")


NOTHING = {"tags": [], "credits": [], "stories": []}


def copy_rows(edition: Edition, facts: dict, had: dict | None, *, is_new: bool = False) -> None:
    """Freeze tags, authors and chosen related stories as the shared snapshot has them.

    `had` is what former.taken said of the edition before; rows that stay are not touched.
    """
    credits = [
        [author, role, position]
        for position, (author, role, language) in enumerate(facts["credits"])
        if role != Credit.Role.TRANSLATION or language == edition.language
    ]
    stories = [[story, position] for position, story in enumerate(facts["related"])]
    if is_new:
        had = NOTHING
    elif had is None or had["values"]["published_at"] != edition.published_at.isoformat():
        had = {}
    if had.get("tags") != facts["tags"]:
        put_tags(edition, facts["tags"], is_new=is_new)
    if had.get("credits") != credits:
        put_credits(edition, credits, is_new=is_new)
    if had.get("stories") != stories:
        put_stories(edition, stories, is_new=is_new)


def put_tags(edition: Edition, tags: list[int], *, is_new: bool = False) -> None:
    """Write the tags of an edition; a new one has none yet. Two queries at most."""
    if not is_new:
        edition.edition_tags.all().delete()
    EditionTag.objects.bulk_create(
        EditionTag(edition=edition, tag_id=tag, **stream(edition)) for tag in tags
    )


def put_credits(edition: Edition, credits: list[list], *, is_new: bool = False) -> None:
    """Write the authors of an edition: ids, roles and positions. Two queries at most."""
    if not is_new:
        edition.edition_credits.all().delete()
    EditionCredit.objects.bulk_create(
        EditionCredit(
            edition=edition, author_id=author, role=role, position=position, **stream(edition)
        )
        for author, role, position in credits
    )


def put_stories(edition: Edition, stories: list[list], *, is_new: bool = False) -> None:
    """Write the related stories of an edition: ids and positions. Two queries at most."""
    if not is_new:
        edition.edition_stories.all().delete()
    EditionStory.objects.bulk_create(
        EditionStory(edition=edition, story_id=story, position=position)
        for story, position in stories
    )


def put_pictures(edition: Edition, *, before: str, cover: int | None) -> None:
    """Write which pictures stand in the text, and which the story uses.

    `before` and `cover` are the text and the cover that were there. A number that no picture has
    (any more) is left out. Mostly no query, five at most.
    """
    old, new = set(cleaning.images_in(before)), set(cleaning.images_in(edition.body))
    if old - new:
        edition.edition_pictures.filter(image__in=old - new).delete()
    if added := sorted(new - old):
        places = ", ".join(["%s"] * len(added))
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO articles_editionpicture (edition_id, image_id, language)
                SELECT %s, id, %s FROM articles_image WHERE id IN ({places})
                ON CONFLICT DO NOTHING
                """,
                [edition.pk, edition.language, *added],
            )
    had, has = old | ({cover} - {None}), new | ({edition.cover_id} - {None})
    if added := has - had:
        usage.add(edition.article_id, added)
    if gone := had - has - usage.in_working_copy(edition.article):
        usage.drop(edition.article_id, gone)


def stream(edition: Edition) -> dict:
    """Return what a tag's or an author's stream needs beside the edition."""
    return {"language": edition.language, "published_at": edition.published_at}


def source_number(article: Article, language: str, newest: dict[str, Version]) -> int | None:
    """Return the number of the source language's part that a translation is made from."""
    if language == article.source_language:
        return None
    source = Edition.objects.filter(article=article, language=article.source_language).first()
    if source is not None:
        return source.version
    kept = newest.get(article.source_language)
    return kept.number if kept else None


def put_slug(article: Article, edition: Edition) -> None:
    """Give the edition its address: kept when republished, unless the editor wished another."""
    wish = slugs.slugify(article.text("slug", edition.language), edition.language)
    is_settled = edition.slug and not edition.is_taken_back
    if is_settled and not is_new_wish(edition, wish):
        return
    wish = wish or slugs.slugify(edition.title, edition.language)
    slug = free_slug(edition, wish)
    if edition.slug and edition.slug != slug and edition.is_published:
        OldSlug.objects.create(edition=edition, language=edition.language, slug=edition.slug)
    if edition.pk:
        OldSlug.objects.filter(edition=edition, slug=slug).delete()
    edition.slug = slug


def save_with_free_slug(edition: Edition) -> None:
    """Save; where another story took the address a moment ago, take the next free one."""
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError:
        edition.slug = free_slug(edition, edition.slug)
        edition.save()


def is_new_wish(edition: Edition, wish: str) -> bool:
    """Tell whether the editor wished another address since the last publishing."""
    if not wish or wish == edition.slug:
        return False
    made_of = Version.objects.filter(
        article=edition.article_id, part=edition.language, number=edition.version
    ).first()
    wished = versions.held(made_of)["slug"] if made_of else None
    return wished is None or slugs.slugify(wished, edition.language) != wish


def free_slug(edition: Edition, wish: str) -> str:
    """Return the wish, or the first of `wish-2`, … that no other edition has or had. One query."""
    rows = {"language": edition.language, "slug__startswith": wish}
    editions = Edition.objects.filter(**rows).exclude(pk=edition.pk).order_by()
    former = OldSlug.objects.filter(**rows).exclude(edition=edition.pk).order_by()
    former_slugs = former.values_list("slug", flat=True)
    # Since 6.1 Django puts a union in the order of its first model, if nobody says otherwise.
    taken = set(editions.values_list("slug", flat=True).union(former_slugs).order_by())
    if wish not in taken:
        return wish
    return next(free for n in range(2, len(taken) + 3) if (free := f"{wish}-{n}") not in taken)
