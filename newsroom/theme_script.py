"""The one inline script of a reader's page, and its hash for the policy header."""

import base64
import hashlib
from pathlib import Path

PATH = Path(__file__).resolve().parent.parent / "templates" / "_theme.js"


def csp_hash() -> str:
    """Return the Content-Security-Policy source that allows exactly this script."""
    digest = hashlib.sha256(PATH.read_bytes()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
