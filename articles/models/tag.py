from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from articles.models.names import refuse_nameless
from articles.models.old_address import OldAddress
from articles.text.slugs import slugify
from newsroom import languages
from newsroom.paths import path_to


class Tag(models.Model):
    """A subject of stories; shown in a language only where it has a name in it.

    Names and slugs are per language. Tags are given to articles as objects, never by name:
    taggit would look a name up in the active language.
    """

    name = models.CharField(_("name"), max_length=80, blank=True)
    slug = models.SlugField(_("address"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[f"slug_{code}"],
                condition=~models.Q(**{f"slug_{code}": ""}),
                name=f"tag_slug_{code}_once",
                violation_error_message=_("This address is used by another tag."),
            )
            for code in languages.CODES
        ]

    def __str__(self):
        return self.name or next(
            (name for code in languages.CODES if (name := getattr(self, f"name_{code}"))), "—"
        )

    def get_absolute_url(self):
        return path_to("tag", language=languages.active(), slug=self.slug)

    def clean(self):
        """Give each named language a free slug; one that loses its name keeps its slug."""
        refuse_nameless(self)
        for code in languages.CODES:
            name = getattr(self, f"name_{code}")
            if not getattr(self, f"slug_{code}"):
                slug = self.free_slug(slugify(name, code), code) if name else ""
                setattr(self, f"slug_{code}", slug)

    def free_slug(self, slug: str, code: str) -> str:
        """Return the slug, or the first of `slug-2`, `slug-3`, … that no other tag has or had.

        Two queries.
        """
        column = languages.column("slug", code)
        others = Tag.objects.exclude(pk=self.pk).filter(**{f"{column}__startswith": slug})
        had = OldAddress.objects.filter(tag__isnull=False, language=code, slug__startswith=slug)
        taken = {*others.values_list(column, flat=True)}
        taken |= {*had.exclude(tag=self.pk).values_list("slug", flat=True)}
        if slug not in taken:
            return slug
        return next(f"{slug}-{n}" for n in range(2, len(taken) + 3) if f"{slug}-{n}" not in taken)


class TaggedArticle(ItemBase):
    """That an article carries a tag (taggit's through row)."""

    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_articles")

    class Meta:
        verbose_name = _("tag of a story")
        verbose_name_plural = _("tags of stories")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="article_tag_once")
        ]

    def __str__(self):
        return str(self.content_object)
