"""Pictures from a local folder: only what lies in its public part, to be kept for ever."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

# What a rendition can be. Nothing else is handed out, whatever lies there.
TYPES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}
# What browsers show in the place of a picture whose file is lost: they do so for a 404 too.
PLACEHOLDER = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" preserveAspectRatio="none">'
    b'<path fill="#8a8f98" fill-opacity=".25" d="M0 0h30v20H0z"/></svg>'
)


def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with a public file of the store; 404 for everything else. No query."""
    path = public_file(name)
    if path is None:
        if Path(name).suffix in TYPES:
            return lost_picture()
        raise Http404
    response = FileResponse(path.open("rb"), content_type=TYPES[path.suffix])
    # Names are made anew whenever the content changes.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
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
