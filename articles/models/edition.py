from datetime import datetime

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, Credit
from articles.models.image import Image, shown
from articles.models.kind import Kind, Labelled
from newsroom import languages
from newsroom.paths import path_to


def live_sql(table: str) -> str:
    """Return the SQL of what `Edition.objects.live()` says, of a table of editions."""
    return f"""
        {table}.published_at <= %(now)s AND {table}.withdrawn_at IS NULL
        AND ({table}.expires_at IS NULL OR {table}.expires_at > %(now)s)
    """


class EditionQuerySet(models.QuerySet):
    """Which editions? Every page, feed, sitemap and search starts at `live()`."""

    def live(self, moment: datetime | None = None):
        """What readers may see at this moment, or at another: the only definition of "live"."""
        moment = moment or now()
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=moment),
            published_at__lte=moment,
            withdrawn_at__isnull=True,
        )

    def in_language(self, language: str):
        return self.filter(language=language)

    def in_category(self, category):
        return self.filter(category=category)

    def with_tag(self, tag):
        return self.filter(edition_tags__tag=tag)

    def by_author(self, author):
        """Stories with the author in any role, each once."""
        rows = EditionCredit.objects.filter(author=author)
        return self.filter(pk__in=rows.values("edition"))

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def for_stream(self):
        """Cards: without the long texts, with category and cover. One query."""
        return self.newest_first().select_related("category", "cover").defer("body")

    def translations_of(self, edition):
        """The same story in its other languages."""
        return self.filter(article=edition.article_id).exclude(pk=edition.pk)


class Edition(Labelled, models.Model):
    """What readers see: one published language version of an article.

    Written by workflow and by nothing else. Texts are cleaned copies; category and cover are
    the ones of the last publishing, their names and files are live. `version`,
    `shared_version` and `made_from` are numbers of Version rows: of the language's part, of the
    shared part, and of the source language's part that a translation was made from.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.PROTECT, related_name="editions"
    )
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    source_language = models.CharField(max_length=2, choices=languages.CHOICES)
    slug = models.SlugField(_("address"), max_length=90)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        null=True,
        related_name="editions",
    )
    cover = models.ForeignKey(
        "articles.Image",
        verbose_name=_("cover"),
        on_delete=models.PROTECT,
        null=True,
        related_name="covered_editions",
    )
    tags = models.ManyToManyField("articles.Tag", through="articles.EditionTag")
    authors = models.ManyToManyField("articles.Author", through="articles.EditionCredit")

    title = models.CharField(_("title"), max_length=300)
    short_title = models.CharField(max_length=120, blank=True)
    social_title = models.CharField(max_length=200, blank=True)
    subtitle = models.CharField(max_length=300, blank=True)
    lead = models.TextField(blank=True)
    body = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    reading_minutes = models.PositiveSmallIntegerField(default=0)

    published_at = models.DateTimeField(_("published at"))
    updated_at = models.DateTimeField(_("updated at"), null=True)
    expires_at = models.DateTimeField(_("until"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_reason = models.CharField(_("public reason"), max_length=300, blank=True)
    # Withdrawn by whoever had just published it: on the desk it is a draft again.
    is_taken_back = models.BooleanField(default=False)

    version = models.PositiveIntegerField()
    shared_version = models.PositiveIntegerField()
    made_from = models.PositiveIntegerField(null=True)
    # The language part's number at the last update or correction: what translations fall behind.
    substance_version = models.PositiveIntegerField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="edition_once"),
            models.UniqueConstraint(fields=["language", "slug"], name="edition_slug_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="edition_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_taken_back=False) | Q(withdrawn_at__isnull=False),
                name="edition_taken_back_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("published_at")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="edition_has_a_title"),
        ]
        indexes = [
            # What `live()` asks of a row stands in them, too: a page far behind is found without
            # reading the rows before it.
            models.Index(
                fields=["language", "-published_at", "-id", "withdrawn_at", "expires_at"],
                name="edition_stream",
            ),
            models.Index(
                fields=[
                    "category",
                    "language",
                    "-published_at",
                    "-id",
                    "withdrawn_at",
                    "expires_at",
                ],
                name="edition_category_stream",
            ),
            models.Index(
                fields=["kind", "language", "-published_at", "-id"], name="edition_kind_stream"
            ),
            models.Index(fields=["published_at"], name="edition_moment"),
            # All that the index of the sitemaps asks of a million rows, without reading them.
            models.Index(
                fields=[
                    "language",
                    "id",
                    "published_at",
                    "updated_at",
                    "expires_at",
                    "withdrawn_at",
                ],
                name="edition_map",
            ),
            models.Index(
                fields=["expires_at"], condition=Q(expires_at__isnull=False), name="edition_end"
            ),
            models.Index(
                fields=["language", "expires_at"],
                condition=Q(expires_at__isnull=False),
                name="edition_language_end",
            ),
            models.Index(
                fields=["withdrawn_at"],
                condition=Q(withdrawn_at__isnull=False),
                name="edition_withdrawn",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return path_to("edition", language=self.language, slug=self.slug)

    @property
    def is_live(self) -> bool:
        """What `live()` says, of this row."""
        return self.is_live_at(now())

    def is_live_at(self, moment: datetime) -> bool:
        """What `live(moment)` says, of this row."""
        has_ended = self.expires_at is not None and self.expires_at <= moment
        return self.published_at <= moment and self.withdrawn_at is None and not has_ended

    @property
    def is_published(self) -> bool:
        """Its moment has come, whatever happened since."""
        return self.published_at <= now()

    @property
    def is_scheduled(self) -> bool:
        return self.published_at > now() and self.withdrawn_at is None

    @property
    def is_gone(self) -> bool:
        ended = self.expires_at is not None and self.expires_at <= now()
        return self.withdrawn_at is not None or ended

    @property
    def is_withdrawn(self) -> bool:
        """Withdrawn for good, as the desk says it: not what was taken back to be a draft again."""
        return self.withdrawn_at is not None and not self.is_taken_back

    @property
    def is_growing(self) -> bool:
        """A flash that readers see as "being updated"."""
        return self.kind == Kind.FLASH

    @property
    def stream_title(self) -> str:
        """The title for home and streams."""
        return self.short_title or self.title

    @property
    def shown_cover(self) -> Image | None:
        """The cover, while readers may see it. May query."""
        return shown(self.cover) if self.cover_id else None

    @property
    def stream_cover(self) -> Image | None:
        """The cover for home and streams: none that a reader has to uncover first. May query."""
        cover = self.shown_cover
        return cover if cover and not cover.is_graphic else None


class PlacedQuerySet(models.QuerySet):
    """Rows that place editions in the stream of a tag or of an author."""

    def places(self, language: str):
        """Ids of the live editions of a language in the order of a stream, each once.

        In the order of an index, so that those before a page are passed over one by one, each
        looked up in another one, and no more of them is read. Asked for as one value, since
        PostgreSQL would join, and sort, all that there are.
        """
        live = Edition.objects.live().in_language(language).filter(pk=OuterRef("edition"))
        rows = self.filter(language=language).order_by()
        seen = rows.alias(seen=Subquery(live.order_by().values("language")[:1]))
        each = seen.filter(seen=language).values("published_at", "edition").annotate(Count("pk"))
        return each.order_by("-published_at", "-edition").values("edition")


class EditionTag(models.Model):
    """A tag of an edition, with what a tag's stream needs beside it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="edition_tags")
    tag = models.ForeignKey("articles.Tag", on_delete=models.CASCADE, related_name="edition_tags")
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    published_at = models.DateTimeField()

    objects = PlacedQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag of a publication")
        verbose_name_plural = _("tags of publications")
        constraints = [models.UniqueConstraint(fields=["edition", "tag"], name="edition_tag_once")]
        indexes = [
            models.Index(
                fields=["tag", "language", "-published_at", "-edition"], name="edition_tag_stream"
            )
        ]

    def __str__(self):
        return str(self.edition)


class EditionCredit(models.Model):
    """An author of an edition, with what an author's stream needs beside it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="edition_credits")
    author = models.ForeignKey(
        "articles.Author", on_delete=models.PROTECT, related_name="edition_credits"
    )
    role = models.CharField(max_length=12, choices=Credit.Role)
    position = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    published_at = models.DateTimeField()

    objects = PlacedQuerySet.as_manager()

    class Meta:
        verbose_name = _("author of a publication")
        verbose_name_plural = _("authors of publications")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "author", "role"], name="edition_credit_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["author", "language", "-published_at", "-edition"], name="author_stream"
            )
        ]

    def __str__(self):
        return str(self.edition)


class EditionStory(models.Model):
    """A related story that an editor chose, frozen at publishing."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="edition_stories")
    story = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("related story of a publication")
        verbose_name_plural = _("related stories of publications")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "story"], name="edition_story_once")
        ]

    def __str__(self):
        return str(self.story)


class OldSlug(models.Model):
    """An address that an edition had before; it leads to the new one by 301."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="old_slugs")
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    slug = models.SlugField(max_length=90)

    class Meta:
        verbose_name = _("old address of a publication")
        verbose_name_plural = _("old addresses of publications")
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="old_slug_once")]

    def __str__(self):
        return self.slug


class CorrectionQuerySet(models.QuerySet):
    def in_language(self, language: str):
        """Those of the stories that readers may see, with their stories, the newest first."""
        # Looked up for each of the few corrections, not among all that is live.
        live = Edition.objects.live().in_language(language).filter(pk=OuterRef("edition"))
        rows = self.filter(Exists(live)).select_related("edition").defer("edition__body")
        return rows.order_by("-at", "-pk")


class Correction(models.Model):
    """A public note on an edition about what was wrong in it."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(_("note for readers"))
    at = models.DateTimeField()
    by = models.ForeignKey("newsroom.User", on_delete=models.PROTECT, related_name="+")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="correction_has_text")]
        indexes = [models.Index(fields=["-at", "-id"], name="correction_newest")]

    def __str__(self):
        return self.text
