"""What the public files can be, by the ending of their names. Nothing else is handed out.

Nothing here runs in a browser: no HTML, no SVG, no script.
"""

from pathlib import PurePosixPath

PICTURES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
}
RECORDINGS = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".mp4": "video/mp4",
}
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


def type_of(name: str) -> str:
    """Return the content type of a file; of what is unknown, one that no browser opens."""
    return TYPES.get(ending(name), "application/octet-stream")


def ending(name: str) -> str:
    return PurePosixPath(name).suffix
