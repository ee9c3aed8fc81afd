from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class OldAddress(models.Model):
    """An address that a category, a tag or an author had before; it leads on by 301.

    It points to the row, so that it is one hop after any number of renamings and merges. A tag's
    is of one language; the others have one slug for all, and no language here.
    """

    category = models.ForeignKey(
        "articles.Category", on_delete=models.CASCADE, null=True, related_name="old_addresses"
    )
    tag = models.ForeignKey(
        "articles.Tag", on_delete=models.CASCADE, null=True, related_name="old_addresses"
    )
    author = models.ForeignKey(
        "articles.Author", on_delete=models.CASCADE, null=True, related_name="old_addresses"
    )
    language = models.CharField(max_length=2, choices=languages.CHOICES, blank=True)
    slug = models.SlugField(_("address"), max_length=80)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(category__isnull=False, tag=None, author=None, language="")
                | (Q(category=None, tag__isnull=False, author=None) & ~Q(language=""))
                | Q(category=None, tag=None, author__isnull=False, language=""),
                name="old_address_of_one",
            ),
            *(
                models.UniqueConstraint(
                    fields=["slug", "language"],
                    condition=Q(**{f"{noun}__isnull": False}),
                    name=f"old_address_of_{noun}_once",
                )
                for noun in ("category", "tag", "author")
            ),
        ]

    def __str__(self):
        return self.slug
