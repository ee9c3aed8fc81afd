"""A box of facts beside a story."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.text.blocks.base import Section


class Facts(Section):
    name = "facts"
    label = _("Fact box")
    # Translators: the heading of a box of facts beside a story
    heading = pgettext_lazy("heading in a story", "In brief")
