"""A document to be saved; a recording or a film to be played."""

from html import escape

from django.utils.translation import gettext_lazy as _

from articles.text.blocks.base import Figure, link


class FileFigure(Figure):
    name = "file"
    label = _("File, audio or video")
    names = "File"
    has_still = True
    has_look = False
    can_change = True
    chooser = "admin:articles_article_files"
    choose = _("Choose a file")
    compared = _("File attached")
    missing = _("A file in the text no longer exists.")

    def is_film(self, row=None) -> bool:
        return row is None or row.is_film

    def drawn_as(self, row) -> str:
        if row is None:
            return ""
        return "film" if row.is_film else "audio" if row.is_audio else self.name

    def fed(self, row, words, pictures) -> str:
        if row is None:
            return ""
        return f"<p>{link(row.url, words or row.bare_name)} ({escape(row.kind_and_size)})</p>"
