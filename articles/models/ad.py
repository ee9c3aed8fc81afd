from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from articles.models.image import shown
from newsroom import languages

LARGEST_HTML = 200 * 1024


def secure_address(value: str) -> None:
    """Refuse every address that is not one of https."""
    try:
        URLValidator(schemes=["https"])(value)
    except ValidationError as error:
        raise ValidationError(_("Enter an address beginning with https://.")) from error


def small_enough(value: str) -> None:
    """Refuse HTML that takes longer than a picture would."""
    if len(value.encode("utf-8", "replace")) > LARGEST_HTML:
        raise ValidationError(
            _("The HTML is too large: the limit is 200 KB, including embedded pictures.")
        )


class AdQuerySet(models.QuerySet):
    def running(self):
        """Ads whose period includes this moment."""
        moment = now()
        return self.filter(
            Q(starts_at__isnull=True) | Q(starts_at__lte=moment),
            Q(ends_at__isnull=True) | Q(ends_at__gt=moment),
        )


class Ad(models.Model):
    """A campaign in a named place of a language's pages, or the house ad that stands there else.

    A picture with a link, or HTML that is shown in a frame; always labelled as advertising.
    """

    class Place(models.TextChoices):
        HEADER = "header", _("under the header")
        STREAM = "stream", _("in streams, after the fourth story")
        IN_TEXT = "in_text", _("in a story, after the second paragraph")
        AFTER_TEXT = "after_text", _("after the text of a story")
        BESIDE = "beside", _("beside the text of a story, on wide screens")
        FOOT = "foot", _("at the foot of every page")

    name = models.CharField(_("name"), max_length=100, help_text=_("Visible to the newsroom only."))
    place = models.CharField(_("place"), max_length=20, choices=Place, default=Place.AFTER_TEXT)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    categories = models.ManyToManyField(
        "articles.Category",
        verbose_name=_("categories"),
        blank=True,
        related_name="ads",
        help_text=_("If none is chosen: every page with this ad slot."),
    )
    image = models.ForeignKey(
        "articles.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ads",
    )
    words = models.CharField(
        _("words beside the picture"),
        max_length=120,
        blank=True,
        help_text=_("If empty: the picture fills the ad slot."),
    )
    html = models.TextField(
        _("HTML instead of a picture"),
        blank=True,
        validators=[small_enough],
        help_text=_(
            "Self-contained, 200 KB at most: nothing is loaded from other sites. To count "
            'clicks, link to {click}: <a href="{click}">.'
        ),
    )
    url = models.CharField(_("link"), max_length=500, validators=[secure_address])
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("From 1 to 100: an ad with weight 20 is shown twice as often as one with 10."),
    )
    cap = models.PositiveSmallIntegerField(
        _("at most, per reader and day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Stored only in the reader’s browser."),
    )
    goal = models.PositiveIntegerField(
        _("target impressions"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Spread evenly over the period and given priority until reached."),
    )
    is_house = models.BooleanField(
        _("house ad"),
        default=False,
        help_text=_(
            "Shown when no campaign is running. A slot without a house ad does not appear on "
            "the page."
        ),
    )

    objects = AdQuerySet.as_manager()

    class Meta:
        verbose_name = _("advertisement")
        verbose_name_plural = _("advertisements")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=models.F("starts_at")),
                name="ad_ends_after_it_begins",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(image__isnull=False, html="") | Q(Q(image__isnull=True), ~Q(html="")),
                name="ad_is_a_picture_or_html",
                violation_error_message=_("Choose either a picture or HTML."),
            ),
            models.CheckConstraint(
                condition=Q(is_house=False)
                | Q(image__isnull=False, cap__isnull=True, goal__isnull=True),
                name="ad_of_the_house_has_no_limit",
                violation_error_message=_(
                    "A house ad must be a picture, with no limit per reader and no target."
                ),
            ),
            models.CheckConstraint(
                condition=Q(goal__isnull=True) | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="ad_with_a_goal_has_a_period",
                violation_error_message=_("A target needs a start and an end date."),
            ),
            models.CheckConstraint(
                condition=Q(url__startswith="https://"),
                name="ad_leads_to_a_secure_address",
                violation_error_message=_("Enter an address beginning with https://."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100), name="ad_weight_is_from_1_to_100"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_running(self) -> bool:
        """What `running()` says, of this row."""
        moment = now()
        has_begun = self.starts_at is None or self.starts_at <= moment
        return has_begun and (self.ends_at is None or self.ends_at > moment)

    @property
    def is_presentable(self) -> bool:
        """Tell whether its picture may be shown to everybody today. May query."""
        if self.image_id is None:
            return True
        return shown(self.image) is not None and not self.image.is_graphic

    @property
    def alt(self) -> str:
        """What its picture says to who does not see it, in the language of the page.

        Where the picture has no alt text, where the link leads: the name is the newsroom's own.
        """
        host = self.url.removeprefix("https://").partition("/")[0]
        return self.image.alt or host.removeprefix("www.")


class AdCount(models.Model):
    """What an ad was seen and pressed within an hour; written by
    articles/statistics/ad_counts.py."""

    ad = models.ForeignKey(Ad, on_delete=models.CASCADE, related_name="counts")
    hour = models.DateTimeField()
    seen = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("views and clicks of an hour")
        verbose_name_plural = _("views and clicks by hour")
        constraints = [models.UniqueConstraint(fields=["ad", "hour"], name="ad_count_hour")]

    def __str__(self):
        return f"{self.ad_id} {self.hour:%Y-%m-%d %H}"


class AdReceipt(models.Model):
    """An impression that was counted: a browser that heard no answer may tell of it again."""

    key = models.CharField(max_length=32, unique=True)
    at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        verbose_name = _("view of an ad")
        verbose_name_plural = _("views of ads")

    def __str__(self):
        return self.key


# Django gives a joining table a name in no language.
Ad.categories.through._meta.verbose_name = _("category of an ad")
Ad.categories.through._meta.verbose_name_plural = _("categories of ads")
