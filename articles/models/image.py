from datetime import date
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.models.today import today
from newsroom import languages

_fraction = [MinValueValidator(0), MaxValueValidator(1)]


class Rights(models.TextChoices):
    """By what right the newsroom shows a picture."""

    UNKNOWN = "", _("not stated")
    OWN = "own", _("own")
    AGENCY = "agency", _("agency")
    LICENCE = "licence", _("licence")
    ONE_USE = "one_use", _("single use")


class Band(models.Func):
    """Sixteen bits of a fingerprint, from `shift` on. Written out, so that an index is used."""

    template = "((%(expressions)s >> %(shift)s) & 65535)"
    output_field = models.BigIntegerField()


BANDS = (0, 16, 32, 48)


class Empty(models.Func):
    """Whether a column holds no words, as it stands in the indexes of the library.

    SQLite uses an index of some rows only where a query says the same without a parameter.
    """

    template = "COALESCE(%(expressions)s, '') = ''"
    output_field = models.BooleanField()


class ImageQuerySet(models.QuerySet):
    """What the library is asked."""

    def without_alt(self, code: str = ""):
        """Keep pictures that lack alt text in a language, or in any."""
        return self.filter(_no_alt[code] if code else _no_alt_in_some)

    def by_taken(self):
        """Put the newest first by when they were taken, else by when they came."""
        return self.order_by(TAKEN.desc(), "-pk")


class ImageManager(models.Manager.from_queryset(ImageQuerySet)):
    """Pictures that are not in the bin: whoever forgets the bin does not meet what lies in it."""

    def get_queryset(self):
        return super().get_queryset().filter(binned_at=None)


TAKEN = Coalesce("taken_at", "uploaded_at")
_here = models.Q(binned_at=None)
_newest = ["-uploaded_at", "-id"]
_no_alt = {code: models.Q(Empty(languages.column("alt", code))) for code in languages.CODES}
_no_alt_in_some = reduce(or_, _no_alt.values())


def _index(name: str, *order, only: models.Q | None = None, fields=_newest) -> models.Index:
    """Return an index of the library: of what is not in the bin, the newest first."""
    condition = _here & only if only is not None else _here
    return models.Index(*order, fields=[] if order else fields, condition=condition, name=name)


def _band(shift: int) -> models.Index:
    return models.Index(Band("fingerprint", shift=shift), name=f"image_band_{shift}")


class Image(models.Model):
    """A picture: the private original, what is said of it, and the renditions that are ready.

    `renditions` maps crop → format → widths in pixels that lie in the store under `key`
    (articles/images/renditions.py). A caption or alt text without words in a language is not
    shown there.
    """

    original = models.CharField(max_length=200, editable=False)
    name = models.CharField(_("file name"), max_length=200, editable=False)
    key = models.CharField(max_length=32, unique=True, editable=False)
    digest = models.CharField(max_length=64, db_index=True, editable=False)
    # What it looks like (newsroom/decoding/images/fingerprint.py); NULL until the worker has
    # looked.
    fingerprint = models.BigIntegerField(null=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    renditions = models.JSONField(default=dict, editable=False)
    # Bytes of the JPEGs by file name: feeds and light pages tell them without asking the store.
    weights = models.JSONField(default=dict, editable=False)
    # By which edition of articles/images/sizes.py they were made.
    recipe = models.PositiveSmallIntegerField(default=0, editable=False)
    alt = models.CharField(
        _("alt text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("The agency or archive it came from.")
    )
    copyright = models.CharField(_("copyright"), max_length=200, blank=True)
    people = models.CharField(_("people in the picture"), max_length=300, blank=True)
    keywords = models.CharField(_("keywords"), max_length=500, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    rights = models.CharField(
        _("rights"), max_length=8, choices=Rights, default=Rights.UNKNOWN, blank=True
    )
    usable_until = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_(
            "The last day the picture may be shown. It is then removed from pages automatically."
        ),
    )
    # Off the site since, as a court orders: no day brings it back (articles/workflow/pictures.py).
    withdrawn_at = models.DateTimeField(_("withdrawn from the site"), null=True, editable=False)
    focal_x = models.FloatField(_("focal point, from the left"), default=0.5, validators=_fraction)
    focal_y = models.FloatField(_("focal point, from the top"), default=0.5, validators=_fraction)
    is_graphic = models.BooleanField(
        _("graphic"), default=False, help_text=_("Hidden until the reader taps it.")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    # In the bin since, by whom.
    binned_at = models.DateTimeField(_("in the bin since"), null=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deleted by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = ImageManager()
    everything = models.Manager()  # noqa: DJ012  a manager, too

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]
        # A hundred thousand pictures are looked through in three orders, and for what is rare.
        indexes = [
            _index("image_newest"),
            _index("image_taken_order", TAKEN.desc(), models.F("id").desc()),
            _index("image_name_order", fields=["name", "id"]),
            _index("image_taken", fields=["taken_at"]),
            _index("image_rights", fields=["rights", *_newest]),
            _index("image_graphic", only=models.Q(is_graphic=True)),
            _index("image_no_alt", only=_no_alt_in_some),
            *[_index(f"image_no_alt_{code}", only=lacks) for code, lacks in _no_alt.items()],
            models.Index(fields=["fingerprint"], name="image_fingerprint"),
            *[_band(shift) for shift in BANDS],
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="image_focal_point_inside",
            )
        ]

    def __str__(self):
        return self.caption or self.alt or self.name

    def is_usable(self, day: date) -> bool:
        """Tell whether readers may see the picture on a day: neither withdrawn nor over."""
        in_time = self.usable_until is None or day <= self.usable_until
        return self.withdrawn_at is None and in_time


def shown(image: Image | None) -> Image | None:
    """Return a picture that readers may see on the day of the page (articles/models/today.py), else
    None.

    Asked wherever a row becomes a picture of theirs: time alone moves no generation. No query.
    """
    return image if image is not None and image.is_usable(today()) else None
