"""The most important points of a story, above it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.text.blocks.base import Section


class Points(Section):
    name = "points"
    label = _("Key points")
    # Translators: the heading of the list of the most important points of a story
    heading = pgettext_lazy("heading in a story", "Key points")
    inner = "<ul><li></li></ul>"
