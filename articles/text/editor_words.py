"""What the text editor's plugins say beside the names of blocks (articles/text/blocks/)."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def block_words() -> dict[str, str]:
    return {
        # Translators: a list over the text editor: box of facts, key points, file …
        "blocks": _("Blocks"),
        # Translators: a list over the text editor: how wide a picture in the text is
        "size": pgettext("of a picture", "Size"),
        "size_text": pgettext("size of a picture", "Text width"),
        "size_wide": pgettext("size of a picture", "Wide"),
        "size_side": pgettext("size of a picture", "Beside text"),
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
