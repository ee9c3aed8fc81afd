"""The single door for files: bounded, known by what they hold, kept under a name of ours."""

import hashlib
import logging
import secrets
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from articles.models import File
from articles.slugs import slugify
from articles.text import safe_line
from articles.uploads import films
from articles.uploads.kinds import Programs, kind_of
from newsroom import languages
from newsroom.models import User
from newsroom.stores import NotKept

logger = logging.getLogger(__name__)

MAX_BYTES = 60 * 1024 * 1024
LONGEST_NAME = 60


def store(name: str, data: bytes, *, by: User) -> File:
    """Check one upload and keep it; the same bytes again give the file that exists.

    Raises ValidationError with a sentence for the editor.
    """
    name = bare(name)
    if not data:
        raise ValidationError(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 60 MB."))
    digest = hashlib.sha256(data).hexdigest()
    if existing := File.objects.filter(digest=digest).first():
        return existing
    kind, facts = checked_kind(name, data), {}
    if kind == File.Kind.MP4:
        film = checked_film(data)
        data = film.data
        facts = {"width": film.width, "height": film.height, "seconds": film.seconds}
    path = f"public/files/{secrets.token_hex(16)}/{readable(name)}.{kind}"
    file = File(
        name=name, path=path, digest=digest, kind=kind, size=len(data), uploaded_by=by, **facts
    )
    try:
        default_storage.save(file.path, ContentFile(data))
    except OSError as error:
        logger.exception("A file could not be kept.")
        raise NotKept(
            _("The file could not be kept: the store is full or away. Try again later.")
        ) from error
    file.save()
    return file


def checked_kind(name: str, data: bytes) -> File.Kind:
    try:
        kind = kind_of(data, PurePosixPath(name).suffix.lower())
    except Programs as error:
        sentence = _("The file has macros or programs in it: save it without them, or as a PDF.")
        raise ValidationError(sentence) from error
    if kind is None:
        raise ValidationError(
            _(
                "Readers are not given such files. Send a PDF, DOCX, XLSX, PPTX, ODT, ODS, EPUB,"
                " CSV or TXT, a recording as MP3, M4A or OGG, or a film as MP4."
            )
        )
    return kind


def checked_film(data: bytes) -> films.Film:
    """Return a film as readers get it, or refuse it with what to do about it."""
    try:
        return films.read(data)
    except films.Unplayable as unplayable:
        raise ValidationError(film_words()[unplayable.reason]) from unplayable


def film_words() -> dict[films.Reason, str]:
    return {
        films.Reason.DAMAGED: _("The film is damaged or not whole: save it anew as MP4."),
        films.Reason.OTHER: _(
            "Not every browser plays this film: save it as MP4 with H.264 for the picture and AAC"
            " for the sound."
        ),
        films.Reason.SLOW: _(
            "The film would start only when all of it has come: save it anew for the web"
            " (“web optimized”, “fast start”)."
        ),
        films.Reason.MORE: _(
            "The film has more in it than picture and sound, such as where it was taken: save it"
            " anew without that."
        ),
    }


def bare(name: str) -> str:
    """Return the name without folders, for showing."""
    return safe_line(PurePosixPath(name.replace("\\", "/").replace("\0", "")).name)[-200:] or "-"


def readable(name: str) -> str:
    """Return what the file is called in its address, and when it is saved."""
    stem = PurePosixPath(name).stem
    if not any(map(str.isalnum, stem)):
        return "file"
    return slugify(stem, languages.DEFAULT)[:LONGEST_NAME].strip("-")
