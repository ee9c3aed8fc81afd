"""What the text editor's plugins for blocks, pastes and searching say and know."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from articles.text import tracking
from articles.text.cleaning import LONGEST


def with_blocks(config: dict, language: str) -> dict:
    """Add them to the configuration of the plugins, for a text in a language."""
    more = {
        "files": reverse("admin:articles_article_files"),
        "stories": reverse("admin:articles_article_stories"),
        "named": reverse("admin:articles_article_named"),
        "headings": headings(language),
        "tracking": tracking.RULES,
        "longest": LONGEST,
    }
    return config | more | {"words": config["words"] | block_words() | paste_words()}


def headings(language: str) -> dict[str, str]:
    """Return what a new block is headed with, in the language of the text."""
    with override(language or None):
        return {
            # Translators: the heading of a box of facts beside a story
            "facts": pgettext("heading in a story", "In brief"),
            # Translators: the heading of the list of the most important points of a story
            "points": pgettext("heading in a story", "Key points"),
        }


def block_words() -> dict[str, str]:
    return {
        # Translators: a list over the text editor: box of facts, key points, file …
        "blocks": _("Blocks"),
        "facts": _("Fact box"),
        "points": _("Key points"),
        "question": _("Question and answer"),
        # Translators: a list over the text editor: how wide a picture in the text is
        "size": pgettext("of a picture", "Size"),
        "size_text": pgettext("size of a picture", "Text width"),
        "size_wide": pgettext("size of a picture", "Wide"),
        "size_side": pgettext("size of a picture", "Beside text"),
        "story": _("See also"),
        "file": _("File, audio or video"),
        "choose_story": _("Choose a “See also” story"),
        "choose_file": _("Choose a file"),
        "choose_poster": _("Choose a video poster"),
        "no_poster": _("Without a picture"),
        # Translators: in place of the name of a story or file that is not there any more
        "nothing": pgettext("story or file", "missing"),
    }


def paste_words() -> dict[str, str]:
    return {
        "paste_dropped": _("Removed from the pasted text."),
        "paste_pictures": _("Pictures: {number}."),
        "paste_styles": _("Styles: {number}."),
        "paste_links": _("Tracking links: {number}."),
        "paste_too_long": _(
            "Too long for one text: the limit is one million characters. Nothing was inserted "
            "or lost: paste it in parts."
        ),
        "paste_close": _("Close"),
    }
