"""Pictures side by side, with a caption of them all; each has its own, too."""

from django.utils.translation import gettext_lazy as _

from articles.text.blocks.base import Figure, number

MOST_PICTURES = 60


class GalleryFigure(Figure):
    name = "gallery"
    label = _("Gallery")
    in_menu = False
    has_many = True
    sizes = ("wide",)
    can_change = True
    compared = _("Picture gallery")

    @classmethod
    def checked(cls, value: str) -> str:
        if len(value) > MOST_PICTURES * 30:
            return ""
        ids = [number(one) for one in value.split()]
        return " ".join(dict.fromkeys(ids)) if all(ids) and len(ids) <= MOST_PICTURES else ""

    def drawn_as(self, row) -> str:
        return self.name

    def fed(self, row, words, pictures) -> str:
        shown = pictures("")
        return f"{shown}<p>{self.caption_html}</p>" if shown and self.caption_html else shown
