"""Pictures, recordings and documents from the store, a folder or a bucket, to be kept for ever.

Only what lies in its public part. Documents are saved and never shown: a browser must not read one
in the name of the site.
"""

import hashlib
import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from newsroom.storage.base import Part, Span
from newsroom.storage.content_types import DOCUMENTS, PICTURES, TYPES, ending

LONGEST_NAME = 300
# Letters, digits and single signs, as we name files: no dot at the beginning of a part.
_NAME = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*", re.ASCII)
# "bytes=100-", "bytes=100-199", "bytes=-500": one part, as players ask for it.
_PART = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)
BLOCK = 256 * 1024
MOST_AT_ONCE = 1024 * 1024
KEPT_OF_304 = ("Cache-Control", "ETag", "Last-Modified", "X-Content-Type-Options")
FOR_EVER = "public, max-age=31536000, immutable"
# What browsers show in the place of a picture whose file is lost: they do so for a 404 too.
PLACEHOLDER = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" preserveAspectRatio="none">'
    b'<path fill="#8a8f98" fill-opacity=".25" d="M0 0h30v20H0z"/></svg>'
)


@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with a public file of the store; 404 for everything else. No query.

    503 while the store is away, which nobody may keep.
    """
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name) or ending(name) not in TYPES:
        return nothing(name)
    try:
        return handed_out(request, name)
    except FileNotFoundError:
        return nothing(name)
    except OSError:
        return away(name)


def handed_out(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with a file, a part of it, or word that the reader has it already."""
    # Names are made anew whenever the content changes: they are the mark of the content.
    etag = f'"{hashlib.sha256(name.encode()).hexdigest()[:16]}"'
    asked = part(request.headers.get("Range", ""))
    if asked and request.headers.get("If-Range", etag) == etag:
        found, is_part = some_or_all(name, asked)
    else:
        found, is_part = default_storage.part(f"public/{name}", None), False
    is_document = ending(name) in DOCUMENTS
    # The server itself sends what lies in a folder: a reader who is slow holds no thread.
    response = FileResponse(
        found.file,
        as_attachment=is_document,
        filename=name.rsplit("/")[-1],
        content_type=TYPES[ending(name)],
        status=206 if is_part else 200,
    )
    response.block_size = BLOCK
    if not is_document:
        del response["Content-Disposition"]
    if is_part:
        response["Content-Range"] = (
            f"bytes {found.first}-{found.first + found.length - 1}/{found.size}"
        )
    response["Content-Length"] = str(found.length)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = FOR_EVER
    response["ETag"] = etag
    response["Last-Modified"] = http_date(found.modified.timestamp())
    response["X-Content-Type-Options"] = "nosniff"
    return without_words(request, response, found)


def some_or_all(name: str, asked: Span) -> tuple[Part, bool]:
    """Open the part that is asked for; all of it where that lies behind the end."""
    try:
        return default_storage.part(f"public/{name}", asked), True
    except ValueError:
        return default_storage.part(f"public/{name}", None), False


def without_words(request: HttpRequest, response: FileResponse, found: Part):
    """Leave the bytes out where nobody wants them: HEAD, or the reader has them."""
    known = get_conditional_response(
        request, etag=response["ETag"], last_modified=int(found.modified.timestamp())
    )
    if known is None and request.method != "HEAD":
        return response
    found.file.close()
    bare = HttpResponse(status=known.status_code if known else response.status_code)
    kept = KEPT_OF_304 if known else response.headers
    for header in kept:
        if header in response.headers:
            bare[header] = response[header]
    return bare


def part(header: str) -> Span | None:
    """Read what a player asks for; None where all of it is the answer. A megabyte at most."""
    found = _PART.fullmatch(header.strip())
    if not found or not any(found.groups()):
        return None
    first, last = (int(one) if one else None for one in found.groups())
    if first is None:  # the last so many
        return (None, last) if last else None
    most = first + MOST_AT_ONCE - 1
    last = most if last is None else min(last, most)
    return (first, last) if first <= last else None


def nothing(name: str) -> HttpResponse:
    """Answer 404; in the place of a picture with a placeholder, so that the page stands."""
    if ending(name) not in PICTURES:
        raise Http404
    return placeholder(404)


def away(name: str) -> HttpResponse:
    """Answer 503 until the store is back."""
    response = placeholder(503) if ending(name) in PICTURES else HttpResponse(status=503)
    response["Retry-After"] = "10"
    return response


def placeholder(status: int) -> HttpResponse:
    response = HttpResponse(PLACEHOLDER, content_type="image/svg+xml", status=status)
    response["Cache-Control"] = "no-store"
    return response
