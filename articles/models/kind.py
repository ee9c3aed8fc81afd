"""What sort of story it is, and what readers are told of that."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


class Kind(models.TextChoices):
    """What sort of story, each in one line: its value, its type in JSON-LD, its label."""

    NEWS = "news", "NewsArticle", _("News")
    FLASH = "flash", "NewsArticle", _("Flash")
    INTERVIEW = "interview", "ReportageNewsArticle", _("Interview")
    OPINION = "opinion", "OpinionNewsArticle", _("Opinion")
    ANALYSIS = "analysis", "AnalysisNewsArticle", _("Analysis")
    EXPLAINER = "explainer", "BackgroundNewsArticle", _("Explainer")
    PHOTO_STORY = "photo_story", "ReportageNewsArticle", _("Photo story")
    VIDEO = "video", "ReportageNewsArticle", _("Video")
    PARTNER = "partner", "AdvertiserContentArticle", _("Paid content")

    def __new__(cls, value: str, schema_type: str):
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.schema_type = schema_type
        return kind


# What readers take a story for that says nothing of its kind.
USUAL_KINDS = (Kind.NEWS, Kind.FLASH)
# What they must not take for the newsroom's reporting, wherever its title goes.
NO_REPORTING = (Kind.OPINION, Kind.PARTNER)


class Labelled:
    """What has a `kind` of which readers are told: an edition."""

    @property
    def is_paid(self) -> bool:
        return self.kind == Kind.PARTNER

    @property
    def label(self) -> str:
        """What readers are told of its kind, in the active language; "" of news."""
        return "" if self.kind in USUAL_KINDS else self.get_kind_display()

    @property
    def needed_label(self) -> str:
        """The label of what is not the newsroom's reporting; "" of all else."""
        return self.label if self.kind in NO_REPORTING else ""

    def labelled(self, title: str) -> str:
        """Return a title of it for where nothing stands beside a title: behind a needed label."""
        if not self.needed_label:
            return title
        # Translators: a headline behind its label, where it stands alone: "Opinion: The lake …"
        words = pgettext("label and headline", "%(label)s: %(title)s")
        return words % {"label": self.needed_label, "title": title}
