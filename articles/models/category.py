from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.image import Image, shown
from articles.models.names import refuse_nameless
from newsroom import languages
from newsroom.paths import path_to


class Colour(models.TextChoices):
    """The palette of categories: tokens of static/css/tokens.css, each with a day and a night."""

    TEAL = "teal", _("teal")
    BLUE = "blue", _("blue")
    PURPLE = "purple", _("purple")
    OCHRE = "ochre", _("ochre")
    RED = "red", _("red")
    GREEN = "green", _("green")
    PLUM = "plum", _("plum")
    SLATE = "slate", _("slate")


class Category(models.Model):
    """A section of the newspaper: one per article; its address has one Latin slug everywhere."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour, default=Colour.BLUE)
    position = models.PositiveSmallIntegerField(_("order in the menu"), default=0)
    picture = models.ForeignKey(
        "articles.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown beside the page heading and on link cards in messaging apps."),
    )

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name or self.slug

    def get_absolute_url(self):
        return path_to("category", language=languages.active(), slug=self.slug)

    def clean(self):
        refuse_nameless(self)

    @property
    def shown_picture(self) -> Image | None:
        """The picture, while readers may see it and need not uncover it. May query."""
        picture = shown(self.picture) if self.picture_id else None
        return picture if picture and not picture.is_graphic else None
