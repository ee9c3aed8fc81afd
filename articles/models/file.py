from django.conf import settings
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from newsroom.decoding.files.facts import Fact

BETRAYING = {
    Fact.AUTHOR,
    Fact.COMPANY,
    Fact.PEOPLE,
    Fact.PLACE,
    Fact.TEMPLATE,
    Fact.ATTACHMENTS,
    Fact.EARLIER,
}


class File(models.Model):
    """A document or a recording that a text offers: checked, kept under a name nobody can guess.

    Its bytes lie in the store as `path` (articles/uploads). What readers read beside it is
    written in the text, so that each language has words of its own.
    """

    class Kind(models.TextChoices):
        """The endings that files get: what they hold decides, not what they were called."""

        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        XLSX = "xlsx", "XLSX"
        PPTX = "pptx", "PPTX"
        ODT = "odt", "ODT"
        ODS = "ods", "ODS"
        EPUB = "epub", "EPUB"
        CSV = "csv", "CSV"
        TXT = "txt", "TXT"
        MP3 = "mp3", "MP3"
        M4A = "m4a", "M4A"
        OGG = "ogg", "OGG"
        MP4 = "mp4", "MP4"

    AUDIO = (Kind.MP3, Kind.M4A, Kind.OGG)

    name = models.CharField(_("file name"), max_length=200, editable=False)
    path = models.CharField(max_length=200, unique=True, editable=False)
    digest = models.CharField(max_length=64, db_index=True, editable=False)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    # Of a film: its size in pixels and its length.
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    seconds = models.PositiveIntegerField(null=True, editable=False)
    # What it tells of those who made it (newsroom/decoding/files/facts.py); None where nobody
    # looked yet.
    tells = models.JSONField(null=True, editable=False)
    cleaned_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="clean_copies"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def is_audio(self) -> bool:
        return self.kind in self.AUDIO

    @property
    def is_film(self) -> bool:
        return self.kind == self.Kind.MP4

    @property
    def betrays(self) -> bool:
        """Tell whether it names people or places beside what it shows; nobody cleaned it yet."""
        return self.cleaned_from_id is None and any(fact in BETRAYING for fact in self.tells or ())

    @property
    def url(self) -> str:
        return f"{settings.MEDIA_URL}{self.path.removeprefix('public/')}"

    @property
    def kind_and_size(self) -> str:
        return f"{self.get_kind_display()}, {filesizeformat(self.size)}"

    @property
    def bare_name(self) -> str:
        """The name without its ending, for readers where the text says nothing better."""
        return self.name.rpartition(".")[0] or self.name
