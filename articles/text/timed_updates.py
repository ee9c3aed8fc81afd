"""Timed updates at the top of a body: what became known when. Pure: no database.

An update is a heading that holds nothing but its moment, and what stands under it up to the next.
"""

from datetime import datetime
from html import escape

from articles.text.cleaning import clean_draft


def with_update(body: str, words: str, *, at: datetime, label: str) -> str:
    """Return a body with an update over it, the newest first.

    `words` are plain, an empty line between two paragraphs; `at` knows its zone; `label` is the
    moment as readers are to see it.
    """
    stamp = at.isoformat(timespec="minutes")
    heading = f'<h3><time datetime="{stamp}">{escape(label)}</time></h3>'
    return clean_draft(f"{heading}{paragraphs(words)}{body}")


def paragraphs(words: str) -> str:
    """Return plain words as HTML."""
    lines = words.replace("\r\n", "\n").strip().split("\n\n")
    return "".join(
        f"<p>{'<br>'.join(escape(line, quote=False) for line in one.strip().splitlines())}</p>"
        for one in lines
        if one.strip()
    )
