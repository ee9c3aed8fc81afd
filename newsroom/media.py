"""Pictures, recordings and documents from a local folder, to be kept for ever.

Only what lies in its public part. Documents are saved and never shown: a browser must not read one
in the name of the site.
"""

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

# What the public files can be. Nothing else is handed out, whatever lies there.
PICTURES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}
RECORDINGS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg"}
_office = "application/vnd.openxmlformats-officedocument"
DOCUMENTS = {
    ".pdf": "application/pdf",
    ".docx": f"{_office}.wordprocessingml.document",
    ".xlsx": f"{_office}.spreadsheetml.sheet",
    ".pptx": f"{_office}.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".epub": "application/epub+zip",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
TYPES = PICTURES | RECORDINGS | DOCUMENTS
MOST_AT_ONCE = 1024 * 1024
# "bytes=100-", "bytes=100-199", "bytes=-500": one part, as players ask for it.
_PART = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)
# What browsers show in the place of a picture whose file is lost: they do so for a 404 too.
PLACEHOLDER = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" preserveAspectRatio="none">'
    b'<path fill="#8a8f98" fill-opacity=".25" d="M0 0h30v20H0z"/></svg>'
)


def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with a public file of the store; 404 for everything else. No query."""
    path = public_file(name)
    if path is None:
        if Path(name).suffix in PICTURES:
            return lost_picture()
        raise Http404
    response = FileResponse(
        path.open("rb"), as_attachment=path.suffix in DOCUMENTS, content_type=TYPES[path.suffix]
    )
    if path.suffix in RECORDINGS:
        response["Accept-Ranges"] = "bytes"
        if asked := part(request.headers.get("Range", ""), path.stat().st_size):
            response = recorded(path, *asked)
    # Names are made anew whenever the content changes.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def part(header: str, size: int) -> tuple[int, int, int] | None:
    """Return the first byte, the last one and the size; None where all of it is the answer."""
    found = _PART.fullmatch(header.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:  # the last so many
        first, last = max(size - int(last), 0), size - 1
    first, last = int(first), min(int(last or size), size - 1)
    return (first, last, size) if first <= last else None


def recorded(path: Path, first: int, last: int, size: int) -> HttpResponse:
    """Answer with a part of a recording: a reader may begin in the middle. A megabyte at most."""
    last = min(last, first + MOST_AT_ONCE - 1)
    with path.open("rb") as file:
        file.seek(first)
        data = file.read(last - first + 1)
    response = HttpResponse(data, status=206, content_type=TYPES[path.suffix])
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    return response


def lost_picture() -> HttpResponse:
    """Answer 404 with a placeholder, so that the page stands."""
    return HttpResponse(PLACEHOLDER, content_type="image/svg+xml", status=404)


def public_file(name: str) -> Path | None:
    """Return the file of a name, None where there is none that everybody may have."""
    root = (Path(settings.MEDIA_ROOT) / "public").resolve()
    try:
        path = (root / name).resolve()
        is_public = path.is_relative_to(root) and path.suffix in TYPES and path.is_file()
    except (OSError, ValueError):  # a name too long, or with NUL in it
        return None
    return path if is_public else None
