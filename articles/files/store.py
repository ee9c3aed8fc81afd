"""The single door for files: bounded, known by what they hold, kept under a name of ours."""

import hashlib
import logging
import secrets
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from articles.files.inspection import cleaned, inspect, tells
from articles.models import Action, File, audit_log
from articles.text.cleaning import safe_line
from articles.text.slugs import slugify
from newsroom import languages
from newsroom.decoding.files.facts import Told
from newsroom.models import User
from newsroom.storage.base import NotKept

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
    found = inspect(data, PurePosixPath(name).suffix.lower())
    if found.kind is None:
        raise ValidationError(
            _(
                "This file type is not supported. Upload a PDF, DOCX, XLSX, PPTX, ODT, ODS, "
                "EPUB, CSV or TXT, audio as MP3, M4A or OGG, or video as MP4."
            )
        )
    data = data if found.data is None else found.data
    file = File(name=name, digest=digest, kind=found.kind, tells=found.tells, uploaded_by=by)
    for fact, value in found.film.items():
        setattr(file, fact, value)
    return save_file(file, data)


def make_clean_copy(file: File, *, by: User) -> File:
    """Keep the same file without what it tells, as another one; the first one stays as it is.

    Twice is the same as once. Raises ValidationError with a sentence for the editor.
    """
    data, tells = cleaned(read_bytes(file), file.kind)
    digest = hashlib.sha256(data).hexdigest()
    if existing := File.objects.filter(digest=digest).first():
        return existing
    copy = File(
        name=file.name,
        digest=digest,
        kind=file.kind,
        tells=tells,
        cleaned_from=file,
        uploaded_by=by,
        seconds=file.seconds,
    )
    copy = save_file(copy, data)
    audit_log.write(Action.FILE_CLEAN, by=by, about=file.name, file=file.pk, copy=copy.pk)
    return copy


def facts_of(file: File) -> Told | None:
    """Return what a file tells; one from before this was kept is looked at, and the answer kept.

    None where it cannot be looked at now.
    """
    if file.tells is None:
        try:
            file.tells = tells(read_bytes(file), file.kind)
        except ValidationError:
            return None
        File.objects.filter(pk=file.pk).update(tells=file.tells)
    return file.tells


def read_bytes(file: File) -> bytes:
    """Return the bytes that readers get. Raises NotKept."""
    try:
        with default_storage.open(file.path) as opened:
            return opened.read()
    except OSError as error:
        logger.exception("A file could not be read.")
        raise NotKept(
            _("The file could not be read: storage is unavailable. Try again later.")
        ) from error


def save_file(file: File, data: bytes) -> File:
    """Put a file into the store, then its row. Raises NotKept."""
    file.size = len(data)
    file.path = f"public/files/{secrets.token_hex(16)}/{readable(file.name)}.{file.kind}"
    try:
        default_storage.save(file.path, ContentFile(data))
    except OSError as error:
        logger.exception("A file could not be kept.")
        raise NotKept(
            _("The file could not be saved: storage is full or unavailable. Try again later.")
        ) from error
    file.save()
    return file


def bare(name: str) -> str:
    """Return the name without folders, for showing."""
    return safe_line(PurePosixPath(name.replace("\\", "/").replace("\0", "")).name)[-200:] or "-"


def readable(name: str) -> str:
    """Return what the file is called in its address, and when it is saved."""
    stem = PurePosixPath(name).stem
    if not any(map(str.isalnum, stem)):
        return "file"
    return slugify(stem, languages.DEFAULT)[:LONGEST_NAME].strip("-")
