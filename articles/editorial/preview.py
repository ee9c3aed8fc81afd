"""A story as its readers would get it, made in memory: nothing of it is ever written.

The texts are cleaned by the same functions as at publishing, the page is rendered from the same
templates. What counts, reports or is sold is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q, Sum
from django.utils.timezone import now
from django.utils.translation import gettext, override

from articles.editorial import edition_builder, versions
from articles.models import (
    Article,
    Author,
    Correction,
    Credit,
    Edition,
    Tag,
    Version,
    Views,
    context,
)
from articles.models.version import SHARED
from articles.site import related
from articles.text import slugs
from newsroom import languages

NO_ROW = 0  # the number of an edition that was never published; no row has it


@dataclass
class Preview:
    """One language of a story as it would be published now, with what stands around it."""

    edition: Edition
    tags: list[Tag] = field(default_factory=list)
    byline: related.Byline = field(default_factory=related.Byline)
    beside: related.Around = field(default_factory=related.Around)
    corrections: list[Correction] = field(default_factory=list)


def at_versions(article: Article, numbers: Mapping[str, int]) -> tuple[Article, dict]:
    """Return the article and its facts as they were in the versions (part → number).

    A part that is not named stays as it is saved. One query, three more where no facts are named.
    """
    named = Q()
    for part, number in numbers.items():
        named |= Q(part=part, number=number)
    rows = Version.objects.filter(named, article=article.pk) if numbers else ()
    kept = {row.part: versions.held(row) for row in rows}
    for part, fields in kept.items():
        versions.apply(article, part, fields)
    return article, kept.get(SHARED) or facts_of(article)


def facts_of(article: Article) -> dict:
    """Return the facts as they are saved. Three queries, none of a new story."""
    if article.pk is None:
        return versions.facts(article, tags=[], credits=[], related=[])
    return versions.facts(article)


def languages_of(article: Article) -> list[str]:
    """Return the languages that there is anything to see of, the source's first."""
    order = [article.source_language, *languages.CODES]
    return list(dict.fromkeys(code for code in order if article.has_text(code)))


def preview(article: Article, facts: Mapping, language: str) -> Preview:
    """Return a language of an article in memory as readers would get it. Nine queries at most.

    `facts` is a snapshot of the shared part: as it is saved, as it was, or as it is being typed.
    """
    with override(language):
        edition = edition_of(article, language)
        edition_builder.copy_facts(article, edition)
        is_changed = edition_builder.copy_texts(article, edition)
        edition.title = edition.title or gettext("Without a title")
        if edition.is_live and is_changed:
            edition.updated_at = now()
        elif edition.is_gone:
            edition.published_at, edition.updated_at = now(), None
        tags = context.with_words(Tag.objects.filter(pk__in=facts["tags"]), "name", language)
        corrections = list(edition.corrections.all()) if edition.pk else []
        return Preview(
            edition=edition,
            tags=tags,
            byline=byline(facts["credits"], language),
            beside=related.surroundings(edition, tags, chosen=chosen(facts["related"], edition)),
            corrections=corrections,
        )


def edition_of(article: Article, language: str) -> Edition:
    """Return the edition's row, or one in memory with the address that it would get."""
    edition = Edition.objects.filter(article=article.pk or NO_ROW, language=language).first()
    if edition is not None:
        counts = Views.objects.filter(edition=edition).aggregate(sum=Sum("count"))
        edition.view_count = counts["sum"] or 0
        return edition
    wish = article.text("slug", language) or article.text("title", language)
    edition = Edition(pk=NO_ROW, article_id=article.pk or NO_ROW, language=language)
    edition.slug = slugs.slugify(wish, language) or "-"
    edition.published_at, edition.view_count = now(), 0
    return edition


def byline(credits: list, language: str) -> related.Byline:
    """Return who made it, by triples of author's id, role and language. One query."""
    wanted = [
        (pk, role)
        for pk, role, of_language in credits
        if role != Credit.Role.TRANSLATION or of_language == language
    ]
    ids = [pk for pk, _role in wanted]
    authors = Author.objects.select_related("portrait").in_bulk(ids) if ids else {}
    people = [(role, authors[pk]) for pk, role in wanted if pk in authors]
    return related.byline_of(people, language)


def chosen(ids: list[int], edition: Edition) -> list[Edition]:
    """Return the live editions of related stories that an editor chose, in order. One query."""
    if not ids:
        return []
    live = Edition.objects.live().in_language(edition.language).for_stream()
    found = {one.article_id: one for one in live.filter(article__in=ids)}
    return [found[pk] for pk in ids if pk in found][: related.RELATED]
