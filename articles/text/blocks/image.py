"""A picture of the library."""

from django.utils.translation import gettext_lazy as _

from articles.text.blocks.base import Figure


class ImageFigure(Figure):
    name = "image"
    label = _("Picture")
    in_menu = False
    sizes = ("wide", "side")
    compared = _("Picture added")

    def drawn_as(self, row) -> str:
        return self.name

    def fed(self, row, words, pictures) -> str:
        return pictures(self.caption_html)
