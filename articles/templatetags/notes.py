"""The words of a note: escaped, with its addresses as links and the people it names set off."""

from django import template
from django.utils.html import format_html, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from articles.editorial.notes import NAMED
from articles.models import Note

register = template.Library()


@register.filter
def note_words(note: Note) -> SafeString:
    """Write a note; its mentions must be at hand (`prefetch_related`)."""
    people = {mention.person.username.casefold() for mention in note.mentions.all()}
    written, end = [], 0
    for match in NAMED.finditer(note.text):
        name = match[1] if match[1].casefold() in people else match[1].rstrip(".-+")
        if name.casefold() in people:
            written += [plain(note.text[end : match.start()]), format_html("<b>@{}</b>", name)]
            end = match.start() + 1 + len(name)
    written.append(plain(note.text[end:]))
    return mark_safe(linebreaks("".join(written)))  # noqa: S308 - every piece is escaped


def plain(words: str) -> str:
    return urlize(words, nofollow=True, autoescape=True)
