from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.kind import Kind
from articles.models.rich_text import RichTextField
from articles.models.story_fields import PUBLISHED
from articles.models.tag import Tag, TaggedArticle
from newsroom import languages


class Status(models.TextChoices):
    """Where the working copy of one language stands on its desk."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    SENT_BACK = "sent_back", _("sent back")
    APPROVED = "approved", _("ready")


class ArticleManager(models.Manager):
    """Stories that are not in the bin: whoever forgets the bin does not meet what lies in it."""

    def get_queryset(self):
        return super().get_queryset().filter(binned_at=None)


class Article(models.Model):
    """The working copy of a story: shared facts, and the texts in every language.

    Editors type it, readers never see it. Bare names of per-language fields
    (`article.title`) follow the active language and are not used in our code.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    tags = TaggableManager(_("tags"), through=TaggedArticle, to=Tag, blank=True)
    cover = models.ForeignKey(
        "articles.Image",
        verbose_name=_("cover"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covered_articles",
    )
    embargo_until = models.DateTimeField(
        _("embargo until"), null=True, blank=True, editable=False, db_index=True
    )
    source_language = models.CharField(
        _("source language"), max_length=2, choices=languages.CHOICES, default=languages.DEFAULT
    )
    related = models.ManyToManyField(
        "self",
        verbose_name=_("related stories"),
        through="articles.RelatedStory",
        symmetrical=False,
        blank=True,
    )

    title = models.CharField(_("title"), max_length=300, blank=True)
    short_title = models.CharField(
        _("short title"),
        max_length=120,
        blank=True,
        help_text=_("For the home page and story lists."),
    )
    social_title = models.CharField(_("social title"), max_length=200, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    lead = models.TextField(_("lead"), blank=True)
    body = RichTextField(_("text"), blank=True)
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Shown at the end of the text.")
    )
    slug = models.SlugField(
        _("preferred address"),
        max_length=80,
        blank=True,
        help_text=_("If empty, created from the title."),
    )
    own_cover = models.ForeignKey(
        "articles.Image",
        verbose_name=_("cover of this language"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("For maps and charts containing text. If empty, the story’s cover is used."),
    )
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.DRAFT)
    note = models.TextField(_("note"), blank=True, help_text=_("Reason it was sent back."))

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="articles",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    # In the bin since, by whom; emptied: what was in it is gone, the titles stay for the audit.
    binned_at = models.DateTimeField(_("in the bin since"), null=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deleted by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    emptied_at = models.DateTimeField(null=True, editable=False)

    objects = ArticleManager()
    everything = models.Manager()  # noqa: DJ012  a manager, too

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(emptied_at=None) | models.Q(binned_at__isnull=False),
                name="article_is_emptied_in_the_bin",
            )
        ]
        indexes = [
            # The newest first; what else lists ask for is in it, so that looking through a hundred
            # thousand reads none of their texts.
            models.Index(
                fields=[
                    *("-changed_at", "-id", "binned_at", "kind", "category", "source_language"),
                    *(languages.column("status", code) for code in languages.CODES),
                ],
                name="article_list",
            ),
            # Few lack a language's title, but they lie anywhere.
            *(
                models.Index(
                    fields=["-changed_at", "-id"],
                    condition=models.Q(**{languages.column("title", code): ""}),
                    name=f"article_untitled_{code}",
                )
                for code in languages.CODES
            ),
            models.Index(fields=["created_by", "-changed_at"], name="article_by_person"),
            models.Index(fields=["category", "-changed_at"], name="article_by_category"),
            # What stands at a step of a desk is little among very much that does not.
            *(
                models.Index(
                    fields=[languages.column("status", code), "-changed_at"],
                    name=f"article_desk_{code}",
                )
                for code in languages.CODES
            ),
            models.Index(
                fields=["binned_at"],
                condition=models.Q(binned_at__isnull=False),
                name="article_binned",
            ),
        ]

    def __str__(self):
        return self.working_title()

    def working_title(self) -> str:
        """Return the title in the source language, else the first there is, else a number."""
        codes = (self.source_language, *languages.CODES)
        return next((self.text("title", code) for code in codes if self.text("title", code)), "—")

    def titles(self) -> list[list[str]]:
        """Return the code of each language that has a title, and the title; the source's first."""
        codes = dict.fromkeys((self.source_language, *languages.CODES))
        return [[code, self.text("title", code)] for code in codes if self.text("title", code)]

    def text(self, field: str, language: str) -> str:
        """Return a per-language field in one language; never None."""
        return getattr(self, languages.column(field, language)) or ""

    def set_text(self, field: str, language: str, value: str) -> None:
        """Set a per-language field in one language."""
        setattr(self, languages.column(field, language), value)

    def own_cover_id_in(self, language: str) -> int | None:
        """Return the id of the cover that a language has of its own."""
        return getattr(self, f"{languages.column('own_cover', language)}_id")

    def cover_id_in(self, language: str) -> int | None:
        """Return the id of the cover that a language is published with."""
        return self.own_cover_id_in(language) or self.cover_id

    @cached_property
    def asked(self) -> dict[str, int]:
        """From whom (an id) the text of each language is wanted. One query, none of a new story."""
        plans = self.plans.all() if self.pk else ()
        return {plan.language: plan.person_id for plan in plans if plan.person_id}

    @cached_property
    def newest_texts(self) -> dict[str, tuple[int, int]]:
        """Number and writer (an id) of the newest version of each part. One query if kept."""
        if self.pk is None:
            return {}
        rows = self.versions.order_by("number")
        return {row.part: (row.number, row.by_id) for row in rows.only("number", "part", "by")}

    def has_text(self, language: str) -> bool:
        """Tell whether anything was written in the language."""
        return any(self.text(field, language) for field in PUBLISHED)

    def has_headline_alone(self, language: str) -> bool:
        """Tell whether nothing but a title was written in the language: a flash as it begins."""
        others = ("subtitle", "lead", "body")
        return not any(self.text(field, language) for field in others)

    def get_admin_url(self) -> str:
        return reverse("admin:articles_article_change", args=[self.pk])


class Credit(models.Model):
    """That an author had a part in a story: text and photo in all languages, translation in one."""

    class Role(models.TextChoices):
        TEXT = "text", _("text")
        TRANSLATION = "translation", _("translation")
        PHOTO = "photo", _("photo")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="credits")
    author = models.ForeignKey(
        "articles.Author",
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="credits",
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.TEXT)
    language = models.CharField(
        _("language"), max_length=2, choices=languages.CHOICES, blank=True, default=""
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role", "language"], name="credit_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role="translation") ^ models.Q(language=""),
                name="credit_language_for_translation_only",
            ),
        ]

    def __str__(self):
        return f"{self.author} ({self.get_role_display()})"


class RelatedStory(models.Model):
    """A related story that an editor chose, in order."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_stories")
    story = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "story"], name="related_story_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("story")), name="related_story_is_another"
            ),
        ]
